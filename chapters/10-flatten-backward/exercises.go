package main

import "backprop/internal/notebook"

// orders are a row and a column that a feature does not have.
func orders(k, width, height int) []notebook.Wrong {
	return []notebook.Wrong{
		{Value: float64(k / width),
			Did: "wrote the row, the quotient by the width"},
		{Value: float64(k % width),
			Did: "wrote the column, the remainder by the width"},
		{Value: float64(k / height), Did: "divided by the height"},
		{Value: float64(k % height), Did: "divided by the height"},
	}
}
