package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/disk"
)

// An Answer is the array that a reader gave for one place of a pass.
type Answer struct {
	Place cnn.Place
	Array
	Pasted bool // as text, which can be understood in more than one way
}

// answersForm is what an answers file looks like, for error messages.
const answersForm = `an object such as {"activations/1": [[0.35, 0.4], [0.1, 0]]}`

// answersFile is the same with its other form.
const answersFile = answersForm + `, or a text of lines such as activations/1 = [[0.35, 0.4], [0.1, 0]]`

// answerForm is what can stand at a place.
const answerForm = "an array of numbers, one number or null"

// ReadAnswers reads an answers file for a pass, no more than MaxFile bytes of
// it: a JSON object whose keys are places of the pass, or a text of lines that
// begin with a place and an equals sign or a colon. In JSON a value is an array
// of numbers, with null for a cell left blank, a single number, or a string
// with an array as ReadArray takes it; in a text it is such an array, which may
// go on in the lines after it. A place may be named by its sign in the book, as
// dK; JSON may also be as MarshalValues writes it. The answers stand in working
// order.
//
// An error names the file and the line or the place. A shape that is not the
// place's is none: that is for the marking to say.
func ReadAnswers(name string, r io.Reader, p *cnn.Pass) ([]Answer, error) {
	data, err := readLimited(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, disk.Bare(err))
	}
	a := answersReader{pass: p, places: p.Places()}
	err = a.read(data)
	var syntax *syntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, fmt.Errorf("%s:%d: %w", name, syntax.line, err)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	slices.SortFunc(a.answers, func(x, y Answer) int {
		return slices.Index(a.places, x.Place) - slices.Index(a.places, y.Place)
	})
	return a.answers, nil
}

// answersReader reads an answers file.
type answersReader struct {
	pass    *cnn.Pass
	places  []cnn.Place // of the pass
	answers []Answer
}

func (a *answersReader) read(data []byte) error {
	if len(data) > MaxFile {
		return fmt.Errorf("the file is larger than %d MiB; give fewer places", MaxFile>>20)
	}
	data, err := plainText(data)
	if err != nil {
		return err
	}
	if text := bytes.TrimLeft(data, " \t\r\n"); len(text) > 0 && text[0] != '{' && hasNameLine(data) {
		return a.lines(string(data))
	}
	r := &strictReader{data: data}
	if _, err := r.kind(); err != nil && r.at < len(data) {
		line, _, _ := strings.Cut(string(data[r.at:]), "\n")
		return r.syntax(r.at, "found %q, expected %s", brief([]byte(strings.TrimSpace(line))), answersFile)
	}
	return a.object(r)
}

// object reads answers in JSON.
func (a *answersReader) object(r *strictReader) error {
	if err := r.expect(jsonObject, answersFile); err != nil {
		return err
	}
	r.at++
	for first := true; ; first = false {
		more, err := r.next(first, '}')
		if err != nil {
			return err
		}
		if !more {
			return r.end("answers")
		}
		key, err := r.key()
		if err != nil {
			return err
		}
		if err := a.member(r, key); err != nil {
			return err
		}
	}
}

// member reads what a key holds: a place, or all the places of a kind.
func (a *answersReader) member(r *strictReader, key string) error {
	switch key {
	case "activations":
		return a.list(r, key, cnn.ActivationPlace)
	case "gradients":
		return a.list(r, key, cnn.GradientPlace)
	case "parameters":
		return a.parameters(r)
	}
	place, err := a.place(key)
	if err != nil {
		return err
	}
	return a.at(r, place)
}

// at reads the answer for a place.
func (a *answersReader) at(r *strictReader, place cnn.Place) error {
	if err := a.once(place); err != nil {
		return err
	}
	answer, err := a.value(r, place)
	if err != nil {
		return within(fmt.Sprintf("place %q", place), err)
	}
	a.answers = append(a.answers, answer)
	return nil
}

// value reads what a key holds.
func (a *answersReader) value(r *strictReader, place cnn.Place) (Answer, error) {
	kind, err := r.kind()
	if err != nil {
		return Answer{}, err
	}
	if kind == jsonString {
		text, err := r.lines()
		if err != nil {
			return Answer{}, err
		}
		return a.pasted(place, text)
	}
	t := tensorReader{strictReader: r, form: answerForm, axes: []int{0, 1, 2, 3, maxAxes}, blanks: true}
	if err := t.value(0); err != nil {
		return Answer{}, err
	}
	array := Array{slices.Clone(cnn.Shape(t.shape[:t.leaf])), t.written}
	if q, err := a.pass.Quantity(place); err == nil {
		array = array.fitted(q.Plain()) // as a pasted one is
	}
	return Answer{Place: place, Array: array}, nil
}

// pasted reads an array that is given as text.
func (a *answersReader) pasted(place cnn.Place, text string) (Answer, error) {
	q, err := a.pass.Quantity(place)
	if err != nil {
		return Answer{}, err
	}
	shape := append(cnn.Shape{}, q.Plain()...)
	array, err := ReadArray(text, shape)
	return Answer{place, array, true}, err
}

// once reports a place that is given twice.
func (a *answersReader) once(place cnn.Place) error {
	if slices.ContainsFunc(a.answers, func(a Answer) bool { return a.Place == place }) {
		return fmt.Errorf("place %q stands here twice; keep one", place)
	}
	return nil
}

// known lists the places of the pass, without the middle of a long list.
func (a *answersReader) known() string {
	const most = 30
	var words []string
	for i, p := range a.places {
		if len(a.places) > most && i >= most/2 && i < len(a.places)-most/2 {
			if i == most/2 {
				words = append(words, "…")
			}
			continue
		}
		words = append(words, p.String())
	}
	return strings.Join(words, ", ")
}
