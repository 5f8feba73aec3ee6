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
	p, k := ex.P.Shape.Plain(), ex.K.Shape.Plain()
	sums := make([][]cnn.Real, k[0])
	for m := range sums {
		sums[m] = make([]cnn.Real, k[1])
	}
	for i := range p[0] {
		for j := range p[1] {
			u, v := i*ex.Pool.Stride.Down, j*ex.Pool.Stride.Across
			top, left := u, v
			for m := range ex.Pool.Size.Down {
				for n := range ex.Pool.Size.Across {
					if ex.A.At(top+m, left+n) > ex.A.At(u, v) {
						u, v = top+m, left+n
					}
				}
			}
			if ex.Z.At(u, v) <= 0 {
				continue
			}
			d := ex.DF.Real(j*p[0] + i)
			for m := range sums {
				for n := range sums[m] {
					sums[m][n] = sums[m][n].Plus(
						d.Times(ex.X.RealAt(u+m, v+n)))
				}
			}
		}
	}
	return sums
}

// others is the cells in which a matrix differs from a quantity.
func others(q cnn.Quantity, rows [][]cnn.Real) [][2]int {
	var cells [][2]int
	for i := range rows {
		for j := range rows[i] {
			if rows[i][j].Minus(q.RealAt(i, j)).Sign() != 0 {
				cells = append(cells, [2]int{i, j})
			}
		}
	}
	return cells
}

// different is the cells in which two matrices differ.
func different(a, b [][]float64) [][2]int {
	var cells [][2]int
	for i := range a {
		for j := range a[i] {
			if a[i][j] != b[i][j] {
				cells = append(cells, [2]int{i, j})
			}
		}
	}
	return cells
}
