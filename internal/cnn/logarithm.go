package cnn

import "math"

// log1p is ln(1 + x) for x from 0 on, off by less than one and a half units in
// the last place: with 1 + x = 2^k·(1 + f), it is k·ln 2 + ln(1 + f).
func log1p(x float64) float64 {
	if x < math.Sqrt2-1 {
		return nearOne(x)
	}
	if math.IsInf(x, 1) {
		return x
	}
	whole := 1 + x
	lost := x - (whole - 1) // by rounding the sum
	if x >= 1 {
		lost = 1 - (whole - x)
	}
	m, k := math.Frexp(whole)
	if m < math.Sqrt2/2 {
		m, k = 2*m, k-1
	}
	low := float64(float64(k)*ln2Low) + lost/whole
	return float64(float64(k)*ln2High) + (nearOne(m-1) + low)
}

// nearOne is ln(1 + f) for 1 + f from ½√2 to √2. With s = f/(2 + f) it is the
// series 2(s + s³/3 + s⁵/5 + …), of which 2s is written as f − s·f, whose first
// part is exact. What follows s²¹/21 is below half a unit of the sum.
func nearOne(f float64) float64 {
	s := f / (2 + f)
	square := float64(s * s)
	sum := 0.0
	for i := len(doubledInverses) - 1; i >= 0; i-- {
		sum = float64(square * (doubledInverses[i] + sum))
	}
	return f - float64(s*(f-sum))
}

// doubledInverses are 2/3, 2/5, … 2/21.
var doubledInverses = [...]float64{2. / 3, 2. / 5, 2. / 7, 2. / 9, 2. / 11, 2. / 13, 2. / 15, 2. / 17, 2. / 19, 2. / 21}
