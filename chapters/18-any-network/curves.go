package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// Each example has two numbers: where there is one alone, its array has no index,
// and what is said of an array in the reader's network could be meant.

// curves shows a tanh, a sigmoid and a squared error in numbers, there and
// back, and what is left of a gradient after some sigmoids.
func curves(nb *notebook.Notebook) {
	pass := notebook.Must(cnn.Run(&cnn.Network{
		Input:  cnn.Vector(0.5, -1),
		Layers: []cnn.Layer{cnn.Tanh{}, cnn.Sigmoid{}},
		Loss:   &cnn.Loss{Op: cnn.HalfSquaredError, Target: cnn.Vector(1, 0)},
	}))
	nb.Say("two curves", nil)
	for _, place := range []cnn.Place{cnn.ActivationPlace(1), cnn.ActivationPlace(2)} {
		nb.Derive(notebook.Must(pass.Quantity(place)), 0)
	}
	nb.Derive(notebook.Must(pass.Quantity(cnn.LossPlace)))
	for _, place := range []cnn.Place{cnn.GradientPlace(2), cnn.GradientPlace(1), cnn.GradientPlace(0)} {
		nb.Derive(notebook.Must(pass.Quantity(place)), 0)
	}
	deep := &cnn.Network{Input: cnn.Vector(0, 2), Upstream: cnn.Vector(1, 1)}
	for range 8 {
		deep.Layers = append(deep.Layers, cnn.Sigmoid{})
	}
	pass = notebook.Must(cnn.Run(deep))
	after := func(passed int) notebook.Element {
		return notebook.At(notebook.Must(pass.Quantity(cnn.GradientPlace(8-passed))), 0)
	}
	nb.Tabulate("sigmoids in a row", notebook.Let{"one": after(1), "two": after(2),
		"three": after(3), "four": after(4), "eight": after(8)})
	nb.Say("it vanishes", nil)
}
