package lenet

import "backprop/internal/cnn"

// im2col lays the windows of an input out as the columns of a matrix. The
// list is that of windowCells.
func im2col(x []float64, list []int, cols []float64) {
	for at, cell := range list {
		if cell >= 0 {
			cols[at] = x[cell]
		} else {
			cols[at] = 0
		}
	}
}

// col2im is the way back: it adds each entry of the matrix to the cell that
// it was read from.
func col2im(cols []float64, list []int, x []float64) {
	clear(x)
	for at, cell := range list {
		if cell >= 0 {
			x[cell] += cols[at]
		}
	}
}

// windowCells lists what stands in the matrix of the windows of an input
// [C H W], row by row. The matrix has a row for each weight (c, m, n) of a
// kernel and a column for each place (i, j) of an output map. There stands
//
//	X[c, i·s+m−p, j·s+n−p]
//
// and the list holds the offset of this cell in X, or −1 where it lies in the
// padding. An output shape that the window does not make of the input gives a
// list that is of no use.
func windowCells(in cnn.Shape, w cnn.Window, out cnn.Shape) []int {
	var list []int
	for c := range in[0] {
		for m := range w.Size.Down {
			for n := range w.Size.Across {
				for i := range out[1] {
					for j := range out[2] {
						u := i*w.Stride.Down + m - w.Pad.Top
						v := j*w.Stride.Across + n - w.Pad.Left
						cell := (c*in[1]+u)*in[2] + v
						if u < 0 || u >= in[1] || v < 0 || v >= in[2] {
							cell = -1
						}
						list = append(list, cell)
					}
				}
			}
		}
	}
	return list
}
