package format

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// place is the place that a name means: the place itself, or what the book
// writes for the array there, as dK, dL/dK, ∂L/∂K and K.grad for the gradient
// of K, Z for an activation and K' for K after the update. A letter that has a
// number in the book, K⁽¹⁾, can be K1 or K_1, and needs none where one array
// has the letter.
func (a *answersReader) place(name string) (cnn.Place, error) {
	if place, err := cnn.ParsePlace(name); err == nil && slices.Contains(a.places, place) {
		return place, nil
	}
	sign := signOf(name)
	var exact, near, related []cnn.Quantity
	for _, place := range a.places {
		q, err := a.pass.Quantity(place)
		if err != nil || q.Sign.Letter != sign.Letter {
			continue
		}
		related = append(related, q)
		if q.Sign == sign {
			exact = append(exact, q)
		}
		if q.Sign.Number = sign.Number; q.Sign == sign {
			near = append(near, related[len(related)-1])
		}
	}
	switch {
	case len(exact) == 1:
		return exact[0].Place, nil
	case sign.Number == 0 && len(near) == 1:
		return near[0].Place, nil
	case sign.Number == 0 && len(near) > 1:
		return cnn.Place{}, fmt.Errorf("%q can be several places: %s", brief([]byte(name)), told(near))
	case len(related) > 0:
		return cnn.Place{}, fmt.Errorf("%q: no place; %s", brief([]byte(name)), told(related))
	}
	return cnn.Place{}, fmt.Errorf("place %q is not one of the network; use one of %s", brief([]byte(name)), a.known())
}

// plainSign writes what stands above and below a letter on its line.
var plainSign = strings.NewReplacer("⁽", "", "⁾", "", "(", "", ")", "", "{", "", "}", "", "^", "", "_", "",
	"¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9", "⁰", "0",
	"₁", "1", "₂", "2", "₃", "3", "₄", "4", "₅", "5", "₆", "6", "₇", "7", "₈", "8", "₉", "9", "₀", "0",
	"′", "'")

// signOf is the sign that a name means, as far as it means one.
func signOf(name string) (s cnn.Sign) {
	name = plainSign.Replace(name)
	var cut bool
	for _, of := range []string{"∂L/∂", "dL/d", "dLd", "∂", "d"} {
		if name, s.Gradient = strings.CutPrefix(name, of); s.Gradient {
			break
		}
	}
	if name, cut = strings.CutSuffix(name, ".grad"); cut {
		s.Gradient = true
	}
	name, s.Updated = strings.CutSuffix(name, "'")
	s.Letter = strings.TrimRight(name, "0123456789")
	s.Number, _ = strconv.Atoi(name[len(s.Letter):])
	if s.Letter == "probabilities" {
		s.Letter = "p"
	}
	return s
}

// told says what is where, as in ∂L/∂K is parameters/0/kernel.
func told(list []cnn.Quantity) string {
	const most = 6
	var words []string
	for i, q := range list {
		if i == most {
			words = append(words, "…")
			break
		}
		text := q.Sign.Letter
		if q.Sign.Number > 0 {
			text += strconv.Itoa(q.Sign.Number)
		}
		switch {
		case q.Sign.Gradient:
			text = "∂L/∂" + text
		case q.Sign.Updated:
			text = "new " + text
		}
		words = append(words, text+" is "+q.Place.String())
	}
	return strings.Join(words, ", ")
}
