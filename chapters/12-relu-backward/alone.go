package main

import "backprop/internal/cnn"

// The example for z at exactly 0, and the gradients that arrive there.
var (
	numbers = []float64{-2, 0, 3, 1}
	delta   = []float64{0.5, 2, -1, 4}
)

// A tinyExample is a network that is nothing but ReLU, with the gradients
// that arrive and that pass.
type tinyExample struct{ x, dh, dx cnn.Quantity }

// tinyPass runs it on the example.
func tinyPass() (tiny tinyExample, err error) {
	pass, err := cnn.Run(alone(cnn.ReLU{}, cnn.Vector(numbers...),
		cnn.Vector(delta...)))
	if err != nil {
		return tiny, err
	}
	for place, q := range map[cnn.Place]*cnn.Quantity{
		cnn.ActivationPlace(0): &tiny.x,
		cnn.GradientPlace(1):   &tiny.dh,
		cnn.GradientPlace(0):   &tiny.dx,
	} {
		if *q, err = pass.Quantity(place); err != nil {
			return tiny, err
		}
	}
	return tiny, nil
}

// alone is a network that is nothing but a layer, with the
// gradients that arrive.
func alone(layer cnn.Layer, z, delta *cnn.Tensor) *cnn.Network {
	return &cnn.Network{
		Input: z, Layers: []cnn.Layer{layer}, Upstream: delta}
}
