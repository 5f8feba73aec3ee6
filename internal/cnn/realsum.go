package cnn

import "slices"

// A realSum adds up numbers that come in any order and of any sizes. Each is
// added to those of about its size, the largest first, so that 1 + 10⁻³⁰⁰ − 1
// is 10⁻³⁰⁰.
type realSum struct {
	levels []level
	float  float64
	unsure bool
}

type level struct {
	sum     wide
	top     wide // the largest term
	rounded bool // one of the terms is
}

func (s *realSum) add(term Real) {
	if term.unsure || s.unsure {
		if !s.unsure {
			s.float, s.unsure = s.total().Float(), true
		}
		s.float += term.Float()
		return
	}
	s.addWide(term.near)
	s.addWide(term.rest)
}

func (s *realSum) addWide(term wide) {
	if term.m == nil {
		return
	}
	at := 0
	for at < len(s.levels) && s.levels[at].top.above(term) > apart {
		at++
	}
	if at == len(s.levels) || term.above(s.levels[at].top) > apart {
		s.levels = slices.Insert(s.levels, at, level{term, term, term.rounded})
		return
	}
	l := &s.levels[at]
	l.sum, l.top, l.rounded = l.sum.plus(term), larger(term, l.top), l.rounded || term.rounded
}

// noise is how many of the last bits sums, products and quotients may lose.
const noise = 50

// settled is the sum of a level, or 0 where it is only what rounding left of
// terms that cancel.
func (l level) settled() wide {
	if l.top.above(l.sum) > realBits-noise {
		return wide{}
	}
	return l.sum
}

// larger is the one of two numbers that is further from 0, up to a factor of 2.
func larger(a, b wide) wide {
	if a.above(b) > 0 {
		return a
	}
	return b
}

// addedUp is the sum of rests, or 0 where they cancel.
func addedUp(terms ...wide) wide {
	var l level
	for _, t := range terms {
		l.sum, l.top = l.sum.plus(t), larger(t, l.top)
	}
	if l.sum.m == nil {
		return l.sum
	}
	return l.settled()
}

func (s *realSum) total() Real {
	if s.unsure {
		return floatAlone(s.float)
	}
	var total Real
	for _, l := range slices.Backward(s.levels) {
		sum, lower := l.settled(), total.near.seen(total.rest)
		if sum.m != nil && sum.above(lower) < apart {
			// What the levels have in common may cancel, too.
			sum, lower = level{sum.plus(lower), l.top, l.rounded}.settled(), wide{}
		}
		switch {
		case sum.m != nil:
			total = joined(sum, lower)
		case l.rounded && l.top.above(lower) > realBits-noise:
			total = Real{} // what is smaller than its rounding
		}
	}
	return total
}
