package main

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// copies is how much larger the matrix is than the image.
func (s sheet) copies() (string, notebook.Let) {
	cells, taps, places := len(s.ex.X.Data), s.kh*s.kw, len(s.ex.Z.Data)
	let := notebook.Let{"cells": notebook.Counted(cells, "cell", "cells"),
		"rows": taps, "columns": places, "entries": taps * places}
	if s.most() == 1 {
		return "one copy of each", let
	}
	let["most"] = s.most()
	return "the copies", let
}

// most is how often a cell occurs in the matrix at the most.
func (s sheet) most() int { return min(s.kh, s.height) * min(s.kw, s.width) }

// readers is how many windows begin in a row or a column from which they
// reach a cell: the kernel has k of them, the map n.
func readers(cell, k, n int) int { return min(cell, n-1) - max(0, cell-k+1) + 1 }

// overwritten is the box about a col2im that assigns, as nb.Mistake takes it.
func (s sheet) overwritten() (string, notebook.Let, []any, []any) {
	x := s.ex.X.Shape.Plain()
	wrong := make([][]cnn.Real, x[0])
	for i := range wrong {
		wrong[i] = make([]cnn.Real, x[1])
	}
	k, delta := s.ex.K.Reals(), s.ex.DZ.Reals()
	for tap, weight := range k { // in the order of the page's loops: m, n, i, j
		for out, d := range delta {
			wrong[out/s.width+tap/s.kw][out%s.width+tap%s.kw] = weight.Times(d)
		}
	}
	same := func(a, b cnn.Real) bool { return a.Minus(b).Sign() == 0 }
	if slices.EqualFunc(slices.Concat(wrong...), s.ex.DX.Reals(), same) {
		return "overwritten", nil, nil, nil
	}
	return "overwritten", nil, []any{s.ex.DX}, []any{notebook.Matrix(`\partial L/\partial X`, wrong)}
}

// howOften is how often two cells occur in the matrix, which lie side by side where
// X has a single row, or the only cell that there is.
func (s sheet) howOften() (string, notebook.Let) {
	x := s.ex.X.Shape.Plain()
	if x[0]*x[1] == 1 {
		return "how often the only one", notebook.Let{"once": 1}
	}
	u, v := min(1, x[0]-1), min(1, x[1]-1)
	w := v
	if u == 0 {
		w = 0
	}
	down, across := readers(u, s.kh, s.height), readers(v, s.kw, s.width)
	top, first := readers(0, s.kh, s.height), readers(w, s.kw, s.width)
	counted := func(rows, columns int) string {
		return notebook.Counted(rows, "row", "rows") + " and " + notebook.Counted(columns, "column", "columns")
	}
	return "how often", notebook.Let{"u": u, "v": v, "w": w, "top": top, "down": down, "first": first, "across": across,
		"at the edge": top * first, "inside": down * across,
		"most": s.most(), "corner": 1, "sum": top + first, "all windows": len(s.ex.Z.Data),
		"top rows and columns": counted(top, first)}
}

// oneEntry is one entry of the gradient of the matrix.
func (s sheet) oneEntry() notebook.Let {
	at := s.ex.DZ.Farthest()
	i, j, last := at/s.width, at%s.width, s.kh*s.kw-1
	u, v := i+s.kh-1, j+s.kw-1
	k, d := s.ex.K.Reals()[last], s.ex.DZ.Reals()[at]
	entry := k.Times(d)
	return notebook.Let{"i": i, "j": j, "u": u, "v": v, "u + 1": u + 1, "v + 1": v + 1,
		"d": notebook.Posed(d, entry.Float(), k.Float()), "entry": entry, "dX": notebook.At(s.ex.DX, u, v),
		"product": notebook.Worked(entry, notebook.Plus(k, d)),
		"rows":    notebook.Counted(s.kh-1, "row", "rows"), "columns": notebook.Counted(s.kw-1, "column", "columns"),
		"mistakes": marking.Mistaken(s.oneError(at), s.ex.DX.Place, u, v)}
}

// largerLayer is the size of the matrix of a larger layer.
func largerLayer() notebook.Let {
	in, kernels := cnn.Shape{64, 56, 56}, cnn.Shape{64, 64, 3, 3}
	rows, columns := kernels[1]*kernels[2]*kernels[3], in[1]*in[2]
	entries := rows * columns
	bare := rows * (in[1] - kernels[2] + 1) * (in[2] - kernels[3] + 1)
	times := func(entries, numbers int) float64 { return float64(entries) / float64(numbers) }
	return notebook.Let{"kernels": kernels[0], "height": kernels[2], "width": kernels[3],
		"maps": in[0], "map height": in[1], "map width": in[2], "size": in.Size(),
		"rows": rows, "columns": columns, "entries": entries,
		"for all kernels": entries * kernels[0], "for one plane": entries / kernels[1], "without the ring": bare,
		"times": times(entries, in.Size()), "times for all kernels": times(entries*kernels[0], in.Size()),
		"times one map": times(entries, columns), "times without the ring": times(bare, in.Size())}
}

// oneError is the convolution alone, with a gradient at one output.
func (s sheet) oneError(at int) *cnn.Network {
	n := &cnn.Network{Input: s.ex.Network.Input, Layers: s.ex.Network.Layers[:1],
		Upstream: cnn.NewTensor(s.ex.DZ.Shape...)}
	n.Upstream.Data[at] = s.ex.DZ.Data[at]
	return n
}
