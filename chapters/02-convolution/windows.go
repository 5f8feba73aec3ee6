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
