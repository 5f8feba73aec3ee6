package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// answers asks for each score that the dense layer makes of features.
func answers(s []cnn.Real, net *cnn.Network,
	f []float64) []notebook.Answer {
	layer := &cnn.Network{Input: cnn.Vector(f...),
		Layers: []cnn.Layer{net.Layers[cnn.DenseLayer]}}
	var all []notebook.Answer
	for i, v := range s {
		all = append(all, notebook.Answer{
			Name: fmt.Sprintf("s_{%d}", i), Value: v.Float(),
			Exact: v.Exact(),
			Wrong: marking.Mistaken(layer, cnn.ActivationPlace(1), i)})
	}
	return all
}
