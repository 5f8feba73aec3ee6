package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// wishes are the rows of the table of what the loss asks of each score.
func wishes(ex *cnn.Classic) [][]any {
	var rows [][]any
	for i, d := range ex.DS.Reals() {
		wish := "stay"
		if d.Sign() < 0 {
			wish = "rise"
		} else if d.Sign() > 0 {
			wish = "fall"
		}
		rows = append(rows, []any{i, ex.Prob.Real(i), ex.Y.At(i), d,
			wish})
	}
	return rows
}

// gradient is a row with wrong numbers.
func gradient(v []cnn.Real) []any {
	return []any{notebook.Vector(`\partial L/\partial s`, v)}
}
