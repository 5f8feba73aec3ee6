package certify

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// A Catalogue holds the 50-digit values that a chapter may print without
// saying where they stand: the elements of its networks, the terms and the
// partial sums of their derivations, and what the chapter's own test works
// out with Add. A float64 is looked up by its value.
type Catalogue struct {
	Network *cnn.Network  // that the chapter is played on
	Pass    *witness.Pass // the same in 50 digits

	known  []entry // of the networks
	own    []entry // of the chapter
	grids  map[string][][]witness.Decimal
	curves map[string]func(witness.Decimal) witness.Decimal
	sorted bool
}

type entry struct {
	float float64
	value witness.Decimal
	name  string
	reach float64 // how far a float64 may be from it; 0: as far as from any
}

// Add puts a value into the catalogue, under a name for messages.
func (c *Catalogue) Add(name string, values ...witness.Decimal) {
	for i, v := range values {
		n := name
		if len(values) > 1 {
			n = fmt.Sprintf("%s[%d]", name, i)
		}
		c.own = append(c.own, entry{v.Float(), v, n, 0})
	}
	c.sorted = false
}

// AddWithin is Add for a value that the chapter's float64 arithmetic loses
// digits of, such as a difference divided by a small step: its float64 may be
// so far away. Its printed digits must be right all the same.
func (c *Catalogue) AddWithin(reach float64, name string, value witness.Decimal) {
	c.own = append(c.own, entry{value.Float(), value, name, reach})
	c.sorted = false
}

// Grid says what the cells of a grid are that stands for no place of a pass,
// in row-major order. The key is the grid's name in TeX, or, for the wrong
// side of a slip, the mistake's name in the catalogue of mistakes. A grid that
// has such a key must agree with one of those given for it, cell by cell.
func (c *Catalogue) Grid(key string, values []witness.Decimal) {
	if c.grids == nil {
		c.grids = map[string][][]witness.Decimal{}
	}
	c.grids[key] = append(c.grids[key], values)
}

// Curve says what function the curve of a name draws. Where it is drawn is
// taken as given.
func (c *Catalogue) Curve(name string, f func(x witness.Decimal) witness.Decimal) {
	if c.curves == nil {
		c.curves = map[string]func(witness.Decimal) witness.Decimal{}
	}
	c.curves[name] = f
}

// grid finds, among those given for a key, the one that agrees.
func (c *Catalogue) grid(key string, floats []float64) (values []witness.Decimal, given bool) {
	given = len(c.grids[key]) > 0
	for _, want := range c.grids[key] {
		if len(want) == len(floats) && allAgree(floats, want) {
			return want, true
		}
	}
	return nil, given
}

// addWorld puts the elements of a network into the catalogue.
func (c *Catalogue) addWorld(w *world) {
	for _, place := range w.places() {
		values := w.exact.At(place)
		for at, v := range values {
			c.known = append(c.known, entry{v.Float(), v, w.name(place, at), 0})
		}
	}
	for _, place := range w.float.Places() {
		c.addTerms(w, place)
	}
	c.sorted = false
}

// mostElements is how many elements of a tensor have their terms listed.
const mostElements = 128

// addTerms puts in the terms and the partial sums of a tensor's derivations,
// each computed in 50 digits from the elements that it names.
func (c *Catalogue) addTerms(w *world, place cnn.Place) {
	q, err := w.float.Quantity(place)
	if err != nil || len(q.Data) > mostElements {
		return
	}
	for at := range q.Data {
		d, err := q.Derive(q.Shape.Index(at)...)
		if err != nil || d.Rule != cnn.Sum {
			continue
		}
		sum := witness.New(0)
		name := w.name(place, at)
		for i, t := range d.Terms {
			v, err := w.term(t)
			if err != nil {
				break
			}
			sum = sum.Plus(v)
			if len(d.Terms) > 1 {
				c.known = append(c.known,
					entry{v.Float(), v, fmt.Sprintf("term %d of %s", i, name), 0},
					entry{sum.Float(), sum, fmt.Sprintf("sum of %d terms of %s", i+1, name), 0})
			}
		}
	}
}

// term is a product of a derivation, from the elements that its factors name.
func (w *world) term(t cnn.Term) (witness.Decimal, error) {
	product := witness.New(1)
	for _, f := range t.Factors {
		v, err := w.factor(f)
		if err != nil {
			return product, err
		}
		product = product.Times(v)
	}
	return product, nil
}

func (w *world) factor(f cnn.Factor) (v witness.Decimal, err error) {
	switch f.Kind {
	case cnn.Constant:
		return witness.New(f.Value), nil
	case cnn.Fraction:
		return witness.New(1).Over(witness.New(f.Element)), nil
	case cnn.Rate:
		return witness.New(w.network.LearningRate), nil
	}
	t, err := w.element(f.Place, f.Index)
	if err != nil {
		return t, err
	}
	one := witness.New(1)
	switch f.Kind {
	case cnn.Complement:
		t = one.Minus(t)
	case cnn.SquareComplement:
		t = one.Minus(t.Times(t))
	case cnn.Gate:
		if t.Sign() > 0 {
			t = one
		} else {
			t = witness.New(0)
		}
	case cnn.Logarithm:
		t = t.Ln()
	case cnn.Reciprocal:
		t = one.Over(t)
	case cnn.Difference, cnn.SquareDifference:
		u, err := w.element(f.Minus.Place, f.Minus.Index)
		if err != nil {
			return t, err
		}
		if t = t.Minus(u); f.Kind == cnn.SquareDifference {
			t = t.Times(t)
		}
	}
	return t, nil
}

func (c *Catalogue) sort() {
	if !c.sorted {
		for _, list := range [][]entry{c.known, c.own} {
			slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.float, b.float) })
		}
		c.sorted = true
	}
}

// near is how far a float64 that went through a chapter's arithmetic may be
// from its value: this much of it, or this much of a thousandth.
const near = 1e-11

func reach(f float64) float64 { return near * max(math.Abs(f), 1e-3) }

// among finds the entry of a sorted list that is nearest to a float64, within
// reach.
func among(list []entry, f, reach float64) (entry, bool) {
	i, _ := slices.BinarySearchFunc(list, f-reach, func(e entry, f float64) int { return cmp.Compare(e.float, f) })
	best, found := entry{}, false
	for ; i < len(list) && list[i].float <= f+reach; i++ {
		if !found || math.Abs(list[i].float-f) < math.Abs(best.float-f) {
			best, found = list[i], true
		}
	}
	return best, found
}

// short reports whether a float64 is a decimal of so few digits that meeting
// an equal one proves little.
func short(f float64) bool {
	s := strconv.FormatFloat(math.Abs(f), 'e', -1, 64)
	mantissa, _, _ := strings.Cut(s, "e")
	return len(strings.Replace(mantissa, ".", "", 1)) <= 5
}

// find looks a float64 up: in the chapter's own values, among the elements
// and terms of the networks, and, if it is not short, among the sums,
// differences, products and quotients of two elements.
func (c *Catalogue) find(f float64) (entry, way, bool) {
	c.sort()
	r := reach(f)
	if e, ok := among(c.known, f, r); ok {
		if short(f) {
			return e, tooShort, true
		}
		return e, byValue, true
	}
	if e, ok := among(c.own, f, r); ok {
		return e, ownValue, true
	}
	if e, ok := nearest(c.own, f, func(e entry) float64 { return e.reach }); ok {
		return e, ownValue, true
	}
	if short(f) {
		return entry{}, 0, false
	}
	if e, ok := c.pair(f); ok {
		return e, pairValue, true
	}
	return entry{}, 0, false
}

// size finds a value of the chapter's own by its size: of an error, such as
// 5.6·10⁻¹⁷, the first digits count, however near to 0 it is.
func (c *Catalogue) size(f float64) (entry, bool) {
	return nearest(c.own, f, func(e entry) float64 { return max(1e-6*math.Abs(f), e.reach) })
}

// nearest is the entry that is nearest to a float64 among those within reach.
func nearest(list []entry, f float64, reach func(entry) float64) (best entry, found bool) {
	for _, e := range list {
		if gap := math.Abs(e.float - f); gap <= reach(e) && (!found || gap < math.Abs(best.float-f)) {
			best, found = e, true
		}
	}
	return best, found
}

// pair finds two elements that make a float64.
func (c *Catalogue) pair(f float64) (entry, bool) {
	r := reach(f)
	for _, a := range c.known {
		if a.float == 0 || math.Abs(a.float) == 1 {
			continue // they would find a wrong sign
		}
		try := func(other, reach float64, op string, value func(a, b witness.Decimal) witness.Decimal) (entry, bool) {
			b, ok := among(c.known, other, reach)
			if !ok || b.float == 0 || math.Abs(b.float) == 1 {
				return entry{}, false
			}
			v := value(a.value, b.value)
			if math.Abs(v.Float()-f) > r {
				return entry{}, false
			}
			return entry{v.Float(), v, a.name + op + b.name, 0}, true
		}
		if e, ok := try(f-a.float, r, " + ", witness.Decimal.Plus); ok {
			return e, ok
		}
		if e, ok := try(a.float-f, r, " − ", witness.Decimal.Minus); ok {
			return e, ok
		}
		if q := f / a.float; !math.IsInf(q, 0) {
			if e, ok := try(q, near*math.Abs(q), " · ", witness.Decimal.Times); ok {
				return e, ok
			}
		}
		if q := a.float / f; !math.IsInf(q, 0) {
			if e, ok := try(q, near*math.Abs(q), " / ", witness.Decimal.Over); ok {
				return e, ok
			}
		}
	}
	return entry{}, false
}

// Decimals are numbers as they are written.
func Decimals(floats ...float64) []witness.Decimal {
	all := make([]witness.Decimal, len(floats))
	for i, f := range floats {
		all[i] = witness.New(f)
	}
	return all
}
