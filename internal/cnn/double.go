package cnn

import "math"

// A double is a number of about 106 bits, the sum of two float64s of which the
// second is at most half a unit of the first. What is computed with a few of
// them and then rounded is the nearest float64 but for one case in billions
// (Dekker, A floating-point technique for extending the available precision,
// 1971). math.FMA is exact on every machine, so these numbers are the same on
// all of them.
type double struct{ hi, lo float64 }

// exactly is a + b with what rounding the sum leaves.
func exactly(a, b float64) double {
	sum := a + b
	back := sum - a
	return double{sum, (a - (sum - back)) + (b - back)}
}

func (a double) plus(b double) double {
	s := exactly(a.hi, b.hi)
	return exactly(s.hi, s.lo+(a.lo+b.lo))
}

func (a double) negated() double { return double{-a.hi, -a.lo} }

func (a double) times(b double) double {
	p := float64(a.hi * b.hi)
	rest := math.FMA(a.hi, b.hi, -p)
	return exactly(p, rest+(float64(a.hi*b.lo)+float64(a.lo*b.hi)))
}

// over divides by the first digits of b, and what that leaves once more.
func (a double) over(b double) double {
	q := a.hi / b.hi
	rest := a.plus(b.times(double{hi: q}).negated())
	return exactly(q, rest.hi/b.hi)
}

// scaled is a·2^n.
func (a double) scaled(n int) double { return double{math.Ldexp(a.hi, n), math.Ldexp(a.lo, n)} }

// float is the nearest float64.
func (a double) float() float64 { return a.hi + a.lo }
