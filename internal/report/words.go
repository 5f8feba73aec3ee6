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
	case cnn.Conv:
		k := l.Kernel.Shape
		return fmt.Sprintf("%s of %d×%d %s %s. %s", notebook.Counted(k[0], "kernel", "kernels"), k[2], k[3],
			notebook.Plural(k[0], "reads", "read"), notebook.Counted(k[1], "map", "maps"), moves(l.Window(), in))
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
	case cnn.Flatten:
		return flattenInWords(l, in)
	}
	k, _ := cnn.KindOf(layer.Op())
	if k.Sentence == "" {
		panic("report: words.go has no sentence for a layer of the kind " + layer.Op())
	}
	return k.Sentence
}

func flattenInWords(l cnn.Flatten, in cnn.Shape) string {
	if len(in) == 1 {
		return "A vector stays as it is."
	}
	switch l.Order {
	case cnn.HWC:
		return "The maps are read cell by cell, row by row, and at each cell through all channels (channel last)."
	case cnn.CWH:
		return "The maps are read one after another, each of them column by column."
	}
	return "The maps are read one after another, each of them row by row."
}

// moves says how a window goes over its input and what it meets at the
// borders.
func moves(w cnn.Window, in cnn.Shape) string {
	s := fmt.Sprintf("The window moves by %s.", notebook.Counted(w.Stride.Down, "cell", "cells"))
	if w.Stride.Down != w.Stride.Across {
		s = fmt.Sprintf("The window moves %d down and %d across.", w.Stride.Down, w.Stride.Across)
	}
	switch p, n := w.Pad, w.Pad.Top; p {
	case cnn.Padding{}:
	case cnn.Padding{Top: n, Left: n, Bottom: n, Right: n}:
		s += fmt.Sprintf(" The input is padded by %d on all sides.", n)
	default:
		s += fmt.Sprintf(" The input is padded: %d above, %d left, %d below, %d right.", p.Top, p.Left, p.Bottom, p.Right)
	}
	down := (in[1] + w.Pad.Top + w.Pad.Bottom - w.Size.Down) % w.Stride.Down
	across := (in[2] + w.Pad.Left + w.Pad.Right - w.Size.Across) % w.Stride.Across
	var rest []string
	if down > 0 {
		rest = append(rest, notebook.Counted(down, "row", "rows"))
	}
	if across > 0 {
		rest = append(rest, notebook.Counted(across, "column", "columns"))
	}
	switch {
	case len(rest) == 0:
	case w.Ceil:
		s += " Partial windows at the end are kept."
	default:
		s += " At the end " + strings.Join(rest, " and ") + " of the input " + notebook.Plural(down+across, "is", "are") + " left over: no window fits there."
	}
	return s
}

// borders says what counts outside the input, where a window reaches there.
func borders(layer cnn.Layer, x cnn.Quantity) string {
	sign := "$" + notebook.TeX(x.Sign) + "$"
	switch l := layer.(type) {
	case cnn.Conv:
		if l.Pad != (cnn.Padding{}) {
			return "Outside " + sign + " every cell counts as 0."
		}
	case cnn.MaxPool:
		if l.Pad != (cnn.Padding{}) {
			return "Cells outside " + sign + " never win."
		}
	case cnn.AvgPool:
		switch {
		case l.NoPad && l.Pad != (cnn.Padding{}):
			return "The mean is that of the cells of " + sign + " alone: $n_{i,j}$ counts those that the window sees, and no padding."
		case l.Ceil:
			return "Outside " + sign + " every cell counts as 0, and $n_{i,j}$ counts the cells of the window without those that hang over the end."
		case l.Pad != (cnn.Padding{}):
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
