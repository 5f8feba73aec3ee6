package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// winners is the cells of A that won a pooling window.
func winners(ex *cnn.Classic) [][2]int {
	width := ex.A.Shape[2]
	var cells [][2]int
	for _, link := range ex.Pass.Links(cnn.MaxPoolLayer) {
		if link.Slope == 1 {
			cells = append(cells, [2]int{link.In / width, link.In % width})
		}
	}
	return cells
}

// transposed shows the columns of a matrix as rows.
func transposed(w cnn.Quantity) notebook.Grid {
	rows := w.Rows()
	turned := cnn.Zeros(len(rows[0]), len(rows))
	for i := range rows {
		for j := range rows[i] {
			turned[j][i] = rows[i][j]
		}
	}
	return notebook.Matrix(notebook.TeX(w.Sign)+`^\top`, turned).
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
