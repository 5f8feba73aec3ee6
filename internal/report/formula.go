package report

import (
	"fmt"
	"strconv"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A formula is what one element of an array is, in letters.
type formula struct{ left, right string }

// at writes a sign with an index in letters, which in a batch begins with the
// example. What has one element only has no index, and in a batch zeros behind
// the example.
func at(q cnn.Quantity, index ...string) string {
	if q.Lead() != nil {
		own := []string{exampleLetter}
		for _, letter := range index {
			if len(q.Data) == 1 {
				letter = "0"
			}
			own = append(own, letter)
		}
		return notebook.TeX(q.Sign) + "_{" + strings.Join(own, ",") + "}"
	}
	if len(q.Data) == 1 {
		return notebook.TeX(q.Sign)
	}
	return notebook.TeX(q.Sign) + "_{" + strings.Join(index, ",") + "}"
}

// onMaps is at for maps, where the channel is left out if there is one only.
// A vector is read with its last index, and a sequence has no column.
func onMaps(q cnn.Quantity, channel, row, column string) string {
	switch {
	case len(q.Shape) == 1:
		return at(q, column)
	case q.IsSequence() && q.Shape[0] == 1:
		return at(q, row)
	case q.IsSequence():
		return at(q, channel, row)
	case q.Shape[0] == 1:
		return at(q, row, column)
	}
	return at(q, channel, row, column)
}

// ofKernel is at for kernels, where both channels are left out if there is
// one of each, and 0 stands for one that is alone.
func ofKernel(q cnn.Quantity, row, column string) string {
	return ofKernels(q, "o", "c", row, column)
}

// ofKernels is ofKernel with the letters of the first two axes.
func ofKernels(q cnn.Quantity, o, c, row, column string) string {
	switch {
	case q.Shape[0] == 1 && q.Shape[1] == 1:
		return at(q, row, column)
	case q.Shape[0] == 1:
		o = "0"
	case q.Shape[1] == 1:
		c = "0"
	}
	return at(q, o, c, row, column)
}

// reached is the row or column that a window reaches: the window's number
// times its step, plus the place in the window, less the padding before.
func reached(window string, step int, place string, pad int) string {
	s := window
	if step != 1 {
		s = strconv.Itoa(step) + window
	}
	if s += "+" + place; pad > 0 {
		s += "-" + strconv.Itoa(pad)
	}
	return s
}

// placeIn is the reverse: the place in the window at which a cell stands.
func placeIn(cell, window string, step, pad int) string {
	s := cell + "-"
	if step != 1 {
		s += strconv.Itoa(step)
	}
	if s += window; pad > 0 {
		s += "+" + strconv.Itoa(pad)
	}
	return s
}

// under is the input cell under the place m,n of the window i,j.
func under(x cnn.Quantity, w cnn.Window) string { return underOf(x, "c", w) }

// underOf is under with the letter of the map.
func underOf(x cnn.Quantity, c string, w cnn.Window) string {
	if w.All {
		return onMaps(x, c, "m", "n")
	}
	w = w.On(x.Shape)
	apart := w.Apart()
	return onMaps(x, c,
		reached("i", w.Stride.Down, multiple(apart.Down, "m"), w.Pad.Top),
		reached("j", w.Stride.Across, multiple(apart.Across, "n"), w.Pad.Left))
}

// multiple writes a letter, or so many times it.
func multiple(n int, letter string) string {
	if n == 1 {
		return letter
	}
	return strconv.Itoa(n) + letter
}

// read is the input map that the place c of a kernel o reads.
func read(l cnn.Conv) string {
	if l.Parts() == 1 {
		return "c"
	}
	maps, kernels := l.Kernel.Shape[1], l.Kernel.Shape[0]/l.Parts()
	part := "o"
	if kernels > 1 {
		part = `\lfloor o/` + strconv.Itoa(kernels) + ` \rfloor`
	}
	if maps == 1 {
		return part
	}
	return multiple(maps, part) + "+c"
}

// reader is the reverse: the place in a kernel at which the input map c stands.
func reader(l cnn.Conv) string {
	if l.Parts() == 1 {
		return "c"
	}
	maps := strconv.Itoa(l.Kernel.Shape[1])
	return "c-" + maps + ` \lfloor c/` + maps + ` \rfloor`
}

// through is the place in a kernel at which the window i,j sees the cell.
func through(cell, window string, step, pad, apart int) string {
	s := placeIn(cell, window, step, pad)
	if apart == 1 {
		return s
	}
	return "(" + s + ")/" + strconv.Itoa(apart)
}

// stamp is the weight with which the stamp of the cell i,j reaches u,v.
func stamp(k cnn.Quantity, w cnn.Window) string {
	return ofKernels(k, "c", "o",
		placeIn("u", "i", w.Stride.Down, w.Pad.Top),
		placeIn("v", "j", w.Stride.Across, w.Pad.Left))
}

// stamped is the output cell that the place m,n of the stamp of i,j falls on.
func stamped(y cnn.Quantity, w cnn.Window) string {
	return onMaps(y, "o",
		reached("i", w.Stride.Down, "m", w.Pad.Top),
		reached("j", w.Stride.Across, "n", w.Pad.Left))
}

// sum writes a sum over some of the indices.
func sum(indices ...string) string {
	return `\sum_{` + strings.Join(indices, ",") + "} "
}

// channels is the index that is summed over where there are several maps.
func channels(letter string, count int, indices ...string) []string {
	if count == 1 {
		return indices
	}
	return append([]string{letter}, indices...)
}

// forwardFormula is what a layer makes of x. The parameters are its own.
func forwardFormula(layer cnn.Layer, x, y cnn.Quantity, theta []cnn.Quantity) formula {
	one, other := onMaps(y, "c", "i", "j"), onMaps(x, "c", "i", "j")
	if len(y.Shape) == 1 {
		one, other = at(y, "i"), at(x, "i")
	}
	switch l := layer.(type) {
	case cnn.Conv1d, cnn.MaxPool1d, cnn.AvgPool1d:
		return forwardAlong(layer, x, y, theta)
	case cnn.Conv:
		k, b := theta[0], theta[1]
		return formula{onMaps(y, "o", "i", "j"),
			sum(channels("c", l.Kernel.Shape[1], "m", "n")...) + underOf(x, read(l), l.Window()) +
				` \cdot ` + ofKernel(k, "m", "n") + " + " + at(b, "o")}
	case cnn.ConvTranspose:
		w := l.Window()
		return formula{onMaps(y, "o", "u", "v"),
			sum(channels("c", x.Shape[0], "i", "j")...) + onMaps(x, "c", "i", "j") +
				` \cdot ` + stamp(theta[0], w) + " + " + at(theta[1], "o")}
	case cnn.MaxPool:
		return formula{pooledTo(y, l.Window), `\max_{m,n} ` + under(x, l.Window)}
	case cnn.AvgPool:
		return formula{pooledTo(y, l.Window), share(l, x.Shape) + sum("m", "n") + under(x, l.Window)}
	case cnn.LeakyReLU:
		return formula{one, other + ` \cdot ([` + other + " > 0]" + leak(l) + other + ` \le 0])`}
	case cnn.ELU:
		return formula{one, other + ` \cdot [` + other + ` > 0]` + alpha(l) + `(e^{` + other + `} - 1) \cdot [` + other + ` \le 0]`}
	case cnn.Dropout:
		return formula{one, masked(l, other, letters(x))}
	case cnn.Add:
		return formula{one, other + " + " + strings.Replace(one, notebook.TeX(y.Sign), notebook.TeX(theta[0].Sign), 1)}
	case cnn.Flatten:
		return formula{at(y, flatIndex(l, x)), onMaps(x, "c", "i", "j")}
	case cnn.Dense:
		w, c := theta[0], theta[1]
		return formula{at(y, "i"), sum("j") + at(w, "i", "j") + ` \cdot ` +
			at(x, "j") + " + " + at(c, "i")}
	case cnn.Softmax:
		return formula{one, `\frac{e^{` + at(x, "i") + "}}{" + sum("j") +
			"e^{" + at(x, "j") + "}}"}
	case cnn.LogSoftmax:
		return formula{one, at(x, "i") + ` - \ln ` + sum("j") + "e^{" + at(x, "j") + "}"}
	case cnn.Nonlinear:
		if name := l.Rule().Function(); name != "" {
			return formula{one, `\` + name + " " + other}
		}
		if form, ok := l.Rule().Expression(); ok && !form.Has(cnn.SumAll) {
			return formula{one, notebook.Formula(form, other, false)}
		}
	}
	panic("report: formula.go has no formula for the layer " + layer.Op())
}

// leak is the slope at and below 0 with the sign before it, up to what it
// stands before.
func leak(l cnn.LeakyReLU) string { return signed(l.Leak) + " [" }

// alpha is the factor below 0 with the sign before it, up to what it stands
// before.
func alpha(l cnn.ELU) string {
	if l.Alpha == 1 {
		return " + "
	}
	return signed(l.Alpha) + ` \cdot `
}

// signed is a factor that follows a sum, with its sign.
func signed(v float64) string {
	if negative, ok := strings.CutPrefix(notebook.Num(v), "−"); ok {
		return " - " + negative
	}
	return " + " + notebook.Num(v)
}

// pooledTo is what a window of a pooling layer makes: of a whole map, the one
// number that is left of it.
func pooledTo(y cnn.Quantity, w cnn.Window) string {
	if w.All {
		return onMaps(y, "c", "0", "0")
	}
	return onMaps(y, "c", "i", "j")
}

// share is the factor of average pooling; windows that hang over the end, or
// whose padding does not count, have another divisor.
func share(l cnn.AvgPool, in cnn.Shape) string {
	if hasOwnDivisors(l, in) {
		return `\frac{1}{n_{i,j}} `
	}
	w := l.On(in)
	return fmt.Sprintf(`\frac{1}{%d} `, w.Size.Down*w.Size.Across)
}

// hasOwnDivisors reports an average pooling that divides not every window by the
// same.
func hasOwnDivisors(l cnn.AvgPool, in cnn.Shape) bool {
	return l.Ceil || l.NoPad && l.On(in.OnMaps()).Pad != (cnn.Padding{})
}

// flatIndex is where flatten puts the cell c,i,j.
func flatIndex(l cnn.Flatten, x cnn.Quantity) string {
	if len(x.Shape) == 1 {
		return "j"
	}
	var terms []string
	add := func(letter string, times, length int) {
		switch {
		case length == 1:
		case times == 1:
			terms = append(terms, letter)
		default:
			terms = append(terms, strconv.Itoa(times)+letter)
		}
	}
	maps, column := x.Shape, "j"
	if x.IsSequence() {
		maps, column = maps.OnMaps(), "i"
	}
	c, h, w := maps[0], maps[1], maps[2]
	switch l.Order {
	case cnn.HWC:
		add("i", w*c, h)
		add(column, c, w)
		add("c", 1, c)
	case cnn.CWH:
		add("c", h*w, c)
		add(column, h, w)
		add("i", 1, h)
	default:
		add("c", h*w, c)
		add("i", w, h)
		add(column, 1, w)
	}
	if len(terms) == 0 {
		return "0"
	}
	return strings.Join(terms, "+")
}

// inputGradientFormula is what arrives at the input x of a layer, from the
// error dy at its output y.
func inputGradientFormula(layer cnn.Layer, x, y, dx, dy cnn.Quantity, theta []cnn.Quantity) formula {
	one, other := onMaps(dx, "c", "i", "j"), onMaps(dy, "c", "i", "j")
	in, out := onMaps(x, "c", "i", "j"), onMaps(y, "c", "i", "j")
	if len(x.Shape) == 1 {
		one, other, in, out = at(dx, "i"), at(dy, "i"), at(x, "i"), at(y, "i")
	}
	cell := onMaps(dx, "c", "u", "v")
	switch l := layer.(type) {
	case cnn.Conv1d, cnn.MaxPool1d, cnn.AvgPool1d:
		return inputGradientAlong(layer, x, y, dx, dy, theta)
	case cnn.Conv:
		w := l.Window().On(x.Shape)
		apart := w.Apart()
		return formula{cell,
			sum(channels("o", y.Shape[0], "i", "j")...) + onMaps(dy, "o", "i", "j") +
				` \cdot ` + ofKernels(theta[0], "o", reader(l),
				through("u", "i", w.Stride.Down, w.Pad.Top, apart.Down),
				through("v", "j", w.Stride.Across, w.Pad.Left, apart.Across))}
	case cnn.ConvTranspose:
		return formula{onMaps(dx, "c", "i", "j"),
			sum(channels("o", y.Shape[0], "m", "n")...) + stamped(dy, l.Window()) +
				` \cdot ` + ofKernels(theta[0], "c", "o", "m", "n")}
	case cnn.MaxPool:
		if l.All {
			return formula{cell, pooledTo(dy, l.Window) + ` \cdot [(u,v) \text{ wins}]`}
		}
		return formula{cell, sum("i", "j") + other + ` \cdot [(u,v) \text{ wins window } (i,j)]`}
	case cnn.AvgPool:
		part := share(l, x.Shape)
		switch {
		case l.All:
			return formula{cell, part + pooledTo(dy, l.Window)}
		case hasOwnDivisors(l, x.Shape):
			return formula{cell, sum("i", "j") + part + other + ` \cdot [(u,v) \text{ in window } (i,j)]`}
		}
		return formula{cell, part + sum("i", "j") + other + ` \cdot [(u,v) \text{ in window } (i,j)]`}
	case cnn.LeakyReLU:
		return formula{one, other + ` \cdot ([` + in + " > 0]" + leak(l) + in + ` \le 0])`}
	case cnn.ELU:
		if l.Alpha == 1 && x.Lead() == nil {
			return formula{one, other + ` \cdot ([` + in + ` > 0] + e^{` + in + `} \cdot [` + in + ` \le 0])`}
		}
		// Multiplied out, so that a line can break in it.
		return formula{one, other + ` \cdot [` + in + ` > 0]` + alpha(l) + other + ` \cdot e^{` + in + `} \cdot [` + in + ` \le 0]`}
	case cnn.Dropout:
		return formula{one, masked(l, other, letters(x))}
	case cnn.Add:
		return formula{one, other}
	case cnn.Flatten:
		return formula{onMaps(dx, "c", "i", "j"), at(dy, flatIndex(l, x))}
	case cnn.Dense:
		return formula{at(dx, "j"), sum("i") + at(theta[0], "i", "j") + ` \cdot ` + at(dy, "i")}
	case cnn.Softmax:
		return formula{at(dx, "j"), sum("i") + at(dy, "i") + ` \cdot ` + at(y, "i") +
			` \cdot ([i = j] - ` + at(y, "j") + ")"}
	case cnn.LogSoftmax:
		return formula{at(dx, "j"), sum("i") + at(dy, "i") + ` \cdot ([i = j] - e^{` + at(y, "j") + "})"}
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
		return formula{ofKernel(gradient, "m", "n"), sum(overExamples(dy, "i", "j")...) + d + ` \cdot ` + underOf(x, read(l), l.Window())}
	case cnn.ConvTranspose:
		if j == 1 {
			return formula{at(gradient, "o"), sum(overExamples(dy, "u", "v")...) + onMaps(dy, "o", "u", "v")}
		}
		return formula{ofKernels(gradient, "c", "o", "m", "n"),
			sum(overExamples(dy, "i", "j")...) + stamped(dy, l.Window()) + ` \cdot ` + onMaps(x, "c", "i", "j")}
	case cnn.Dense:
		over := ""
		if dy.Lead() != nil {
			over = sum(exampleLetter)
		}
		if j == 1 {
			return formula{at(gradient, "i"), over + at(dy, "i")}
		}
		return formula{at(gradient, "i", "j"), over + at(dy, "i") + ` \cdot ` + at(x, "j")}
	}
	panic("report: formula.go has no formula for the parameters of the layer " + layer.Op())
}

// letters is the index of any element of an output.
func letters(q cnn.Quantity) []string {
	plain := q.Plain()
	if q.IsSequence() {
		return []string{"c", "i"}[2-len(plain):]
	}
	switch len(plain) {
	case 3:
		return []string{"c", "i", "j"}
	case 2:
		return []string{"i", "j"}
	}
	return []string{"i"}
}
