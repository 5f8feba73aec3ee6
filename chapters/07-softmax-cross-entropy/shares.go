package main

import (
	"math"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// shares are the score and the probability of each class, or nil
// where a score is so large that a probability beside it has no length.
func shares(ex *cnn.Classic) *notebook.Bars {
	for _, s := range ex.S.Values() {
		if math.Abs(s) > 20 {
			return nil
		}
	}
	b := notebook.BarsOf("score, probability", []string{"s", "p"},
		"class %d", ex.S, ex.Prob)
	b.Ways = []notebook.Way{notebook.WayForward, notebook.WayForward}
	return b
}
