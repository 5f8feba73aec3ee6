package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// Views are shown only where they are small enough to be looked at.
const (
	mostWeights = 4
	mostCells   = 64
	mostLive    = 4
)

// live is the cells whose gradient is not 0, as well as it is known.
func live(ex *cnn.Classic) [][2]int {
	return cnn.Cells(ex.DZ.Rows(), func(i, j int) bool { return ex.DZ.RealAt(i, j).Sign() != 0 })
}

// overlays is one row: for each weight X, with the cells marked on which
// the gradient map is not 0 when it is shifted for that weight.
func overlays(ex *cnn.Classic) [][]any {
	k := ex.K.Rows()
	if len(ex.K.Data) > mostWeights || len(ex.X.Data) > mostCells {
		return nil
	}
	var row []any
	for m := range k {
		for n := range k[m] {
			var cells [][2]int
			for _, c := range live(ex) {
				cells = append(cells, [2]int{c[0] + m, c[1] + n})
			}
			row = append(row, notebook.Show(ex.X).Mark("here", cells...).
				Named(fmt.Sprintf(`(m,n) = (%d,%d)`, m, n)))
		}
	}
	return [][]any{row}
}

// windowSums is the kernel's gradient as a sum of windows of X, each times
// the gradient of the output that has read it.
func windowSums(ex *cnn.Classic) [][]any {
	cells := live(ex)
	if len(cells) == 0 || len(cells) > mostLive {
		return nil
	}
	var row []any
	for at, c := range cells {
		if at > 0 {
			row = append(row, "+")
		}
		i, j := c[0], c[1]
		d := notebook.Part(ex.DZ, 0, i, j).
			Named(notebook.TeX(ex.DZ.Sign, i, j))
		row = append(row, d, `\cdot`, window(ex, i, j))
	}
	return [][]any{append(row, "=", ex.DK)}
}

// window is the window of X that the output (i,j) has read.
func window(ex *cnn.Classic, i, j int) notebook.Grid {
	x := ex.X.Rows()
	cells := cnn.EachCell(ex.K.Rows(), func(m, n int) float64 { return x[i+m][j+n] })
	name := fmt.Sprintf(`\text{window of } Z_{%d,%d}`, i, j)
	return notebook.Matrix(name, cells).
		Of(ex.X, func(cell []int) []int {
			return []int{i + cell[0], j + cell[1]}
		})
}
