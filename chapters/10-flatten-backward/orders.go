package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// jacobians are those of the network's flatten and of one that reads P
// column by column.
func jacobians(ex *cnn.Classic) (byRows, byColumns notebook.Grid) {
	other := notebook.Must(cnn.Single(cnn.Flatten{Order: cnn.CWH},
		ex.P.Tensor, nil))
	rows := notebook.Must(ex.Pass.Jacobian(cnn.FlattenLayer))
	columns := notebook.Must(other.Jacobian(0))
	return notebook.Matrix(`\text{row by row}`, rows.Rows()),
		notebook.Matrix(`\text{column by column}`, columns.Rows())
}

// A spread is a gradient of features and the maps that it comes from, one
// for each channel.
type spread struct {
	dF   notebook.Grid
	maps [2]notebook.Grid
}

// channels sends the numbers 1 to 8 back into two channels of two by two.
func channels(order cnn.Order) (s spread) {
	flat := notebook.Must(cnn.Single(cnn.Flatten{Order: order},
		cnn.NewTensor(2, 2, 2), cnn.Vector(1, 2, 3, 4, 5, 6, 7, 8)))
	s.dF = notebook.Show(flat.DY).Named(`\partial L/\partial f`)
	for c := range s.maps {
		s.maps[c] = notebook.Part(flat.DX, c).
			Named(fmt.Sprintf(`\text{channel %d}`, c))
	}
	return s
}

// kernelGradient is the kernel's gradient with ∂L/∂P read column by column:
// each window sends its number to the first of its largest cells, and from
// there through ReLU's gate to the kernel.
func kernelGradient(ex *cnn.Classic) [][]cnn.Real {
	p, won := ex.P.Shape.Plain(), ex.Pass.Winners(cnn.MaxPoolLayer)
	return cnn.EachCell(ex.K.Rows(), func(m, n int) (sum cnn.Real) {
		for k, c := range won {
			if ex.Z.At(c[0], c[1]) > 0 {
				d := ex.DF.Real(k%p[1]*p[0] + k/p[1])
				sum = sum.Plus(d.Times(ex.X.RealAt(c[0]+m, c[1]+n)))
			}
		}
		return sum
	})
}

// others is the cells in which a matrix differs from a quantity.
func others(q cnn.Quantity, rows [][]cnn.Real) [][2]int {
	return cnn.Cells(rows, func(i, j int) bool {
		return rows[i][j].Minus(q.RealAt(i, j)).Sign() != 0
	})
}

// different is the cells in which two matrices differ.
func different(a, b [][]float64) [][2]int {
	return cnn.Cells(a, func(i, j int) bool { return a[i][j] != b[i][j] })
}
