package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

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

// all stands for every row or every column.
const all = -1

// marked is W with a row or a column marked.
func marked(w cnn.Quantity, row, column int) notebook.Grid {
	cells := cnn.Cells(w.Rows(), func(i, j int) bool {
		return (row == all || i == row) && (column == all || j == column)
	})
	return notebook.Show(w).Mark("here", cells...)
}
