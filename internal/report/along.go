package report

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// What is said of layers along one axis. A place of an output is i there, one in
// a window m, and one of an input u.

// ofKernel1d is ofKernel for kernels along one axis.
func ofKernel1d(q cnn.Quantity, c, place string) string {
	o := "o"
	switch {
	case q.Shape[0] == 1 && q.Shape[1] == 1:
		return at(q, place)
	case q.Shape[0] == 1:
		o = "0"
	case q.Shape[1] == 1:
		c = "0"
	}
	return at(q, o, c, place)
}

// underAlong is the number under the place m of the window i, in the channel c.
func underAlong(x cnn.Quantity, c, i, m string, w cnn.Window) string {
	if w.All {
		return onMaps(x, c, m, "")
	}
	w = w.On(x.Shape.OnMaps())
	return onMaps(x, c, reached(i, w.Stride.Across, multiple(w.Apart().Across, m), w.Pad.Left), "")
}

// pooledAlong is what a window of a pooling layer makes.
func pooledAlong(y cnn.Quantity, w cnn.Window) string {
	if w.All {
		return onMaps(y, "c", "0", "")
	}
	return onMaps(y, "c", "i", "")
}

// shareAlong is share along one axis.
func shareAlong(l cnn.AvgPool1d, in cnn.Shape, i string) string {
	if hasOwnDivisors(l.AvgPool, in) {
		return `\frac{1}{n_{` + i + "}} "
	}
	return oneOver(l.On(in.OnMaps()).Size.Across)
}

// forwardAlong is forwardFormula of a layer along one axis.
func forwardAlong(layer cnn.Layer, x, y cnn.Quantity, theta []cnn.Quantity) formula {
	switch l := layer.(type) {
	case cnn.Conv1d:
		return formula{onMaps(y, "o", "i", ""),
			sum(channels("c", l.Kernel.Shape[1], "m")...) + underAlong(x, read(l.Conv), of(y, "i"), "m", l.Window()) +
				` \cdot ` + ofKernel1d(theta[0], "c", "m") + " + " + at(theta[1], "o")}
	case cnn.MaxPool1d:
		return formula{pooledAlong(y, l.Window), `\max_{m} ` + underAlong(x, "c", of(y, "i"), "m", l.Window)}
	case cnn.AvgPool1d:
		return formula{pooledAlong(y, l.Window), shareAlong(l, x.Shape, of(y, "i")) + sum("m") + underAlong(x, "c", of(y, "i"), "m", l.Window)}
	}
	panic("report: along.go has no formula for the layer " + layer.Op())
}

// inputGradientAlong is inputGradientFormula of a layer along one axis.
func inputGradientAlong(layer cnn.Layer, x, y, dx, dy cnn.Quantity, theta []cnn.Quantity) formula {
	cell, other, u := onMaps(dx, "c", "u", ""), onMaps(dy, "c", "i", ""), of(dx, "u")
	switch l := layer.(type) {
	case cnn.Conv1d:
		w := l.Window().On(x.Shape.OnMaps())
		return formula{cell,
			sum(channels("o", y.Shape[0], "i")...) + onMaps(dy, "o", "i", "") +
				` \cdot ` + ofKernel1d(theta[0], reader(l.Conv), through(u, "i", w.Stride.Across, w.Pad.Left, w.Apart().Across))}
	case cnn.MaxPool1d:
		if l.All {
			return formula{cell, pooledAlong(dy, l.Window) + ` \cdot [` + u + ` \text{ wins}]`}
		}
		return formula{cell, sum("i") + other + ` \cdot [` + u + ` \text{ wins window } i]`}
	case cnn.AvgPool1d:
		part := shareAlong(l, x.Shape, "i")
		switch {
		case l.All:
			return formula{cell, part + pooledAlong(dy, l.Window)}
		case hasOwnDivisors(l.AvgPool, x.Shape):
			return formula{cell, sum("i") + part + other + ` \cdot [` + u + ` \text{ in window } i]`}
		}
		return formula{cell, part + sum("i") + other + ` \cdot [` + u + ` \text{ in window } i]`}
	}
	panic("report: along.go has no formula for the layer " + layer.Op())
}

// parameterAlong is parameterFormula of a convolution along one axis.
func parameterAlong(l cnn.Conv1d, j int, x, dy, gradient cnn.Quantity) formula {
	d := onMaps(dy, "o", "i", "")
	if j == 1 {
		return formula{at(gradient, "o"), sum(overExamples(dy, "i")...) + d}
	}
	return formula{ofKernel1d(gradient, "c", "m"), sum(overExamples(dy, "i")...) + d + ` \cdot ` +
		underAlong(x, read(l.Conv), "i", of(gradient, "m"), l.Window())}
}

// alongInWords says what a layer along one axis does with its options.
func alongInWords(layer cnn.Layer, in cnn.Shape) string {
	switch l := layer.(type) {
	case cnn.Conv1d:
		k := l.Kernel.Shape
		s := fmt.Sprintf("%s of %s %s %s. ", notebook.Counted(k[0], "kernel", "kernels"), notebook.Counted(k[2], "number", "numbers"),
			notebook.Plural(k[0], "reads", "read"), notebook.Counted(k[1], "channel", "channels"))
		if g := l.Parts(); g > 1 {
			s = fmt.Sprintf("The channels and the %d kernels of %s are split into %d groups, and a kernel reads only the %s of its own group. ",
				k[0], notebook.Counted(k[2], "number", "numbers"), g, notebook.Counted(k[1], "channel", "channels"))
		}
		return s + movesAlong(l.Window(), in)
	case cnn.MaxPool1d:
		if l.All {
			return "The largest number of each channel stays, and nothing else of it."
		}
		return fmt.Sprintf("The largest number of each window of %d stays, channel by channel. %s", l.Size.Across, movesAlong(l.Window, in))
	case cnn.AvgPool1d:
		if l.All {
			return fmt.Sprintf("Each channel becomes one number, the mean of its %s.", notebook.Counted(in[1], "number", "numbers"))
		}
		return fmt.Sprintf("The mean of each window of %d, channel by channel. %s", l.Size.Across, movesAlong(l.Window, in))
	}
	panic("report: along.go has no sentence for a layer of the kind " + layer.Op())
}

// movesAlong is moves along a sequence.
func movesAlong(w cnn.Window, in cnn.Shape) string {
	s := fmt.Sprintf("The window moves by %d.", w.Stride.Across)
	if apart := w.Apart().Across; apart != 1 {
		s += fmt.Sprintf(" It is dilated: neighbouring weights read numbers that are %d apart.", apart)
	}
	if w.Same {
		s += fmt.Sprintf(" With \"same\" padding there is a window for each step: %d of them.", (in[1]+w.Stride.Across-1)/w.Stride.Across)
	}
	w = w.On(in.OnMaps())
	switch before, after := w.Pad.Left, w.Pad.Right; {
	case before == 0 && after == 0:
	case before == after:
		s += fmt.Sprintf(" The input is padded by %d at both ends.", before)
	default:
		s += fmt.Sprintf(" The input is padded: %d before, %d after.", before, after)
	}
	end := leftoverAlong(in[1], w.Pad.Left, w.Pad.Right, w.Reach().Across, w.Stride.Across, w.Ceil)
	if end.partial {
		s += " The partial window at the end is kept."
	}
	if end.count > 0 {
		s += " At the end " + notebook.Counted(end.count, "number", "numbers") + " of the input " + notebook.Plural(end.count, "is", "are") + " left over: " + whyLeft(end)
	}
	return s
}

// bordersAlong is borders of a layer along one axis.
func bordersAlong(layer cnn.Layer, x cnn.Quantity) string {
	sign, maps := "$"+notebook.TeX(x.Sign)+"$", x.Shape.OnMaps()
	switch l := layer.(type) {
	case cnn.Conv1d:
		if l.Window().On(maps).Pad != (cnn.Padding{}) {
			return "Outside " + sign + " everything counts as 0."
		}
	case cnn.MaxPool1d:
		if l.On(maps).Pad != (cnn.Padding{}) {
			return "What is outside " + sign + " never wins."
		}
	case cnn.AvgPool1d:
		switch {
		case l.NoPad && l.On(maps).Pad != (cnn.Padding{}):
			return "The mean is that of the numbers of " + sign + " alone: $n_{i}$ counts those that the window sees, and no padding."
		case l.Ceil:
			return "Outside " + sign + " everything counts as 0, and $n_{i}$ counts the places of the window without those that hang over the end."
		case l.On(maps).Pad != (cnn.Padding{}):
			return "Outside " + sign + " everything counts as 0, and the divisor includes these zeros."
		}
	}
	return ""
}

// flattenedAlong says how a sequence becomes a vector.
func flattenedAlong(l cnn.Flatten, in cnn.Shape) string {
	switch {
	case in[0] == 1:
		return "The sequence has one channel and becomes a vector as it stands."
	case l.Order == cnn.HWC:
		return "The sequence is read place by place, and at each place through all channels (channel last)."
	}
	return "The channels are read one after another."
}
