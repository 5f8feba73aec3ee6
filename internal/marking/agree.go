package marking

import "math"

// agrees reports whether a number is what is left of some number of a span
// after rounding to its decimals, either way at a half. scale is the size of
// the largest number around it.
func (n Number) agrees(s span, scale float64) bool {
	slack := halfUnit(n.Decimals)
	return n.Value >= s.lo-slack-noise(s.lo, scale) && n.Value <= s.hi+slack+noise(s.hi, scale)
}

// agrees reports whether every number that is filled in agrees.
func (a Answer) agrees(spans []span) bool {
	if len(spans) != len(a.Numbers) {
		return false
	}
	for i, agrees := range a.agreeing(spans) {
		if !agrees && !a.Numbers[i].Blank {
			return false
		}
	}
	return true
}

// agreeing reports of each number whether it is filled in and agrees.
func (a Answer) agreeing(spans []span) []bool {
	scale := 0.0
	for _, s := range spans {
		if size := s.size(); !math.IsInf(size, 0) {
			scale = max(scale, size)
		}
	}
	agreeing := make([]bool, len(a.Numbers))
	for i, n := range a.Numbers {
		agreeing[i] = !n.Blank && n.agrees(spans[i], scale)
	}
	return agreeing
}

// sizeOf is the largest absolute value that is finite.
func sizeOf(values []float64) float64 {
	size := 0.0
	for _, v := range values {
		if !notFinite(v) {
			size = max(size, math.Abs(v))
		}
	}
	return size
}
