package main

import (
	"math"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// byTurned is the map that the kernel makes when it is turned first, with the
// digits that the loops have rounded away; a number that is another one stays
// what it is.
func byTurned(ex *cnn.Classic, loops [][]float64) [][]cnn.Real {
	k := ex.K.Shape.Plain()
	return cnn.EachCell(loops, func(i, j int) cnn.Real {
		terms := []cnn.Real{ex.B.Real(0)}
		size := math.Abs(ex.B.At(0))
		for _, c := range cnn.Block(0, 0, k[0], k[1]) {
			term := ex.X.RealAt(i+c[0], j+c[1]).Times(
				ex.K.RealAt(k[0]-1-c[0], k[1]-1-c[1]))
			terms = append(terms, term)
			size += math.Abs(term.Float())
		}
		sum := cnn.SumOf(terms...)
		if math.Abs(sum.Float()-loops[i][j]) > 1e-9*size {
			return cnn.Written(loops[i][j])
		}
		return sum
	})
}

// withoutBias is Z less the bias.
func withoutBias(ex *cnn.Classic) [][]cnn.Real {
	return cnn.EachCell(ex.Z.Rows(), func(i, j int) cnn.Real {
		return ex.Z.RealAt(i, j).Minus(ex.B.Real(0))
	})
}

// pieces is the window of the image at a place, and its products with
// the weights. Of large numbers a product has more digits than float64.
func pieces(ex *cnn.Classic, at [2]int) (cut, products notebook.Grid) {
	x, k := ex.X.Rows(), ex.K.Rows()
	window := cnn.EachCell(k, func(m, n int) float64 { return x[at[0]+m][at[1]+n] })
	cut = notebook.Matrix(`\text{window}`, window)
	products = notebook.Matrix(`\text{products}`,
		cnn.EachCell(k, func(m, n int) float64 { return window[m][n] * k[m][n] }))
	for m := range k {
		for n := range k[m] {
			products = products.Tell([2]int{m, n},
				ex.X.RealAt(at[0]+m, at[1]+n).Times(ex.K.RealAt(m, n)))
		}
	}
	return cut, products
}
