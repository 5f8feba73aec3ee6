package main

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// The numbers of the small convolution, row by row.
var (
	cells    = []float64{1, 2, 0, 3, 1, 2, 0, 1, 1} // of the image, 3×3
	weights  = [][]float64{{-2, -0.5}, {1, 2}}
	arriving = []float64{1, 0, -1, 2} // at the outputs, 2×2
)

const side, outputs = 3, 2 // rows and columns of the image and of the outputs

func kernel() cnn.Layer {
	return cnn.Conv{Kernel: &cnn.Tensor{Shape: cnn.Shape{1, 1, 2, 2}, Data: slices.Concat(weights...)}, Bias: cnn.NewTensor(1), Stride: cnn.Steps{Down: 1, Across: 1}}
}

func image() *cnn.Tensor { return &cnn.Tensor{Shape: cnn.Shape{1, side, side}, Data: cells} }
func gradient() *cnn.Tensor {
	return &cnn.Tensor{Shape: cnn.Shape{1, outputs, outputs}, Data: arriving}
}

// slide is the convolution forward, on cells in a row.
func slide(x []float64) []float64 {
	z := make([]float64, outputs*outputs)
	for i := range outputs {
		for j := range outputs {
			for m, row := range weights {
				for n, w := range row {
					z[i*outputs+j] += float64(x[(i+m)*side+j+n] * w)
				}
			}
		}
	}
	return z
}

// scatter is the convolution backward, by stamps.
func scatter(delta []float64) []float64 {
	x := make([]float64, side*side)
	for i := range outputs {
		for j := range outputs {
			for m, row := range weights {
				for n, w := range row {
					x[(i+m)*side+j+n] += float64(delta[i*outputs+j] * w)
				}
			}
		}
	}
	return x
}

// residual are the weights of a residual block, a = M x + x, what it sends back,
// and what arrives at it: a fully connected layer with a path around it.
func residual() (w, dx, da cnn.Quantity) {
	p := notebook.Must(cnn.Run(&cnn.Network{
		Input:    cnn.Vector(1, 2),
		Layers:   []cnn.Layer{cnn.Dense{Weights: cnn.Matrix(square), Bias: cnn.NewTensor(2)}, cnn.Add{From: 0}},
		Upstream: cnn.Vector(two...),
	}))
	at := func(place cnn.Place) cnn.Quantity { return notebook.Must(p.Quantity(place)) }
	return at(cnn.ValuePlace(0, "weights")), at(cnn.GradientPlace(0)), at(cnn.GradientPlace(2))
}
