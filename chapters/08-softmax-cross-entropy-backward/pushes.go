package main

import (
	"math"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// pushes are the score, the probability and the gradient of each class, of
// which t is the true one, or nil where a score is so large that a probability
// beside it has no length.
func pushes(ex *cnn.Classic, t int) *notebook.Bars {
	for _, s := range ex.S.Values() {
		if math.Abs(s) > 20 {
			return nil
		}
	}
	b := notebook.BarsOf("score, probability, gradient",
		[]string{"s", "p", "p − y"}, "class %d", ex.S, ex.Prob, ex.DS)
	b.Ways = []notebook.Way{notebook.WayForward, notebook.WayForward, notebook.WayBackward}
	b.Groups[t].Name += ", the true one"
	return b
}
