package main

import (
	"math"

	"backprop/internal/cnn"
)

// pickRow is the dense layer alone, with the gradient 1 at score 0.
func pickRow(ex *cnn.Classic) *cnn.Network {
	net := &cnn.Network{Input: ex.F.Tensor,
		Layers:       []cnn.Layer{ex.Network.Layers[cnn.DenseLayer]},
		Upstream:     cnn.NewTensor(len(ex.S.Data)),
		LearningRate: ex.LearningRate}
	net.Upstream.Data[0] = 1
	return net
}

// columnSum adds up a column, to nine decimals: more would be noise.
func columnSum(rows [][]float64, j int) float64 {
	sum := 0.0
	for _, row := range rows {
		sum += row[j]
	}
	return math.Round(sum*1e9)/1e9 + 0 // 0 and not −0
}

// strongest is the index of the number with the largest size.
func strongest(numbers []float64) int {
	best := 0
	for i, v := range numbers {
		if v*v > numbers[best]*numbers[best] {
			best = i
		}
	}
	return best
}
