package marking

import "math"

// A span is what a number can be: anything from lo to hi. A number that is
// known is a point, lo = hi.
type span struct{ lo, hi float64 }

func point(v float64) span { return span{v, v} }

func (a span) isPoint() bool { return a.lo == a.hi }

// plus adds two numbers that are independent of each other.
func (a span) plus(b span) span { return span{a.lo + b.lo, a.hi + b.hi} }

// minus subtracts a number that is independent of the first.
func (a span) minus(b span) span { return span{a.lo - b.hi, a.hi - b.lo} }

// times multiplies two numbers that are independent of each other. Nothing
// times 0 is 0, also where a span has no end.
func (a span) times(b span) span {
	if a.isPoint() && b.isPoint() {
		return point(float64(a.lo * b.lo))
	}
	return hull(product(a.lo, b.lo), product(a.lo, b.hi), product(a.hi, b.lo), product(a.hi, b.hi))
}

func product(a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return float64(a * b)
}

// over divides a number by a span that does not reach below 0.
func over(v float64, a span) span {
	if a.isPoint() {
		return point(v / a.lo)
	}
	return hull(v/max(a.lo, 0), v/max(a.hi, 0))
}

// hull is the smallest span that holds all the values.
func hull(values ...float64) span {
	s := point(values[0])
	for _, v := range values[1:] {
		s.lo, s.hi = min(s.lo, v), max(s.hi, v)
	}
	return s
}

// through is what an increasing function makes of a span.
func (a span) through(f func(float64) float64) span {
	if a.isPoint() {
		return point(f(a.lo))
	}
	return span{f(a.lo), f(a.hi)}
}

// around is a value with the same slack on both sides.
func around(v, slack float64) span { return span{v - slack, v + slack} }

// size is the largest absolute value that a span holds.
func (a span) size() float64 { return max(math.Abs(a.lo), math.Abs(a.hi)) }

func points(values []float64) []span {
	spans := make([]span, len(values))
	for i, v := range values {
		spans[i] = point(v)
	}
	return spans
}

// floats are the values of spans that are all points; ok is false where one
// is not.
func floats(spans []span) (values []float64, ok bool) {
	values = make([]float64, len(spans))
	for i, s := range spans {
		if !s.isPoint() {
			return nil, false
		}
		values[i] = s.lo
	}
	return values, true
}
