package main

import (
	"math"
	"slices"

	"backprop/internal/cnn"
)

// A wayBack is the whole backward pass in one function.
type wayBack func(x, k, a, w [][]float64, f, p, y []float64) (
	dX, dK, dW [][]float64, dB float64, dC []float64)

// termSizes is the sizes of the terms of each gradient, added up: the same
// function without any minus. Next to 1 even p − y is what two numbers of
// size 1 leave.
func termSizes(ex *cnn.Classic, back wayBack) []float64 {
	minus := make([]float64, len(ex.Y.Data))
	for i, y := range ex.Y.Values() {
		minus[i] = -y
	}
	dX, dK, dW, dB, dC := back(sizes(ex.X.Rows()), sizes(ex.K.Rows()),
		ex.A.Rows(), sizes(ex.W.Rows()), sizes([][]float64{ex.F.Values()})[0],
		ex.Prob.Values(), minus)
	return slices.Concat(flat(dX), flat(dK), flat(dW), dC, []float64{dB})
}

// sizes is a matrix without its minus signs.
func sizes(rows [][]float64) [][]float64 {
	return cnn.EachCell(rows, func(i, j int) float64 { return math.Abs(rows[i][j]) })
}
