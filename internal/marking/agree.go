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
	scale := 0.0
	for _, s := range spans {
		if size := s.size(); !math.IsInf(size, 0) {
			scale = max(scale, size)
		}
	}
	for i, n := range a.Numbers {
		if !n.Blank && !n.agrees(spans[i], scale) {
			return false
		}
	}
	return true
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
