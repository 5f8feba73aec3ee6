package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// transposed shows the columns of a matrix as rows.
func transposed(w cnn.Quantity) notebook.Grid {
	return notebook.Matrix(notebook.TeX(w.Sign)+`^\top`, cnn.Transposed(w.Rows())).
		Of(w, func(cell []int) []int { return []int{cell[1], cell[0]} })
}

// gate is 1 where a cell is above 0, and 0 elsewhere.
func gate(z cnn.Quantity) notebook.Grid {
	open := z.Rows()
	for i := range open {
		for j := range open[i] {
			if open[i][j] > 0 {
				open[i][j] = 1
			} else {
				open[i][j] = 0
			}
		}
	}
	return notebook.Matrix("[Z > 0]", open).
		Of(z, func(cell []int) []int { return cell })
}

// bare shows a quantity without the sums behind its elements, for a glance.
func bare(q cnn.Quantity) notebook.Grid {
	grid := notebook.Show(q)
	grid.Derivations = nil
	return grid
}
