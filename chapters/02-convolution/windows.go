package main

import (
	"math"

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

// byTurned is the map that the kernel makes when it is turned first, with the
// digits that the loops have rounded away; a number that is another one stays
// what it is.
func byTurned(ex *cnn.Classic, loops [][]float64) [][]cnn.Real {
	k := ex.K.Shape.Plain()
	var z [][]cnn.Real
	for i, row := range ex.Z.Rows() {
		z = append(z, nil)
		for j := range row {
			terms := []cnn.Real{ex.B.Real(0)}
			size := math.Abs(ex.B.At(0))
			for m := range k[0] {
				for n := range k[1] {
					terms = append(terms, ex.X.RealAt(i+m, j+n).Times(
						ex.K.RealAt(k[0]-1-m, k[1]-1-n)))
					size += math.Abs(terms[len(terms)-1].Float())
				}
			}
			sum := cnn.SumOf(terms...)
			if math.Abs(sum.Float()-loops[i][j]) > 1e-9*size {
				sum = cnn.Written(loops[i][j])
			}
			z[i] = append(z[i], sum)
		}
	}
	return z
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
