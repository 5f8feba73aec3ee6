package marking

import (
	"math"

	"backprop/internal/cnn"
)

// A course says what a run goes on with after each place. The zero course
// goes on with what it worked out.
type course struct {
	// given are the reader's own numbers, which replace what was worked out.
	given map[cnn.Place]given

	// rightBlanks takes the right numbers at places that the reader left out.
	rightBlanks bool

	// rounded rounds every number: a reader who carried no more decimals.
	rounded rounding

	// only is the one place that is rounded: that of a reader who wrote it
	// down and kept every other digit. "" rounds all.
	only cnn.Place

	// powers says how e^s of a softmax is rounded, and to how many decimals, by
	// a reader who works out the quotient by hand.
	powers        powers
	powerDecimals int

	// loose leaves every number open by half a unit of so many decimals: a
	// reader who carried at least so many. 0 leaves none.
	loose int

	// originals takes, in place of each given number that can be a rounded
	// print, everything that it can be the print of. Without the reader's own
	// numbers, gates and winners stay those of the pass.
	originals bool

	// single takes, in place of each number of the network, everything that it can
	// be in single precision. Gates and winners stay those of the pass.
	single bool
}

// powers is what a reader makes of the powers of a softmax before adding them.
type powers int

const (
	allDigits     powers = iota
	roundedPowers        // of e^s
	shiftedPowers        // of e^(s−q), where q is the largest score
)

// given is a tensor of the reader's own.
type given struct {
	spans []span
	known []bool // false for a cell left blank
}

// gives reports whether the reader gave numbers at a place.
func (c course) gives(place cnn.Place) bool {
	_, ok := c.given[place]
	return ok
}

// settle keeps what was worked out at a step, and returns what the run goes
// on with. Where that is something else, slopes that came with the numbers
// are forgotten.
func (r *run) settle(s step, computed []span) []span {
	r.raw[s.index] = computed
	g, own := r.course.given[s.place]
	if !own && !r.course.rightBlanks && r.course.rounded.decimals == 0 && r.course.loose == 0 {
		return computed
	}
	var right []float64
	if r.course.rightBlanks {
		right = r.right(s.place).Data
	}
	settled := make([]span, len(computed))
	changed := false
	for i, v := range computed {
		switch {
		case own && g.known[i]:
			v = g.spans[i]
		case right != nil:
			v = point(right[i])
		case s.kind == inputStep:
		case r.course.rounded.decimals > 0 && (r.course.only.IsZero() || r.course.only == s.place):
			r.halved = r.halved || r.course.rounded.halves(v.lo)
			v = r.course.rounded.of(v)
		case r.course.loose > 0 && !v.hasDecimals(r.course.loose):
			v = span{v.lo - halfUnit(r.course.loose), v.hi + halfUnit(r.course.loose)}
		}
		settled[i] = v
		changed = changed || v != computed[i]
	}
	if changed && s.kind == forwardStep {
		r.slope[s.layer] = nil
		for _, p := range r.parts {
			p.slope[s.layer] = nil
		}
	}
	return settled
}

// hasDecimals reports whether the span is one number that so many decimals
// write exactly: nobody rounds it.
func (a span) hasDecimals(decimals int) bool {
	return a.isPoint() && math.Abs(a.lo-roundTo(a.lo, decimals)) <= noise(a.lo, 1)
}

// noise is how far float64 arithmetic may be off at a value in a tensor whose
// largest element has the given size: below the last decimal of anybody, and above
// what another order of adding, or another machine's exponential function,
// changes. Where large numbers cancel more may change; that is left to what
// single precision can do.
func noise(v, scale float64) float64 { return 1e-9*math.Abs(v) + 1e-14*max(1, scale) }
