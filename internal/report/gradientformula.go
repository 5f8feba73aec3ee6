package report

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// inputGradientFormula is what arrives at the input x of a layer, from the
// error dy at its output y.
func inputGradientFormula(layer cnn.Layer, x, y, dx, dy cnn.Quantity, theta []cnn.Quantity) formula {
	one, other := onMaps(dx, "c", "i", "j"), onMaps(dy, "c", "i", "j")
	in, out := onMaps(x, "c", "i", "j"), onMaps(y, "c", "i", "j")
	if len(x.Shape) == 1 {
		one, other, in, out = at(dx, "i"), at(dy, "i"), at(x, "i"), at(y, "i")
	}
	cell, u, v := onMaps(dx, "c", "u", "v"), of(dx, "u"), of(dx, "v")
	switch l := layer.(type) {
	case cnn.Conv1d, cnn.MaxPool1d, cnn.AvgPool1d:
		return inputGradientAlong(layer, x, y, dx, dy, theta)
	case cnn.Conv:
		w := l.Window().On(x.Shape)
		apart := w.Apart()
		return formula{cell,
			sum(channels("o", y.Shape[0], "i", "j")...) + onMaps(dy, "o", "i", "j") +
				` \cdot ` + ofKernels(theta[0], "o", reader(l),
				through(u, "i", w.Stride.Down, w.Pad.Top, apart.Down),
				through(v, "j", w.Stride.Across, w.Pad.Left, apart.Across))}
	case cnn.ConvTranspose:
		return formula{onMaps(dx, "c", "i", "j"),
			sum(channels("o", y.Shape[0], "m", "n")...) + stamped(dy, of(dx, "i"), of(dx, "j"), "m", "n", l.Window()) +
				` \cdot ` + ofKernels(theta[0], "c", "o", "m", "n")}
	case cnn.MaxPool:
		if l.All {
			return formula{cell, pooledTo(dy, l.Window) + ` \cdot [(` + u + "," + v + `) \text{ wins}]`}
		}
		return formula{cell, sum("i", "j") + other + ` \cdot [(` + u + "," + v + `) \text{ wins window } (i,j)]`}
	case cnn.AvgPool:
		part := share(l, x.Shape, "i", "j")
		within := ` \cdot [(` + u + "," + v + `) \text{ in window } (i,j)]`
		switch {
		case l.All:
			return formula{cell, part + pooledTo(dy, l.Window)}
		case hasOwnDivisors(l, x.Shape):
			return formula{cell, sum("i", "j") + part + other + within}
		}
		return formula{cell, part + sum("i", "j") + other + within}
	case cnn.LeakyReLU:
		return formula{one, other + ` \cdot ([` + in + " > 0]" + leak(l) + in + ` \le 0])`}
	case cnn.ELU:
		if l.Alpha == 1 && x.Lead() == nil {
			return formula{one, other + ` \cdot ([` + in + ` > 0] + e^{` + in + `} \cdot [` + in + ` \le 0])`}
		}
		// Multiplied out, so that a line can break in it.
		return formula{one, other + ` \cdot [` + in + ` > 0]` + alpha(l) + other + ` \cdot e^{` + in + `} \cdot [` + in + ` \le 0]`}
	case cnn.Dropout:
		return formula{one, masked(l, other, ownLetters(x))}
	case cnn.Add:
		return formula{one, other}
	case cnn.Flatten:
		return formula{flattened(dx, x), at(dy, flatIndex(l, x))}
	case cnn.Dense:
		return formula{at(dx, "j"), sum("i") + at(theta[0], "i", of(dx, "j")) + ` \cdot ` + at(dy, "i")}
	case cnn.Softmax:
		return formula{at(dx, "j"), sum("i") + at(dy, "i") + ` \cdot ` + at(y, "i") +
			` \cdot ([i = ` + of(dx, "j") + "] - " + at(y, "j") + ")"}
	case cnn.LogSoftmax:
		return formula{at(dx, "j"), sum("i") + at(dy, "i") + ` \cdot ([i = ` + of(dx, "j") + "] - e^{" + at(y, "j") + "})"}
	case cnn.Nonlinear:
		product := other
		for _, f := range l.SlopeFactors(cnn.Link{}, x, y) {
			form, ok := f.Kind.Expression()
			if !ok {
				panic("report: formula.go has no formula for the slope of the layer " + layer.Op())
			}
			element := in
			if f.Place == y.Place {
				element = out
			}
			product += ` \cdot ` + notebook.Formula(form, element, true)
		}
		return formula{one, product}
	}
	panic("report: formula.go has no formula for the layer " + layer.Op())
}

// parameterFormula is the gradient of the parameter number j of a layer.
func parameterFormula(layer cnn.Layer, j int, x, dy, gradient cnn.Quantity) formula {
	switch l := layer.(type) {
	case cnn.Conv1d:
		return parameterAlong(l, j, x, dy, gradient)
	case cnn.Conv:
		d := onMaps(dy, "o", "i", "j")
		if j == 1 {
			return formula{at(gradient, "o"), sum(overExamples(dy, "i", "j")...) + d}
		}
		return formula{ofKernel(gradient, "m", "n"), sum(overExamples(dy, "i", "j")...) + d + ` \cdot ` +
			underOf(x, read(l), "i", "j", of(gradient, "m"), of(gradient, "n"), l.Window())}
	case cnn.ConvTranspose:
		if j == 1 {
			return formula{at(gradient, "o"), sum(overExamples(dy, "u", "v")...) + onMaps(dy, "o", "u", "v")}
		}
		return formula{ofKernels(gradient, "c", "o", "m", "n"),
			sum(overExamples(dy, "i", "j")...) + stamped(dy, "i", "j", of(gradient, "m"), of(gradient, "n"), l.Window()) + ` \cdot ` + onMaps(x, "c", "i", "j")}
	case cnn.Dense:
		over := ""
		if dy.Lead() != nil {
			over = sum(exampleLetter)
		}
		if j == 1 {
			return formula{at(gradient, "i"), over + at(dy, of(gradient, "i"))}
		}
		i, j := of(gradient, "i"), of(gradient, "j")
		return formula{at(gradient, "i", "j"), over + at(dy, i) + ` \cdot ` + at(x, j)}
	}
	panic("report: formula.go has no formula for the parameters of the layer " + layer.Op())
}
