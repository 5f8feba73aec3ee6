package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// The boxes of the chapter, as nb.Mistake takes them: their words, what is right
// and what is wrong.

func oneFilter(l layers) (string, notebook.Let, []any, []any) {
	return "one kernel alone", nil,
		[]any{l.channels.DX}, []any{l.parts[0].DX}
}

func uncropped(l layers) (string, notebook.Let, []any, []any) {
	h, w := l.padding.X.Shape[1], l.padding.X.Shape[2]
	return "the first rows kept", nil,
		[]any{l.padding.DX},
		[]any{notebook.Matrix(`\partial L/\partial X`,
			cut(l.ringed.DX.Rows(), 0, 0, h, w))}
}

func strideIgnored(l layers) (string, notebook.Let, []any, []any) {
	h, w := l.stride.X.Shape[1], l.stride.X.Shape[2]
	rows := l.hasty.DX.Rows()
	return "without the zeros", nil,
		[]any{l.stride.DX, `\text{and}`, l.stride.DK},
		[]any{notebook.Matrix(`\partial L/\partial X`,
			cnn.Padding{Bottom: h - len(rows), Right: w - len(rows[0])}.Around(rows)),
			`\text{and}`,
			notebook.Matrix(`\partial L/\partial K`,
				l.hasty.DK.Rows())}
}

func exchanged(l layers) (string, notebook.Let, []any, []any) {
	first, second := l.axes.DX, l.padding.DX
	return "width before height", nil,
		[]any{first, `\text{and}`, second},
		[]any{notebook.Matrix(`\partial L/\partial X`,
			cnn.Transposed(first.Rows())), `\text{and}`,
			notebook.Matrix(`\partial L/\partial X`,
				cnn.Transposed(second.Rows()))}
}

func undivided(l layers) (string, notebook.Let, []any, []any) {
	wrong := cnn.Zeros(l.partial.X.Shape[1], l.partial.X.Shape[2])
	width := len(wrong[0])
	for _, link := range l.partial.Pass.Links(0) {
		wrong[link.In/width][link.In%width] +=
			l.partial.DZ.Data[link.Out]
	}
	return "the whole gradient", nil,
		[]any{l.partial.DX},
		[]any{notebook.Matrix(`\partial L/\partial X`, wrong)}
}
