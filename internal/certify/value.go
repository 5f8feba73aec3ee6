package certify

import (
	"math"
	"slices"
	"strings"

	"backprop/internal/notebook"
	"backprop/internal/witness"
)

// agrees reports whether a float64 is a 100-digit value, up to what a chapter's
// arithmetic loses.
func agrees(f float64, v witness.Decimal) bool { return math.Abs(v.Float()-f) <= reach(f) }

// judge holds digits and the relation before them against a value.
func (c *certifier) judge(p printed, relation string, v witness.Decimal, what string) {
	if relation == "≈" {
		p = p.padded()
	}
	if err := p.rounds(v); err != nil {
		c.fault(c.line, "%s, %s: %v", c.kind, what, err)
		return
	}
	if err := p.follows(relation, v); err != nil {
		c.fault(c.line, "%s, %s: %v", c.kind, what, err)
	}
}

// value certifies digits by the float64 that was written as them. Of several
// that look alike one must be in the catalogue. A sign that is not among the
// digits stands elsewhere.
func (c *certifier) value(kind, around string, digits printed, relation string, floats []float64, signed bool) {
	if !signed { // the sign may belong to an operator
		for _, f := range floats {
			floats = append(floats, -f)
		}
	}
	// Of those that look alike, one that the digits are right for comes first.
	for _, right := range []bool{true, false} {
		if !right && c.wasComputed(digits.text) {
			c.add(computed)
			return
		}
		for _, f := range floats {
			p := digits
			if !signed && f < 0 {
				p = p.negated()
			}
			if math.IsNaN(f) || math.IsInf(f, 0) {
				continue
			}
			fits := p.fits(relation)
			e, w, ok := c.catalogue.find(f, fits)
			if !signed && f == 0 && !(ok && fits(e.value)) { // which has lost its sign
				if n := digits.negated(); c.catalogue.has(f, n.fits(relation)) {
					p, fits = n, n.fits(relation)
					e, w, ok = c.catalogue.find(f, fits)
				}
			}
			if tiny, found := c.catalogue.size(f); found && p.power && !(ok && fits(e.value)) {
				e, w, ok = tiny, ownValue, true
			}
			if noise, found := c.catalogue.within(f); found && kind == "table" && p.power && math.Abs(f) <= noise.reach && !(ok && fits(e.value)) {
				c.add(ownValue) // nothing but what the chapter's arithmetic lost
				return
			}
			if !ok || right && !fits(e.value) || (p.power || p.limit()) && p.rounds(e.value) != nil {
				continue // of an error, such as 1.9·10⁻⁶, the size matters; and a 1 may be another
			}
			if kind == "answer" && whole(p) && !p.exact(e.value) {
				continue // a count, and no element next to it
			}
			c.judge(p, relation, e.value, around)
			c.add(w)
			return
		}
	}
	switch {
	case whole(digits):
		c.add(wholes)
	case kind != "answer" && constant(digits):
		c.add(constants)
	default:
		c.gap(c.line, kind, "%s in %q", digits.text, around)
	}
}

// wasComputed reports digits that were written as what float64 arithmetic came to.
func (c *certifier) wasComputed(text string) bool {
	return slices.ContainsFunc(c.window, func(w notebook.Written) bool { return w.Computed && w.Text == text })
}

// whole reports digits without a point.
func whole(p printed) bool { return p.decimals == 0 && !p.power }

// digits certifies a number that stands in a text, with its sign if that is
// known to belong to it.
func (c *certifier) digits(kind, around, text, relation string, signed bool) {
	p, ok := read(text)
	if !ok {
		return
	}
	floats := writtenAs(c.window, text, signed)
	if len(floats) == 0 && !whole(p) { // a 2 may be anything that was 2 before
		floats = writtenAs(c.written, text, signed)
	}
	if c.meant(p, relation, around, text, signed) {
		return
	}
	if len(floats) > 0 {
		c.value(kind, around, p, relation, floats, signed)
		return
	}
	switch {
	case whole(p):
		c.add(wholes)
		return
	case constant(p):
		c.add(constants)
		return
	}
	c.gap(c.line, kind+", typed", "%s in %q", text, around)
}

// constant reports a size, such as 10⁻⁶, or a decimal of one or two digits,
// as a text has them that nothing was computed for.
func constant(p printed) bool {
	if p.power {
		return strings.HasPrefix(p.text, "10")
	}
	return len(strings.Trim(strings.Replace(strings.TrimLeft(p.text, "−"), ".", "", 1), "0")) <= 2
}

// meant certifies digits that fill a hole of words.md: it is known which element
// they are, or which value of the chapter's test has their name.
func (c *certifier) meant(p printed, relation, around, text string, signed bool) bool {
	for _, w := range c.window {
		if w.Text != text && (signed || strings.TrimPrefix(w.Text, "−") != text) {
			continue
		}
		v, how, ok := c.truth(w)
		if !ok {
			continue
		}
		if w.Text != text {
			p = p.negated()
		}
		if !agrees(w.Value, v) {
			c.fault(c.line, "%s, ‹%s›: %v was written, and it is %.14s…", c.kind, w.Name, w.Value, v)
			return true
		}
		c.judge(p, relation, v, around)
		c.add(how)
		return true
	}
	return false
}

// truth is what a number with a place or a name is in 100 digits.
func (c *certifier) truth(w notebook.Written) (v witness.Decimal, how way, ok bool) {
	if v, ok := c.catalogue.holes[w.Name]; ok {
		return v, byName, true
	}
	if w.Network == nil {
		return v, 0, false
	}
	world, err := c.world(w.Network)
	if err != nil {
		return v, 0, false
	}
	values := world.exact.At(w.Place)
	if w.Offset >= len(values) {
		return v, 0, false
	}
	return values[w.Offset], byPlace, true
}

// writtenAs are the numbers that were written as this text, the last first.
func writtenAs(written []notebook.Written, text string, signed bool) []float64 {
	var floats []float64
	for i := len(written) - 1; i >= 0; i-- {
		w := written[i]
		if w.Text == text || !signed && strings.TrimPrefix(w.Text, "−") == text {
			floats = append(floats, w.Value)
		}
	}
	return floats
}
