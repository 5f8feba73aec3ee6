package cnn

import "math"

// The functions of this file and of logarithm.go are the same on every
// machine, to the last bit. Those of package math are not: each processor has
// routines of its own, and where it can multiply and add in one step, the
// compiler uses that. Here each sum, product and quotient is rounded by
// itself. The price is a few nanoseconds.

// ln 2 in two parts. The first ends in so many zeros that its product with
// any exponent is exact.
const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
)

// exp is e^x, off by less than one unit in the last place. With x = k·ln 2 + r
// and |r| at most half of ln 2, it is 2^k·e^r.
func exp(x float64) float64 {
	switch {
	case x == 0: // the largest score of every softmax
		return 1
	case math.IsNaN(x):
		return x
	case x > 709.79:
		return math.Inf(1)
	case x < -745.14:
		return 0
	}
	k := math.RoundToEven(x / math.Ln2)
	high := x - float64(k*ln2High) // exact
	low := float64(k * ln2Low)
	y := 1 + (high - (low - powersFrom2(high-low)))
	if -1000 < k && k < 1000 {
		return y * math.Float64frombits(uint64(1023+int(k))<<52)
	}
	return math.Ldexp(y, int(k))
}

// powersFrom2 is e^r − 1 − r, for |r| at most half of ln 2: the Taylor series
// from r²/2! on. What follows r¹⁴/14! is below half a unit of e^r.
func powersFrom2(r float64) float64 {
	sum := 0.0
	for i := len(inverseFactorials) - 1; i >= 0; i-- {
		sum = inverseFactorials[i] + float64(r*sum)
	}
	return float64(r*r) * sum
}

// inverseFactorials are 1/2!, 1/3!, … 1/14!.
var inverseFactorials = [...]float64{
	1. / 2, 1. / 6, 1. / 24, 1. / 120, 1. / 720, 1. / 5040, 1. / 40320, 1. / 362880, 1. / 3628800,
	1. / 39916800, 1. / 479001600, 1. / 6227020800, 1. / 87178291200,
}

// tanh is (1 − e)/(1 + e) with e = e^−2|z|, and its sign is that of z. Near 0
// it is computed from 1 − e itself. It is off by less than three units in the
// last place.
func tanh(z float64) float64 {
	var t float64
	if u := 2 * math.Abs(z); u < 0.5*math.Ln2 {
		rest := u - powersFrom2(-u) // 1 − e
		t = rest / (2 - rest)
	} else {
		e := exp(-u)
		t = (1 - e) / (1 + e)
	}
	return math.Copysign(t, z)
}
