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

// firstBias asks for a central difference by hand, where eight decimals of the
// losses are enough for it.
func firstBias(nb *notebook.Notebook, ex *cnn.Classic, h float64) {
	b := besideOf(ex, cnn.Comparison{Place: ex.DC.Place, Index: []int{0}})
	up, down, difference := b.loss(h), b.loss(-h), b.central(h)
	line, ok := quotientOf(up, down, difference, 2*h, 8, 4)
	if !ok {
		return
	}
	nb.Ask("the first bias", notebook.Let{
		"c": notebook.At(ex.C, 0), "h": h, "c + h": b.moved(h), "c - h": b.moved(-h),
		"up": notebook.EqPlaces(up, 8), "down": notebook.EqPlaces(down, 8),
		"quotient":   bare(line),
		"difference": difference, "twice": difference.Plus(difference),
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
func inSinglePrecision(nb *notebook.Notebook, b beside, single values[float32], at32 *float32) {
	if d := float64(central(single, at32, 1e-5)); !math.IsNaN(d) {
		nb.Mistake("in single precision", nil,
			[]any{boxed(-5, b.central(1e-5))}, []any{boxed(-5, d)})
	}
}

// smallestStep shows that a step can be too small, where the good one is better
// than both of the others.
func smallestStep(nb *notebook.Notebook, v values[float64], at *float64, b beside) {
	slope := b.slope().Float()
	good := math.Abs(central(v, at, 1e-5) - slope)
	if good >= math.Abs(central(v, at, 1e-13)-slope) || good >= math.Abs(central(v, at, 0.1)-slope) {
		return
	}
	nb.Mistake("the smallest step", notebook.Let{"tiny": off(v, at, 1e-13, slope),
		"large": off(v, at, 0.1, slope), "good": off(v, at, 1e-5, slope)},
		[]any{boxed(-5, b.central(1e-5))}, []any{boxed(-13, central(v, at, 1e-13))})
}
