package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// transposed shows the columns of W as rows.
func transposed(w [][]float64) notebook.Grid {
	return notebook.Matrix(`W^\top`, cnn.Transposed(w))
}

// conventions are the rows of the table of the two ways to write a layer.
func conventions(ex *cnn.Classic) [][]any {
	classes, features := len(ex.S.Data), len(ex.F.Data)
	return [][]any{
		{"shape of $W$", cnn.Shape{classes, features}.String(),
			cnn.Shape{features, classes}.String()},
		{"forward", "$s = W f + c$", "$s = f \\, W + c$"},
		{`$\partial L/\partial W$`, `$\delta \, f^\top$`,
			`$f^\top \delta$`},
		{`$\partial L/\partial f$`, `$W^\top \delta$`,
			`$\delta \, W^\top$`},
	}
}

// mirrored is the element that a cell of the transposed matrix shows.
func mirrored(cell []int) []int { return []int{cell[1], cell[0]} }

// all stands for every row or every column.
const all = -1

// marked is W with a row or a column marked.
func marked(w cnn.Quantity, row, column int) notebook.Grid {
	var cells [][2]int
	for i := range w.Rows() {
		for j := range w.Rows()[i] {
			inRow := row == all || i == row
			if inRow && (column == all || j == column) {
				cells = append(cells, [2]int{i, j})
			}
		}
	}
	return notebook.Show(w).Mark("here", cells...)
}
