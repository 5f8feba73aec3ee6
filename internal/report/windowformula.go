package report

import (
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

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
	s := window + "+"
	switch {
	case window == "0":
		s = ""
	case step != 1:
		s = strconv.Itoa(step) + s
	}
	if place == "0" && s != "" {
		s = strings.TrimSuffix(s, "+")
	} else {
		s += place
	}
	if pad > 0 {
		s += "-" + strconv.Itoa(pad)
	}
	return s
}

// under is the cell of the map c of x under the place m,n of the window at i,j
// of y.
func under(x, y cnn.Quantity, c string, w cnn.Window) string {
	return underOf(x, c, of(y, "i"), of(y, "j"), "m", "n", w)
}

// underOf is under with the letters of the window and of the place in it.
func underOf(x cnn.Quantity, c, i, j, m, n string, w cnn.Window) string {
	if w.All {
		return onMaps(x, c, m, n)
	}
	w = w.On(x.Shape)
	apart := w.Apart()
	return onMaps(x, c,
		reached(i, w.Stride.Down, multiple(apart.Down, m), w.Pad.Top),
		reached(j, w.Stride.Across, multiple(apart.Across, n), w.Pad.Left))
}

// multiple writes a letter, or so many times it.
func multiple(n int, letter string) string {
	if n == 1 || letter == "0" {
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

// stamp is the weight with which the stamp of the cell i,j reaches u,v of y.
func stamp(k, y cnn.Quantity, w cnn.Window) string {
	return ofKernels(k, "c", "o",
		placeIn(of(y, "u"), "i", w.Stride.Down, w.Pad.Top),
		placeIn(of(y, "v"), "j", w.Stride.Across, w.Pad.Left))
}

// stamped is the output cell that the place m,n of the stamp of i,j falls on.
func stamped(y cnn.Quantity, i, j, m, n string, w cnn.Window) string {
	return onMaps(y, "o",
		reached(i, w.Stride.Down, m, w.Pad.Top),
		reached(j, w.Stride.Across, n, w.Pad.Left))
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
func share(l cnn.AvgPool, in cnn.Shape, i, j string) string {
	if hasOwnDivisors(l, in) {
		return `\frac{1}{n_{` + i + "," + j + "}} "
	}
	w := l.On(in)
	return oneOver(w.Size.Down * w.Size.Across)
}

// hasOwnDivisors reports an average pooling that divides not every window by the
// same.
func hasOwnDivisors(l cnn.AvgPool, in cnn.Shape) bool {
	return l.Ceil || l.NoPad && l.On(in.OnMaps()).Pad != (cnn.Padding{})
}
