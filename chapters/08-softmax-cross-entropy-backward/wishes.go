package main

import "backprop/internal/notebook"

// wishes are the rows of the table of what the loss asks of each score.
func wishes(p, y, gradient []float64) [][]any {
	var rows [][]any
	for i, d := range gradient {
		wish := "stay"
		if d < 0 {
			wish = "rise"
		} else if d > 0 {
			wish = "fall"
		}
		rows = append(rows, []any{i, p[i], y[i], d, wish})
	}
	return rows
}

// gradient is a row with wrong numbers.
func gradient(v []float64) []any {
	return []any{notebook.Vector(`\partial L/\partial s`, v)}
}
