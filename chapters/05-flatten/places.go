package main

import (
	"fmt"

	"backprop/internal/cnn"
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

// leaders says which class leads by the right and by the wrong scores, of which so
// many differ.
func leaders(differ int, right, wrong []cnn.Real) (string, notebook.Let) {
	r, q := cnn.Leading(right), cnn.Leading(wrong)
	switch {
	case differ == 0:
		return "not shown", nil
	case len(r) > 1 && len(q) > 1:
		return "none leads", nil
	case len(r) > 1:
		return "one leads now", notebook.Let{"wrong": q[0]}
	case len(q) > 1:
		return "none leads now", notebook.Let{"right": r[0]}
	case r[0] == q[0]:
		return "the same leads", notebook.Let{"right": r[0]}
	}
	return "another leads", notebook.Let{"right": r[0], "wrong": q[0]}
}
