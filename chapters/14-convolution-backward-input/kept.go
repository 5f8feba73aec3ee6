package main

import (
	"slices"

	"backprop/internal/cnn"
)

// kept is the table of what the backward pass needs of the forward pass.
func kept(ex *cnn.Classic) [][]any {
	return [][]any{
		{"$X$", len(ex.X.Data), `$\partial L/\partial K$`, ""},
		{"$A$", len(ex.A.Data), "the gates and the winners",
			"one bit per cell, one place per window"},
		{"$f$", len(ex.F.Data), `$\partial L/\partial W$`, ""},
		{"$p$", len(ex.Prob.Data), `$\partial L/\partial s$`,
			"$p - y$"},
	}
}

// flat is the elements of a matrix, row by row.
func flat(rows [][]float64) []float64 { return slices.Concat(rows...) }
