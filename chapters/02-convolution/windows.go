package main

import (
	"backprop/internal/cnn"
)

// window is the image cells of the window at a place.
func window(at [2]int, kh, kw int) [][2]int {
	var cells [][2]int
	for m := range kh {
		for n := range kw {
			cells = append(cells, [2]int{at[0] + m, at[1] + n})
		}
	}
	return cells
}

// withoutBias is Z less the bias.
func withoutBias(ex *cnn.Classic) [][]cnn.Real {
	var sums [][]cnn.Real
	for i, row := range ex.Z.Rows() {
		sums = append(sums, nil)
		for j := range row {
			sums[i] = append(sums[i],
				ex.Z.RealAt(i, j).Minus(ex.B.Real(0)))
		}
	}
	return sums
}

// pieces is the window of the image at a place, and its products with
// the weights.
func pieces(x, k [][]float64, at [2]int) (cut, products [][]float64) {
	cut = cnn.Zeros(len(k), len(k[0]))
	products = cnn.Zeros(len(k), len(k[0]))
	for m := range k {
		for n := range k[m] {
			cut[m][n] = x[at[0]+m][at[1]+n]
			products[m][n] = cut[m][n] * k[m][n]
		}
	}
	return cut, products
}
