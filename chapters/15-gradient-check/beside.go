package main

import (
	"fmt"
	"math/big"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// beside is one number of the network, and the loss with that number moved, as
// well as the engine knows it. Where the loss is large, float64 loses the little
// that two losses differ by, and that is the subject of a section of its own.
type beside struct {
	ex    *cnn.Classic
	theta cnn.Comparison
	found map[float64]*cnn.Classic // the networks with the number moved
}

func besideOf(ex *cnn.Classic, theta cnn.Comparison) beside {
	return beside{ex, theta, map[float64]*cnn.Classic{}}
}

func (b beside) at(by float64) *cnn.Classic {
	if b.found[by] == nil {
		b.found[by] = notebook.Must(b.ex.Moved(b.theta.Place, b.theta.Index, cnn.Written(by)))
	}
	return b.found[by]
}

func (b beside) loss(by float64) cnn.Real { return b.at(by).L.Real(0) }

// central is the central difference.
func (b beside) central(h float64) cnn.Real {
	return b.loss(h).Minus(b.loss(-h)).Over(cnn.Written(2 * h))
}

// oneSide is the difference to one side.
func (b beside) oneSide(h float64) cnn.Real {
	return b.loss(h).Minus(b.loss(0)).Over(cnn.Written(h))
}

// slope is the gradient by backpropagation.
func (b beside) slope() cnn.Real { return gradientOf(b.ex, b.theta) }

// off is how far the quotient with the losses at two steps is from the slope. It
// is one sum, divided in the end, so that what the losses leave over where they
// cancel is not taken for a number.
func (b beside) off(up, down float64) cnn.Real {
	distance := cnn.Written(up).Minus(cnn.Written(down))
	gap := cnn.SumOf(b.loss(up), b.loss(down).Negated(), b.slope().Times(distance).Negated()).Over(distance)
	if gap.Sign() < 0 {
		return gap.Negated()
	}
	return gap
}

// moved is the number itself, moved by so much.
func (b beside) moved(by float64) cnn.Real {
	value := cnn.ValuePlace(b.theta.Place.Number, b.theta.Place.Name)
	q := notebook.Must(b.ex.Pass.Quantity(value))
	return q.Real(q.Offset(b.theta.Index)).Plus(cnn.Written(by))
}

// gradientOf is the gradient of a comparison as well as the pass knows it.
func gradientOf(ex *cnn.Classic, c cnn.Comparison) cnn.Real {
	q := notebook.Must(ex.Pass.Quantity(c.Place))
	return q.Real(q.Offset(c.Index))
}

// gradientsOf are those of all comparisons.
func gradientsOf(ex *cnn.Classic, all []cnn.Comparison) []cnn.Real {
	known := make([]cnn.Real, len(all))
	for at, c := range all {
		known[at] = gradientOf(ex, c)
	}
	return known
}

// quotientOf writes (up − down)/distance with so many decimals, as TeX behind its
// relation. It is not ok where a reader who computes with these digits gets
// another result, with its own number of decimals, than the quotient: next to
// large losses a small difference needs more digits than anybody writes.
func quotientOf(up, down, quotient cnn.Real, distance float64, decimals, places int) (line string, ok bool) {
	first, second := notebook.EqPlaces(up, decimals), notebook.EqPlaces(down, decimals)
	relation := "="
	if !strings.HasPrefix(first, "=") || !strings.HasPrefix(second, "=") {
		relation = "≈"
	}
	first, second = bare(first), bare(second)
	a, fine := new(big.Rat).SetString(first)
	b, fineToo := new(big.Rat).SetString(second)
	by, known := new(big.Rat).SetString(notebook.Num(distance))
	if !fine || !fineToo || !known {
		return "", false
	}
	computed := a.Sub(a, b).Quo(a, by)
	shown, isDecimal := new(big.Rat).SetString(bare(notebook.EqPlaces(quotient, places)))
	if !isDecimal || computed.FloatString(places) != shown.FloatString(places) {
		return "", false
	}
	return fmt.Sprintf(`%s \frac{%s - %s}{%s}`, relation, first, second, notebook.Num(distance)), true
}

// bare is a number without the relation before it.
func bare(number string) string {
	_, digits, _ := strings.Cut(number, " ")
	return digits
}
