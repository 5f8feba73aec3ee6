package main

import (
	"fmt"

	"backprop/internal/notebook"
)

// squares is the toy loss of the chapter: the sum of z² over the inputs,
// with z = w·x + b.
func squares(inputs []float64, w, b float64) float64 {
	sum := 0.0
	for _, x := range inputs {
		z := value(x, w, b)
		sum += float64(z * z)
	}
	return sum
}

// value is z for one input.
func value(x, w, b float64) float64 { return float64(w*x) + b }

// slope is the slope of the toy loss along w: one path for each input.
func slope(inputs []float64, w, b float64) float64 {
	sum := 0.0
	for _, x := range inputs {
		sum += float64(2 * value(x, w, b) * x)
	}
	return sum
}

// oneLoss shows how the toy loss is computed from one input.
func oneLoss(nb *notebook.Notebook, x, w, b float64) {
	z := value(x, w, b)
	nb.Equation("z", `= w \cdot x + b`,
		fmt.Sprintf(`= %s \cdot %s + %s`, notebook.Factor(w), notebook.Factor(x), notebook.Factor(b)),
		"= "+notebook.Num(z))
	nb.Equation("R", `= z \cdot z`,
		fmt.Sprintf(`= %s \cdot %s`, notebook.Factor(z), notebook.Factor(z)),
		"= "+notebook.Num(z*z))
}

// onePath shows the slopes that multiply along a path.
func onePath(nb *notebook.Notebook, x, w, b float64) {
	nb.Equation(`\frac{\partial R}{\partial w}`,
		`= \frac{\partial R}{\partial z} \cdot \frac{\partial z}{\partial w}`,
		`= 2z \cdot x`, "= "+path(x, w, b), "= "+notebook.Num(slope([]float64{x}, w, b)))
}

// twoPaths shows how two paths add.
func twoPaths(nb *notebook.Notebook, x []float64, w, b float64) {
	nb.Equation(`\frac{\partial R}{\partial w}`,
		`= 2z_0 \cdot x_0 + 2z_1 \cdot x_1`,
		"= "+path(x[0], w, b)+" + "+path(x[1], w, b),
		"= "+notebook.Num(slope(x[:1], w, b))+" + "+notebook.Num(slope(x[1:], w, b)),
		"= "+notebook.Num(slope(x, w, b)))
}

// path is the product of the slopes of a path, with numbers in it.
func path(x, w, b float64) string {
	return fmt.Sprintf(`2 \cdot %s \cdot %s`,
		notebook.Factor(value(x, w, b)), notebook.Factor(x))
}

// nudge is how much w is raised to try the slope out.
const nudge = 0.0001

// tried is what the toy loss does when w is raised by very little.
func tried(inputs []float64, w, b float64) notebook.Let {
	before := squares(inputs, w, b)
	after := squares(inputs, w+nudge, b)
	return notebook.Let{"nudge": nudge, "before": before,
		"after": notebook.Places(after, 7),
		"slope": (after - before) / nudge}
}
