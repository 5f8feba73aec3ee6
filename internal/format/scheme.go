package format

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"backprop/internal/cnn"
)

// A Scheme says what a class earns: how many points a place is worth, and which
// share of them a place earns that is not simply right.
type Scheme struct {
	// Points of the places that are named. A place of 0 points is not asked.
	Points map[cnn.Place]float64

	// Others is the points of each other place that somebody of the class has
	// answered.
	Others float64

	// Rounded, Coarse and Carried are the shares of a place with that verdict.
	Rounded, Coarse, Carried float64

	// Mistake is the share of a wrong place whose numbers a mistake of the
	// catalogue gives, and Mistakes the shares of single ones. Two mistakes
	// at one place earn the product of their shares.
	Mistake  float64
	Mistakes map[string]float64

	// Wrong is the share that the right numbers of a wrong place earn, each
	// its part of it.
	Wrong float64
}

// DefaultScheme is that of a class without a file: a point for each place that
// somebody answered, all of it for what follows from a wrong number, and half
// for a known mistake.
func DefaultScheme() Scheme {
	return Scheme{Others: 1, Rounded: 1, Coarse: 0.5, Carried: 1, Mistake: 0.5, Wrong: 0.5}
}

// maxPoints bounds the points of a place.
const maxPoints = 1000

// schemeKeys are the keys of a scheme.
var schemeKeys = []string{"points", "others", "rounded", "coarse", "carried", "mistake", "mistakes", "wrong"}

// ReadScheme reads a scheme of credit: a JSON object, every key of which may be
// left out and then is as in DefaultScheme. Points are numbers from 0 to 1000,
// shares numbers from 0 to 1. Whether a network has the places and the catalogue
// the mistakes is for the caller to say. An error names the file, and the line
// or the key.
func ReadScheme(name string, r io.Reader) (Scheme, error) {
	s := DefaultScheme()
	data, err := readLimited(r)
	if err == nil {
		data, err = plainText(data)
	}
	if err == nil {
		err = s.read(&strictReader{data: data})
	}
	var syntax *syntaxError
	switch {
	case errors.As(err, &syntax):
		return s, fmt.Errorf("%s:%d: %w", name, syntax.line, err)
	case err != nil:
		return s, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

func (s *Scheme) read(r *strictReader) error {
	if err := r.expect(jsonObject, `an object such as {"points": {"gradients/1": 2}, "carried": 1}`); err != nil {
		return err
	}
	shares := map[string]*float64{
		"rounded": &s.Rounded, "coarse": &s.Coarse, "carried": &s.Carried, "mistake": &s.Mistake, "wrong": &s.Wrong,
	}
	err := r.object(schemeKeys, func(key string) error {
		var err error
		switch key {
		case "points":
			s.Points = map[cnn.Place]float64{}
			err = r.amounts(maxPoints, func(text string, points float64) error {
				place, err := cnn.ParsePlace(text)
				s.Points[place] = points
				return err
			})
		case "mistakes":
			s.Mistakes = map[string]float64{}
			err = r.amounts(1, func(name string, share float64) error { s.Mistakes[name] = share; return nil })
		case "others":
			s.Others, err = r.amount(maxPoints)
		default:
			*shares[key], err = r.amount(1)
		}
		return within(fmt.Sprintf("%q", key), err)
	})
	if err != nil {
		return err
	}
	return r.end("scheme")
}

// amounts reads an object of numbers from 0 to a bound, whose keys are free.
func (r *strictReader) amounts(most float64, take func(key string, v float64) error) error {
	if err := r.expect(jsonObject, "an object of numbers"); err != nil {
		return err
	}
	seen := map[string]bool{}
	r.at++
	for first := true; ; first = false {
		if more, err := r.next(first, '}'); err != nil || !more {
			return err
		}
		key, err := r.key()
		if err != nil {
			return err
		}
		if seen[key] {
			return fmt.Errorf("key %q stands here twice; keep one", brief([]byte(key)))
		}
		seen[key] = true
		v, err := r.amount(most)
		if err != nil {
			return within(fmt.Sprintf("%q", brief([]byte(key))), err)
		}
		if err := take(key, v); err != nil {
			return err
		}
	}
}

// amount reads a number from 0 to a bound.
func (r *strictReader) amount(most float64) (float64, error) {
	form := fmt.Sprintf("a number from 0 to %v", most)
	if err := r.expect(jsonNumber, form); err != nil {
		return 0, err
	}
	v, err := r.number()
	if err == nil && (v < 0 || v > most) {
		err = fmt.Errorf("found %v, expected %s", v, form)
	}
	return v, err
}

// MarshalScheme writes a scheme as a file that ReadScheme reads.
func MarshalScheme(s Scheme) ([]byte, error) {
	data, err := json.MarshalIndent(struct {
		Points   map[cnn.Place]float64 `json:"points,omitempty"`
		Others   float64               `json:"others"`
		Rounded  float64               `json:"rounded"`
		Coarse   float64               `json:"coarse"`
		Carried  float64               `json:"carried"`
		Mistake  float64               `json:"mistake"`
		Mistakes map[string]float64    `json:"mistakes,omitempty"`
		Wrong    float64               `json:"wrong"`
	}(s), "", "  ")
	return append(data, '\n'), err
}
