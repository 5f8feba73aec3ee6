package main

import (
	"fmt"
	"math"

	"backprop/internal/notebook"
)

// boxed is a difference under its step.
func boxed(exponent int, difference float64) notebook.Grid {
	return notebook.Vector(fmt.Sprintf("h = 10^{%d}", exponent),
		[]float64{difference})
}

// off is how far the central difference is off, in words.
func off(v values[float64], at *float64, h, slope float64) string {
	return notebook.Power(math.Abs(central(v, at, h) - slope))
}

// oneAndBoth is the table of differences to one side and to both.
func oneAndBoth(v values[float64], at *float64, slope float64) [][]any {
	var table [][]any
	theta, here := *at, v.loss()
	for _, h := range []float64{0.1, 0.01, 0.001} {
		*at = theta + h
		one := (v.loss() - here) / h
		*at = theta
		both := central(v, at, h)
		table = append(table, []any{h, notebook.Places(one, 6),
			notebook.Power(math.Abs(one - slope)),
			notebook.Places(both, 6),
			notebook.Power(math.Abs(both - slope))})
	}
	return table
}

// errorsOf is how far the central differences are off. A step at which
// the error is 0 by luck has no place on a logarithmic axis.
func errorsOf[F float](name string, v values[F], at *F,
	steps []float64, slope float64) notebook.Curve {

	curve := notebook.Curve{Name: name}
	for _, h := range steps {
		off := math.Abs(float64(central(v, at, F(h))) - slope)
		if off > 0 {
			curve.X, curve.Y = append(curve.X, h), append(curve.Y, off)
		}
	}
	return curve
}

// pictures is the figure of the errors, with the two parts that add. A
// loss that does not change with the number has no errors to draw.
func pictures(double, half notebook.Curve,
	loss float64) []notebook.Figure {
	if len(double.X) < 2 || len(half.X) < 1 {
		return nil
	}
	return []notebook.Figure{{
		Title: "How far the central difference is off, by its step",
		X:     notebook.Axis{Label: "step h", Log: true},
		Y:     notebook.Axis{Label: "off by", Log: true},
		Curves: append([]notebook.Curve{double, half},
			guides(double, loss)...),
	}}
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
