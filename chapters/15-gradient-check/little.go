package main

import (
	"math"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// provesLittle says why the agreement of so many zeros is no proof, for a
// network whose gates are all closed or that knows a single class; "" for
// any other.
func provesLittle(ex *cnn.Classic) string {
	switch {
	case len(ex.S.Data) == 1:
		return "a single class"
	case ex.Dead():
		return "closed gates"
	}
	return ""
}

// firstBias asks for a central difference by hand.
func firstBias(nb *notebook.Notebook, ex *cnn.Classic,
	v values[float64], h float64) {
	c := v.c[0]
	v.c[0] = c + h
	up := v.loss()
	v.c[0] = c - h
	down := v.loss()
	v.c[0] = c
	nb.Ask("the first bias", notebook.Let{
		"c": c, "h": h, "c + h": c + h, "c - h": c - h, "2h": 2 * h,
		"up": notebook.Places(up, 8), "down": notebook.Places(down, 8),
		"difference": (up - down) / (2 * h), "twice": (up - down) / h,
		"slope": notebook.At(ex.DC, 0)})
}

// cube asks for the central difference of x³ at 2.
func cube(nb *notebook.Notebook) {
	const upper, lower = 2.1 * 2.1 * 2.1, 1.9 * 1.9 * 1.9
	nb.Ask("a cube", notebook.Let{
		"difference": (upper - lower) / 0.2,
		"twice":      (upper - lower) / 0.1,
		"one side":   (upper - 2*2*2) / 0.1,
		"off":        (upper-lower)/0.2 - 3*2*2})
}

// nearCorner asks for a difference across the corner of ReLU.
func nearCorner(nb *notebook.Notebook) {
	nb.Ask("near the corner", notebook.Let{"slope": 1,
		"difference": 0.012 / 0.02, "twice": 0.012 / 0.01,
		"line": (0.012 + 0.008) / 0.02})
}

// inSinglePrecision shows how far a difference is off in single precision.
func inSinglePrecision(nb *notebook.Notebook, v values[float64], single values[float32], at *float64, at32 *float32) {
	if d := float64(central(single, at32, 1e-5)); !math.IsNaN(d) {
		nb.Mistake("in single precision", nil,
			[]any{boxed(-5, central(v, at, 1e-5))}, []any{boxed(-5, d)})
	}
}

// smallestStep shows that a step can be too small.
func smallestStep(nb *notebook.Notebook, v values[float64], at *float64, slope float64) {
	nb.Mistake("the smallest step", notebook.Let{"tiny": off(v, at, 1e-13, slope),
		"large": off(v, at, 0.1, slope), "good": off(v, at, 1e-5, slope)},
		[]any{boxed(-5, central(v, at, 1e-5))}, []any{boxed(-13, central(v, at, 1e-13))})
}
