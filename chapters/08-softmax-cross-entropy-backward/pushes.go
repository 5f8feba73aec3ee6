package main

import (
	"fmt"
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
	b := &notebook.Bars{Label: "score, probability, gradient",
		Series: []string{"s", "p", "p − y"}}
	for i, s := range ex.S.Reals() {
		name := fmt.Sprintf("class %d", i)
		if i == t {
			name += ", the true one"
		}
		b.Groups = append(b.Groups, notebook.GroupOf(name, s,
			ex.Prob.Real(i), ex.DS.Real(i)))
	}
	return b
}
