package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// nameOf is the symbol of an array as a formula.
func nameOf(p *cnn.Pass, place cnn.Place) string {
	return "$" + notebook.TeX(notebook.Must(p.Quantity(place)).Sign) + "$"
}
