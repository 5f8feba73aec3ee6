package report

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// Title is what a kind of layer is called, by the word that a network file has
// for it: "max pooling" for maxpool.
func Title(op string) string {
	k, _ := cnn.KindOf(op)
	return k.Title
}

// inWords says what a layer does with its options.
func inWords(layer cnn.Layer, in cnn.Shape) string {
	switch l := layer.(type) {
	case cnn.Conv1d, cnn.MaxPool1d, cnn.AvgPool1d:
		return alongInWords(layer, in)
	case cnn.Conv:
		k := l.Kernel.Shape
		if l.Parts() > 1 {
			return groupsInWords(l) + " " + moves(l.Window(), in)
		}
		return fmt.Sprintf("%s of %d×%d %s %s. %s", notebook.Counted(k[0], "kernel", "kernels"), k[2], k[3],
			notebook.Plural(k[0], "reads", "read"), notebook.Counted(k[1], "map", "maps"), moves(l.Window(), in))
	case cnn.ConvTranspose:
		return stampsInWords(l)
	case cnn.MaxPool:
		if l.All {
			return "The largest cell of each map stays, and nothing else of it."
		}
		return fmt.Sprintf("The largest cell of each window of %d×%d stays, map by map. %s",
			l.Size.Down, l.Size.Across, moves(l.Window, in))
	case cnn.AvgPool:
		if l.All {
			return fmt.Sprintf("Each map becomes one number, the mean of its %s.", notebook.Counted(in[1]*in[2], "cell", "cells"))
		}
		return fmt.Sprintf("The mean of each window of %d×%d, map by map. %s",
			l.Size.Down, l.Size.Across, moves(l.Window, in))
	case cnn.LeakyReLU:
		return fmt.Sprintf("Whatever is above 0 stays, and everything else is multiplied by %s. At 0 itself the slope is %[1]s.", notebook.Num(l.Leak))
	case cnn.ELU:
		return eluInWords(l.Alpha)
	case cnn.Dropout:
		return dropoutInWords(l)
	case cnn.Flatten:
		return flattenInWords(l, in)
	}
	k, _ := cnn.KindOf(layer.Op())
	if k.Sentence == "" {
		panic("report: words.go has no sentence for a layer of the kind " + layer.Op())
	}
	if layer == (cnn.GELU{}) {
		return k.Sentence + ` That share is $\Phi(z) = \frac{1}{2}(1 + \text{erf}(z / \sqrt{2}))$, and its slope is the bell curve $\varphi(z) = e^{-z^2/2} / \sqrt{2 \pi}$.`
	}
	return k.Sentence
}

// eluInWords says what an ELU does, and whether it has a corner.
func eluInWords(alpha float64) string {
	if alpha == 1 {
		return "Whatever is above 0 stays, and every other $z$ becomes $e^{z} - 1$, which bends towards −1. The slope arrives at 0 as 1 from both sides, so there is no corner."
	}
	return fmt.Sprintf("Whatever is above 0 stays, and every other $z$ becomes $%[1]s \\cdot (e^{z} - 1)$, which bends towards %[2]s. The slope is 1 above 0 and comes to %[1]s at 0 itself, so there is a corner.",
		notebook.Num(alpha), notebook.Num(-alpha))
}

// stampsInWords says what a transposed convolution does.
func stampsInWords(l cnn.ConvTranspose) string {
	k := l.Kernel.Shape
	s := "Each cell of the input stamps the kernel, scaled by that cell, onto the output, and where stamps overlap they add."
	if k[0]*k[1] > 1 {
		s = fmt.Sprintf("Each cell of the input stamps a kernel, scaled by that cell, onto %s, and where stamps overlap they add. There is a kernel for each pair of an input map and an output map.",
			notebook.Counted(k[1], "output map", "output maps"))
	}
	s += fmt.Sprintf(" A stamp has %d×%d cells, and the stamps of neighbours are %s apart.", k[2], k[3], notebook.Counted(l.Stride.Down, "cell", "cells"))
	if l.Stride.Down != l.Stride.Across {
		s = strings.TrimSuffix(s, fmt.Sprintf("%s apart.", notebook.Counted(l.Stride.Down, "cell", "cells"))) + fmt.Sprintf("%d apart downwards and %d across.", l.Stride.Down, l.Stride.Across)
	}
	switch p, n := l.Pad, l.Pad.Top; p {
	case cnn.Padding{}:
	case cnn.Padding{Top: n, Left: n, Bottom: n, Right: n}:
		s += fmt.Sprintf(" The result is cropped by %d on all sides.", n)
	default:
		s += fmt.Sprintf(" The result is cropped: %d above, %d left, %d below, %d right.", p.Top, p.Left, p.Bottom, p.Right)
	}
	var more []string
	if n := l.Back.Down; n > 0 {
		more = append(more, notebook.Counted(n, "row", "rows")+" more at the bottom")
	}
	if n := l.Back.Across; n > 0 {
		more = append(more, notebook.Counted(n, "column", "columns")+" more at the right")
	}
	if len(more) > 0 {
		s += " It keeps " + strings.Join(more, " and ") + "; whatever no stamp reaches holds the bias alone."
	}
	return s
}

func flattenInWords(l cnn.Flatten, in cnn.Shape) string {
	if len(in) == 1 {
		return "A vector stays as it is."
	}
	if in.IsSequence() {
		return flattenedAlong(l, in)
	}
	switch l.Order {
	case cnn.HWC:
		return "The maps are read cell by cell, row by row, and at each cell through all channels (channel last)."
	case cnn.CWH:
		return "The maps are read one after another, each of them column by column."
	}
	return "The maps are read one after another, each of them row by row."
}

// groupsInWords says which kernel reads which maps.
func groupsInWords(l cnn.Conv) string {
	k, g := l.Kernel.Shape, l.Parts()
	s := fmt.Sprintf("%d kernels of %d×%d in %d groups: ", k[0], k[2], k[3], g)
	if k[0] == g && k[1] == 1 {
		return s + "each kernel reads one map, its own, and none sees the others (a depthwise convolution)."
	}
	return s + fmt.Sprintf("the maps are split into %d equal parts, and %s of a group %s the %s of its own part alone.",
		g, notebook.Counted(k[0]/g, "kernel", "kernels"), notebook.Plural(k[0]/g, "reads", "read"), notebook.Counted(k[1], "map", "maps"))
}

// moves says how a window goes over its input and what it meets at the
// borders.
func moves(w cnn.Window, in cnn.Shape) string {
	s := fmt.Sprintf("The window moves by %s.", notebook.Counted(w.Stride.Down, "cell", "cells"))
	if w.Stride.Down != w.Stride.Across {
		s = fmt.Sprintf("The window moves %d down and %d across.", w.Stride.Down, w.Stride.Across)
	}
	switch d := w.Apart(); {
	case d == (cnn.Steps{Down: 1, Across: 1}):
	case d.Down == d.Across:
		s += fmt.Sprintf(" It is dilated: neighbouring weights read cells that are %d apart.", d.Down)
	default:
		s += fmt.Sprintf(" It is dilated: neighbouring weights read cells that are %d apart downwards and %d across.", d.Down, d.Across)
	}
	if w.Same {
		s += fmt.Sprintf(" With `same` padding there %s.", sameInWords(w, in))
	}
	w = w.On(in)
	switch p, n := w.Pad, w.Pad.Top; p {
	case cnn.Padding{}:
	case cnn.Padding{Top: n, Left: n, Bottom: n, Right: n}:
		s += fmt.Sprintf(" The input is padded by %d on all sides.", n)
	default:
		s += fmt.Sprintf(" The input is padded: %d above, %d left, %d below, %d right.", p.Top, p.Left, p.Bottom, p.Right)
	}
	reach := w.Reach()
	down := leftoverAlong(in[1], w.Pad.Top, w.Pad.Bottom, reach.Down, w.Stride.Down, w.Ceil)
	across := leftoverAlong(in[2], w.Pad.Left, w.Pad.Right, reach.Across, w.Stride.Across, w.Ceil)
	if down.partial || across.partial {
		s += " Partial windows at the end are kept."
	}
	var rest []string
	if down.count > 0 {
		rest = append(rest, notebook.Counted(down.count, "row", "rows"))
	}
	if across.count > 0 {
		rest = append(rest, notebook.Counted(across.count, "column", "columns"))
	}
	if len(rest) > 0 {
		s += " At the end " + strings.Join(rest, " and ") + " of the input " + notebook.Plural(down.count+across.count, "is", "are") + " left over: " + whyLeft(down, across)
	}
	return s
}

// sameInWords says how many windows "same" asks for.
func sameInWords(w cnn.Window, in cnn.Shape) string {
	if w.Stride == (cnn.Steps{Down: 1, Across: 1}) {
		return "are as many outputs as cells"
	}
	rows, columns := (in[1]+w.Stride.Down-1)/w.Stride.Down, (in[2]+w.Stride.Across-1)/w.Stride.Across
	return fmt.Sprintf("is an output for each step, %d down and %d across", rows, columns)
}

// borders says what counts outside the input, where a window reaches there.
func borders(layer cnn.Layer, x cnn.Quantity) string {
	sign := "$" + notebook.TeX(x.Sign) + "$"
	switch l := layer.(type) {
	case cnn.Conv1d, cnn.MaxPool1d, cnn.AvgPool1d:
		return bordersAlong(layer, x)
	case cnn.Conv:
		if l.Window().On(x.Shape).Pad != (cnn.Padding{}) {
			return "Outside " + sign + " every cell counts as 0."
		}
	case cnn.ConvTranspose:
		return "The sum runs over the cells $(i,j)$ whose stamp reaches $(u,v)$, which are those for which the kernel has such a weight."
	case cnn.MaxPool:
		if l.On(x.Shape).Pad != (cnn.Padding{}) {
			return "Cells outside " + sign + " never win."
		}
	case cnn.AvgPool:
		switch {
		case l.NoPad && l.On(x.Shape).Pad != (cnn.Padding{}):
			return "The mean is that of the cells of " + sign + " alone: $n_{i,j}$ counts those that the window sees, and no padding."
		case l.Ceil:
			return "Outside " + sign + " every cell counts as 0, and $n_{i,j}$ counts the cells of the window without those that hang over the end."
		case l.On(x.Shape).Pad != (cnn.Padding{}):
			return "Outside " + sign + " every cell counts as 0, and the divisor includes these zeros."
		}
	}
	return ""
}

// ShapeInWords is a shape as a sentence says it.
func ShapeInWords(s cnn.Shape) string {
	switch len(s) {
	case 0:
		return "a single number"
	case 1:
		return notebook.Counted(s[0], "number in a row", "numbers in a row")
	}
	return s.String()
}
