package main

import (
	"math"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// steps are the rows of the table of large scores.
func steps(s []float64, m float64, plain, shifted []float64) [][]any {
	var rows [][]any
	for i, v := range s {
		rows = append(rows, []any{
			i, v, notebook.Num(math.Exp(v)), notebook.Num(plain[i]),
			math.Exp(v - m), shifted[i],
		})
	}
	return rows
}

// storable reports whether the probabilities that the loss takes the
// logarithm of are kept with all their digits, which they are not next to
// the smallest float64.
func storable(p, y []float64) bool {
	for i := range p {
		if y[i] > 0 && p[i] < 1e-300 {
			return false
		}
	}
	return true
}

// minusLog is −ln p of class t, from the scores.
func minusLog(s []float64, t int) float64 {
	m, sum := slices.Max(s), 0.0
	for i := range s {
		sum += math.Exp(s[i] - m)
	}
	return math.Log(sum) + m - s[t]
}

// behind are the rows of the table of a true class far below the largest.
func behind(s, p, ln []float64) [][]any {
	var rows [][]any
	for i, v := range s {
		rows = append(rows, []any{i, v, p[i],
			notebook.Num(-math.Log(p[i])), notebook.Num(-ln[i])})
	}
	return rows
}

// costs are the rows of a table of probabilities and their losses.
func costs(probabilities ...float64) [][]any {
	var rows [][]any
	for _, p := range probabilities {
		rows = append(rows, []any{p, -math.Log(p)})
	}
	return rows
}

// lossCurve draws −ln p, with the example's own point on it where float64 can
// tell it from the ends of the curve.
func lossCurve(caption string, example, loss cnn.Real) notebook.Figure {
	x, y := example.Float(), loss.Float()
	curve := notebook.Curve{Name: "−ln p", Way: notebook.WayForward}
	for i := 1; i <= 200; i++ {
		p := float64(i) / 200
		curve.X = append(curve.X, p)
		curve.Y = append(curve.Y, -math.Log(p))
	}
	curves := []notebook.Curve{curve}
	if x > 0 && (x < 1 || loss.Sign() == 0) {
		curves = append(curves, notebook.Curve{Name: "the example",
			Way: notebook.WaySelected, Points: true, X: []float64{x}, Y: []float64{y}})
	}
	return notebook.Figure{
		Title:   "The loss for the probability of the true class",
		Caption: caption,
		X:       notebook.Axis{Label: "probability of the true class"},
		Y:       notebook.Axis{Label: "loss"},
		Curves:  curves,
	}
}

// number is a single number with a name.
func number(name string, v cnn.Real) notebook.Grid {
	grid := notebook.Vector(name, []cnn.Real{v})
	grid.Shape = nil
	return grid
}

// inBase is the loss with logarithms to another base.
func inBase(loss cnn.Quantity, base float64) cnn.Real {
	return loss.Real(0).Over(cnn.Written(base).Ln())
}

// guess compares the loss with that of a network that knows nothing.
func guess(ex *cnn.Classic) (string, notebook.Let) {
	classes := len(ex.S.Data)
	if classes == 1 {
		return "nothing to guess", nil
	}
	guess := cnn.Written(float64(classes)).Ln()
	let := notebook.Let{"classes": classes, "guess": guess, "L": notebook.At(ex.L)}
	switch ex.L.Real(0).Minus(guess).Sign() {
	case -1:
		let["compared"] = "better than a guess"
	case 0:
		let["compared"] = "exactly as much"
	default:
		let["compared"] = "worse than a guess"
	}
	return "a guess", let
}

// largest names the class with the largest score, or says that several share it.
func largest(ex *cnn.Classic) (string, notebook.Let) {
	leading := cnn.Leading(ex.S.Reals())
	i := leading[0]
	let := notebook.Let{"i": i, "s": notebook.At(ex.S, i), "p": notebook.At(ex.Prob, i)}
	if len(leading) > 1 {
		let["classes"] = len(leading)
		return "the largest are equal", let
	}
	return "the largest", let
}
