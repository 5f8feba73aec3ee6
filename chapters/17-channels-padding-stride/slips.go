package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// The boxes of the chapter, as nb.Slip takes them: the mistake's name, the
// text, what is right and what is wrong.

func oneFilter(l layers) (string, string, []any, []any) {
	return "one-filter", `“The input gradient is $\delta$ correlated
with the rotated kernel.” With a single kernel it was. With several, each
output map is one more path from the cell to the loss, and paths add, so
neither one kernel nor the mean of all will do. This is what the first
kernel alone gives:`,
		[]any{l.channels.DX}, []any{l.parts[0].DX}
}

func uncropped(l layers) (string, string, []any, []any) {
	h, w := l.padding.X.Shape[1], l.padding.X.Shape[2]
	return "padding-uncropped", `“The gradient came out too large, so
I keep its first rows and columns.” Then the shape is right, but every
number has slipped down and to the right by the padding. Cut off on *all*
sides what was added there.`,
		[]any{l.padding.DX},
		[]any{notebook.Matrix(`\partial L/\partial X`,
			cut(l.ringed.DX.Rows(), 0, 0, h, w))}
}

func strideIgnored(l layers) (string, string, []any, []any) {
	h, w := l.stride.X.Shape[1], l.stride.X.Shape[2]
	rows := l.hasty.DX.Rows()
	return "stride-ignored", `“The backward pass is the correlation of
chapters 13 and 14.” So it is, but with the dilated $\delta$. If you use
$\delta$ without the zeros, each of its cells but the first is sent to a
window that it never came from: for the input everything crowds into the
upper left corner, and for the kernel it meets the wrong cells.`,
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
have the row first: height, then width. If you exchange them on the way,
the result comes out transposed. Here the shape tells you, but in a square
example it does not, as the second map shows, which is that of the layer
with padding. Test with sizes that are all different.`,
		[]any{first, `\text{and}`, second},
		[]any{notebook.Matrix(`\partial L/\partial X`,
			cnn.Transposed(first.Rows())), `\text{and}`,
			notebook.Matrix(`\partial L/\partial X`,
				cnn.Transposed(second.Rows()))}
}

func undivided(l layers) (string, string, []any, []any) {
	wrong := cnn.Zeros(l.partial.X.Shape[1], l.partial.X.Shape[2])
	width := len(wrong[0])
	for _, link := range l.partial.Pass.Links(0) {
		wrong[link.In/width][link.In%width] +=
			l.partial.DZ.Data[link.Out]
	}
	return "average-undivided", `“Each cell of the window gets the
gradient.” Each gets its share of it: forward the mean divides by the
number of cells, so the slope is 1 over it, and backward the gradient is divided as well.`,
		[]any{l.partial.DX},
		[]any{notebook.Matrix(`\partial L/\partial X`, wrong)}
}
