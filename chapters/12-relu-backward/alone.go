package main

import "backprop/internal/cnn"

// The example for z at exactly 0, and the errors that arrive there.
var (
	numbers = []float64{-2, 0, 3, 1}
	delta   = []float64{0.5, 2, -1, 4}
)

// tinyPass is the gradient of that example.
func tinyPass() ([]float64, error) {
	pass, err := cnn.Run(alone(cnn.ReLU{}, cnn.Vector(numbers...),
		cnn.Vector(delta...)))
	if err != nil {
		return nil, err
	}
	return pass.Gradients[0].Values(), nil
}

// alone is a network that is nothing but a layer, with the errors that
// arrive.
func alone(layer cnn.Layer, z, delta *cnn.Tensor) *cnn.Network {
	return &cnn.Network{
		Input: z, Layers: []cnn.Layer{layer}, Upstream: delta}
}
