package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// quantity is the array at a place that the pass has.
func quantity(p *cnn.Pass, place cnn.Place) cnn.Quantity {
	q, err := p.Quantity(place)
	if err != nil {
		panic(err)
	}
	return q
}

// nameOf is the symbol of an array as a formula.
func nameOf(p *cnn.Pass, place cnn.Place) string {
	return "$" + notebook.TeX(quantity(p, place).Sign) + "$"
}
