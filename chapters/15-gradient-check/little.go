package main

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// provesLittle says why the agreement of so many zeros is no proof, for a
// network whose gates are all closed or that knows a single class; "" for
// any other.
func provesLittle(ex *cnn.Classic) string {
	if len(ex.S.Data) == 1 {
		return "a single class"
	}
	if slices.ContainsFunc(ex.Z.Data, func(z float64) bool {
		return z > 0
	}) {
		return ""
	}
	return "closed gates"
}

// firstBias asks for a central difference by hand.
func firstBias(nb *notebook.Notebook, ex *cnn.Classic,
	v values[float64], h float64) {
	c, up, down := v.aside(h)
	nb.Ask("the first bias", notebook.Let{
		"c": c, "h": h, "c + h": c + h, "c - h": c - h, "2h": 2 * h,
		"up": notebook.Places(up, 8), "down": notebook.Places(down, 8),
		"difference": (up - down) / (2 * h), "twice": (up - down) / h,
		"slope": notebook.At(ex.DC, 0)})
}
