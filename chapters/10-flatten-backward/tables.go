package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// letters is a vector of TeX.
func letters(name string, cells ...string) notebook.Grid {
	g := notebook.Symbols(name, [][]string{cells})
	g.Shape = cnn.Shape{len(cells)}
	return g
}

// cells lists each feature with its cell and the way back.
func cells(f []float64, width int) [][]any {
	var rows [][]any
	for k := range f {
		i, j := k/width, k%width
		back := fmt.Sprintf(`$%d \cdot %d + %d = %d$`,
			i, width, j, i*width+j)
		rows = append(rows, []any{k, i, j, back, f[k]})
	}
	return rows
}
