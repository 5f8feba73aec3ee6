package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// The example for z at exactly 0, and the gradients that arrive there.
var (
	numbers = []float64{-2, 0, 3, 1}
	delta   = []float64{0.5, 2, -1, 4}
)

// tinyPass runs ReLU alone on the example.
func tinyPass() *cnn.SinglePass {
	return notebook.Must(cnn.Single(cnn.ReLU{}, cnn.Vector(numbers...),
		cnn.Vector(delta...)))
}
