package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// The boxes of the chapter, as nb.Slip takes them: the mistake's name, the
// text, what is right and what is wrong.

func oneFilter(l layers) (string, string, []any, []any) {
	return "one-filter", `“The input gradient is the error times the
rotated kernel”, and then one kernel is taken, or the mean of all. With
one kernel there was no sum over kernels to see. Each output map is one
more path from the cell to the loss, and paths add. This is what the first
kernel alone gives:`,
		[]any{l.channels.DX}, []any{l.parts[0].DX}
}

func uncropped(l layers) (string, string, []any, []any) {
	h, w := l.padding.X.Shape[1], l.padding.X.Shape[2]
	return "padding-uncropped", `“The gradient came out too large, so
keep its first rows and columns.” The shape is right then, but every number
stands too far down and to the right, by the padding. Cut off on *all*
sides what was added there.`,
		[]any{l.padding.DX},
		[]any{notebook.Matrix(`\partial L/\partial X`,
			cut(l.ringed.DX.Rows(), 0, 0, h, w))}
}

func strideIgnored(l layers) (string, string, []any, []any) {
	h, w := l.stride.X.Shape[1], l.stride.X.Shape[2]
	rows := l.hasty.DX.Rows()
	return "stride-ignored", `“The backward pass is the correlation of
chapters 13 and 14.” It is, with the dilated error. If you take $\delta$ as
it stands, every error but the first goes to a window that it never came
from. For the input this crowds all errors into the upper left corner. For
the kernel it multiplies them by the wrong cells.`,
		[]any{l.stride.DX, `\text{and}`, l.stride.DK},
		[]any{notebook.Matrix(`\partial L/\partial X`,
			surrounded(rows, cnn.Padding{Bottom: h - len(rows),
				Right: w - len(rows[0])})),
			`\text{and}`,
			notebook.Matrix(`\partial L/\partial K`,
				l.hasty.DK.Rows())}
}

func exchanged(l layers) (string, string, []any, []any) {
	first, second := l.apart.DX, l.padding.DX
	return "rows-for-columns", `“Width and height, as in x and y.” Arrays
have the row first: height, then width. Exchange them on the way, and the
result comes out transposed. Here the shape tells you. In a square example
it does not: the second map is that of the layer with padding. Test with
sizes that are all different.`,
		[]any{first, `\text{and}`, second},
		[]any{notebook.Matrix(`\partial L/\partial X`,
			transposed(first.Rows())), `\text{and}`,
			notebook.Matrix(`\partial L/\partial X`,
				transposed(second.Rows()))}
}

func undivided(l layers) (string, string, []any, []any) {
	wrong := cnn.Zeros(l.partial.X.Shape[1], l.partial.X.Shape[2])
	width := len(wrong[0])
	for _, link := range l.partial.Pass.Links(0) {
		wrong[link.In/width][link.In%width] +=
			l.partial.DZ.Data[link.Out]
	}
	return "average-undivided", `“Each cell of the window gets the
error.” Each gets its share of it. Forward the mean divides by $n$, so the
slope is $1/n$, and the error is divided as well.`,
		[]any{l.partial.DX},
		[]any{notebook.Matrix(`\partial L/\partial X`, wrong)}
}
