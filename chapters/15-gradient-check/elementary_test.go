package main

import (
	"math"
	"testing"
)

// TestElementary holds the chapter's own e^x and ln x against the library's,
// over the range of the scores and of their sums.
func TestElementary(t *testing.T) {
	tests := []struct {
		name          string
		ours, library func(float64) float64
		from, to      float64
	}{
		{"exp", exp[float64], math.Exp, -10, 4},
		{"ln", ln[float64], math.Log, 1, 20},
	}
	for _, test := range tests {
		for x := test.from; x <= test.to; x += 0.25 {
			have, want := test.ours(x), test.library(x)
			if math.Abs(have-want) > 1e-13*max(1, math.Abs(want)) {
				t.Errorf("%s(%v): have %v, want %v", test.name, x, have, want)
			}
		}
	}
}
