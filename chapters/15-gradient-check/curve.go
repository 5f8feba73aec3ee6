package main

import (
	"fmt"
	"math"

	"backprop/internal/notebook"
)

// boxed is a difference under its step.
func boxed[T notebook.Number](exponent int, difference T) notebook.Grid {
	return notebook.Vector(fmt.Sprintf("h = 10^{%d}", exponent),
		[]T{difference})
}

// off is how far the central difference is off, in words.
func off(v values[float64], at *float64, h, slope float64) string {
	return notebook.ComputedPower(math.Abs(central(v, at, h) - slope))
}

// bothSides shows the central difference of two losses in full.
func bothSides(nb *notebook.Notebook, b beside, h float64) {
	up, down, quotient := b.loss(h), b.loss(-h), b.central(h)
	nb.Equation(fmt.Sprintf("L(%v)", notebook.Num(b.moved(h))), notebook.EqPlaces(up, 10))
	nb.Equation(fmt.Sprintf("L(%v)", notebook.Num(b.moved(-h))), notebook.EqPlaces(down, 10))
	var steps []string
	if line, ok := quotientOf(up, down, quotient, 2*h, 10, 6); ok {
		steps = append(steps, line)
	}
	nb.Equation(`\frac{L(\theta + h) - L(\theta - h)}{2h}`,
		append(steps, notebook.EqPlaces(quotient, 6))...)
}

// oneAndBoth is the table of differences to one side and to both, without what
// rounding would add. It and the other tables are as nb.Table takes them.
func oneAndBoth(b beside) (string, []string, [][]any) {
	var table [][]any
	for _, h := range []float64{0.1, 0.01, 0.001} {
		table = append(table, []any{h, notebook.Places(b.oneSide(h), 6),
			notebook.Power(b.off(h, 0)),
			notebook.Places(b.central(h), 6),
			notebook.Power(b.off(h, -h))})
	}
	return fmt.Sprintf("How far from the gradient $%s$", notebook.Places(b.slope(), 6)),
		[]string{"$h$", "one side", "off by", "both sides", "off by"}, table
}

// errorsOf is how far the central differences are off. A step at which
// the error is 0 by luck has no place on a logarithmic axis.
func errorsOf[F float](name string, v values[F], at *F, slope float64) notebook.Curve {
	curve := notebook.Curve{Name: name}
	for _, h := range []float64{1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7,
		1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13} {
		off := math.Abs(float64(central(v, at, F(h))) - slope)
		if off > 0 {
			curve.X, curve.Y = append(curve.X, h), append(curve.Y, off)
		}
	}
	return curve
}

// errorCurves shows the errors in both precisions, with the two parts that add.
// A loss that does not change with the number has no errors to draw.
func errorCurves(nb *notebook.Notebook, v values[float64], single values[float32],
	at *float64, at32 *float32, slope float64) {
	double := errorsOf("double precision", v, at, slope)
	half := errorsOf("single precision", single, at32, slope)
	if len(double.X) < 2 || len(half.X) < 1 {
		nb.Say("no curve", nil)
		return
	}
	nb.Figure(notebook.Figure{
		Title:   "How far the central difference is off, by its step",
		Caption: nb.Phrase("the curve", notebook.Let{"double": bottom(double), "single": bottom(half)}),
		X:       notebook.Axis{Label: "step h", Log: true},
		Y:       notebook.Axis{Label: "off by", Log: true},
		Curves:  append([]notebook.Curve{double, half}, guides(double, v.loss())...),
	})
}

// cornerFigure is the line of a central difference across the corner of ReLU.
func cornerFigure(caption string) notebook.Figure {
	return notebook.Figure{
		Title:   "The central difference across the corner of ReLU",
		Caption: caption,
		X:       notebook.Axis{Label: "z, in steps h"},
		Y:       notebook.Axis{Label: "max(0, z)"},
		Curves: []notebook.Curve{
			{Name: "ReLU", X: []float64{-2, 0, 2}, Y: []float64{0, 0, 2}},
			{Name: "from −h to h", X: []float64{-1, 1}, Y: []float64{0, 1}, Dashed: true},
		},
	}
}

// bottom says where a curve is lowest.
func bottom(c notebook.Curve) string {
	best := 0
	for i, off := range c.Y {
		if off < c.Y[best] {
			best = i
		}
	}
	return fmt.Sprintf("at $h = 10^{%.0f}$, with %s",
		math.Round(math.Log10(c.X[best])), notebook.Power(c.Y[best]))
}

// guides is the two errors by their formulas. The factor of h² is read
// off the curve where truncation rules.
func guides(c notebook.Curve, loss float64) []notebook.Curve {
	const epsilon = 1.0 / (1 << 52)
	factor := c.Y[1] / float64(c.X[1]*c.X[1])
	lines := []notebook.Curve{
		{Name: "∝ h²", X: []float64{1e-6, 1e-1}, Dashed: true,
			Y: []float64{factor * 1e-12, factor * 1e-2}},
	}
	if loss > 0 { // a loss of 0 has no digits to lose
		lines = append(lines, notebook.Curve{Name: "ε L / h",
			X: []float64{1e-13, 1e-3}, Dashed: true,
			Y: []float64{epsilon * loss / 1e-13,
				epsilon * loss / 1e-3}})
	}
	return lines
}
