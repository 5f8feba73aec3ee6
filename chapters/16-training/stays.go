package main

import (
	"slices"

	"backprop/internal/cnn"
)

// stays names the sentence that says which parameters the step cannot move, and
// why, for a network whose gates are all closed or that knows a single class; ""
// for any other.
func stays(ex *cnn.Classic) string {
	if len(ex.S.Data) == 1 {
		return "nothing moves"
	}
	if slices.ContainsFunc(ex.Z.Data, func(z float64) bool {
		return z > 0
	}) {
		return ""
	}
	return "only the biases move"
}
