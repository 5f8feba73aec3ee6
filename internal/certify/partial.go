package certify

import (
	"fmt"
	"html"
	"regexp"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/witness"
)

// partial matches the partial sums of a cell.
var partial = regexp.MustCompile(`data-sums="([^"]*)"`)

// partialSums certifies the sums that a page shows while it explains a cell:
// those after each term that is not 0.
func (c *certifier) partialSums(g *notebook.Grid, index []int, want []witness.Decimal, list string) {
	cell := fmt.Sprintf("%s%v", g.Name, index)
	have := strings.Split(html.UnescapeString(list), ";")
	if len(have) != len(want) {
		c.fault(c.line, "%s has %d partial sums, want %d", cell, len(have), len(want))
		return
	}
	for i, text := range have {
		relation, digits := cutRelation(text)
		p, ok := read(digits)
		if !ok {
			c.fault(c.line, "%s: the partial sum %q is no number", cell, text)
			continue
		}
		c.judge(p, relation, want[i], fmt.Sprintf("partial sum %d of %s", i, cell))
		c.add(byPlace)
	}
}

// partialSums are those of an element; nil where it has no derivation.
func (w *world) partialSums(place cnn.Place, index []int) []witness.Decimal {
	q, err := w.float.Quantity(place)
	if err != nil {
		return nil
	}
	d, err := q.Derive(index...)
	if err != nil {
		return nil
	}
	sums, _ := sumsOf(d, w.term)
	return sums
}

// ownSums are the partial sums of an element of the chapter's own, whose terms
// are products of elements with names; nil where no set of names gives its
// value.
func (c *certifier) ownSums(d cnn.Derivation, value witness.Decimal) []witness.Decimal {
	for _, w := range c.worlds {
		for _, n := range c.catalogue.names {
			sums, err := sumsOf(d, func(t cnn.Term) (witness.Decimal, error) { return c.ownTerm(t, namedWorld{w, n}) })
			if err == nil && len(sums) > 0 && sums[len(sums)-1].Is(value) {
				return sums
			}
		}
	}
	return nil
}

// ownTerm is a product of elements, each found by what it is called.
func (c *certifier) ownTerm(t cnn.Term, env environment) (witness.Decimal, error) {
	product := witness.New(1)
	for _, f := range t.Factors {
		if f.Kind != cnn.Element {
			return product, errNoValue
		}
		e, _, err := c.step(notebook.TeX(f.Sign, f.Index...))
		if err != nil {
			return product, err
		}
		v, err := e.value(env)
		if err != nil {
			return product, err
		}
		product = product.Times(v)
	}
	return product, nil
}

// sumsOf adds the terms of a derivation and returns the sum after each term
// that is not 0.
func sumsOf(d cnn.Derivation, term func(cnn.Term) (witness.Decimal, error)) ([]witness.Decimal, error) {
	var sums []witness.Decimal
	sum := witness.New(0)
	for _, t := range d.Terms {
		v, err := term(t)
		if err != nil {
			return nil, err
		}
		if sum = sum.Plus(v); v.Sign() != 0 {
			sums = append(sums, sum)
		}
	}
	return sums, nil
}
