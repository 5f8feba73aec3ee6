package certify

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/witness"
)

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

func reach(f float64) float64 {
	if a := math.Abs(f); a < tiny {
		return 1e-6 * a
	}
	return near * max(math.Abs(f), 1e-3)
}

// tiny is below which a number is not what rounding left of larger ones: the
// notebook knows that.
const tiny = 1e-11

// among finds the entry of a sorted list that is nearest to a float64, within
// reach: of those that fit, if one does.
func among(list []entry, f, reach float64, fits func(witness.Decimal) bool) (entry, bool) {
	first, _ := slices.BinarySearchFunc(list, f-reach, func(e entry, f float64) int { return cmp.Compare(e.float, f) })
	best, found := entry{}, false
	for i := first; fits != nil && i < len(list) && list[i].float <= f+reach; i++ {
		if fits(list[i].value) {
			return list[i], true
		}
	}
	for i := first; i < len(list) && list[i].float <= f+reach; i++ {
		gap := math.Abs(list[i].float - f)
		if !found || gap < math.Abs(best.float-f) || gap == math.Abs(best.float-f) && !best.written() && list[i].written() {
			best, found = list[i], true
		}
	}
	return best, found
}

// written reports a value that is the decimal as which its float64 is written:
// of several with one float64 it is the likeliest to be meant.
func (e entry) written() bool { return e.value.Is(witness.New(e.float)) }

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
// The digits that are printed for it fit some of the entries that look alike;
// nil for no digits.
func (c *Catalogue) find(f float64, fits func(witness.Decimal) bool) (entry, way, bool) {
	c.sort()
	r := reach(f)
	known, found := among(c.known, f, r, fits)
	own, more := among(c.own, f, near*max(math.Abs(f), 1e-3), fits)
	switch {
	case more && (!found || fits != nil && fits(own.value) && !fits(known.value)):
		return own, ownValue, true
	case found && short(f):
		return known, tooShort, true
	case found:
		return known, byValue, true
	}
	if e, ok := c.within(f); ok {
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

// has reports a value that looks like a float64 and that digits fit.
func (c *Catalogue) has(f float64, fits func(witness.Decimal) bool) bool {
	e, _, ok := c.find(f, fits)
	return ok && fits(e.value)
}

// within finds a value of the chapter's own whose arithmetic may be so far off.
func (c *Catalogue) within(f float64) (entry, bool) {
	return nearest(c.own, f, func(e entry) float64 { return e.reach })
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
			b, ok := among(c.known, other, reach, nil)
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
