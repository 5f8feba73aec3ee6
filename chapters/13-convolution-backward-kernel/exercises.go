package main

import "backprop/internal/cnn"

// layerAlone is the convolution with the errors that arrive at it, and
// with one cell of X set to 0.
func layerAlone(ex *cnn.Classic, u, v int) *cnn.Network {
	x := ex.X.Rows()
	x[u][v] = 0
	return &cnn.Network{
		Input:    cnn.Map(x),
		Layers:   []cnn.Layer{ex.Network.Layers[cnn.ConvLayer]},
		Upstream: ex.DZ.Tensor,
	}
}

// firstNonZero is the place of the first cell that is not zero.
func firstNonZero(rows [][]float64) (int, int) {
	for i := range rows {
		for j := range rows[i] {
			if rows[i][j] != 0 {
				return i, j
			}
		}
	}
	return 0, 0
}
