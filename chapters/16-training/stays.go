package main

import "backprop/internal/cnn"

// stays names the sentence that says which parameters the step cannot move, and
// why, for a network whose gates are all closed or that knows a single class; ""
// for any other.
func stays(ex *cnn.Classic) string {
	switch {
	case len(ex.S.Data) == 1:
		return "nothing moves"
	case ex.Dead():
		return "only the biases move"
	}
	return ""
}
