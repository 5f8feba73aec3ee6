package main

import (
	"fmt"
	"slices"

	"backprop/internal/notebook"
)

// cells lists each cell of a map with its index in the vector.
func cells(p [][]float64) [][]any {
	var rows [][]any
	for i := range p {
		for j := range p[i] {
			k := i*len(p[i]) + j
			rows = append(rows, []any{
				fmt.Sprintf("$P_{%d,%d}$", i, j),
				fmt.Sprintf(`$%d \cdot %d + %d$`, i, len(p[i]), j),
				k, p[i][j]})
		}
	}
	return rows
}

// different is the places at which two vectors differ.
func different(a, b []float64) [][2]int {
	var places [][2]int
	for k := range a {
		if d := a[k] - b[k]; d*d > 1e-20 {
			places = append(places, [2]int{k, 0})
		}
	}
	return places
}

// leaders says which class leads by the right and by the wrong scores.
func leaders(right, wrong []float64) (string, notebook.Let) {
	r := slices.Index(right, slices.Max(right))
	q := slices.Index(wrong, slices.Max(wrong))
	switch {
	case len(different(right, wrong)) == 0:
		return "not shown", nil
	case r == q:
		return "the same leads", notebook.Let{"right": r}
	}
	return "another leads", notebook.Let{"right": r, "wrong": q}
}
