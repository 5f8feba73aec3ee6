package main

import (
	"fmt"
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
	b := &notebook.Bars{Label: "score, probability",
		Series: []string{"s", "p"}}
	for i, s := range ex.S.Reals() {
		b.Groups = append(b.Groups, notebook.GroupOf(
			fmt.Sprintf("class %d", i), s, ex.Prob.Real(i)))
	}
	return b
}
