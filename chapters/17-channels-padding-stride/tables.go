package main

import (
	"fmt"

	"backprop/internal/notebook"
)

// parts are the layers with their shapes.
func parts(l layers) notebook.Let {
	let := notebook.Let{}
	for name, e := range map[string]*example{"channels": l.channels,
		"padding": l.padding, "stride": l.stride, "axes": l.axes,
		"dilation": l.dilation, "groups": l.groups} {
		s, p := e.Window.Stride, e.Window.Pad
		let[name+" X"], let[name+" K"] = e.X.Shape, e.K.Shape
		let[name+" Z"] = e.Z.Shape
		let[name+" s"] = fmt.Sprintf("%d, %d", s.Down, s.Across)
		let[name+" r"] = fmt.Sprintf("%d, %d, %d, %d", p.Top, p.Left,
			p.Bottom, p.Right)
	}
	return let
}

// sums is how many terms the sums of a convolution have.
func sums(nb *notebook.Notebook, e *example) {
	last := e.X.Shape[1] / 2
	nb.Tabulate("the sums", notebook.Let{"Z": terms(e.Z, 0, 0, 0),
		"K": terms(e.DK, 0, 0, 0, 0), "b": terms(e.DB, 0),
		"corner": terms(e.DX, 0, 0, 0), "middle": terms(e.DX, 0, last, last)})
	nb.Say("no sum over channels", notebook.Let{"outputs": len(e.Z.Data)})
}

// border is how many terms the weights of a kernel with padding have.
func border(e *example) notebook.Let {
	return notebook.Let{"few": terms(e.DK, 0, 0), "all": terms(e.DK, 1, 1)}
}

// fits shows for inputs of different sizes how many outputs a layer has.
func fits(e *example) (string, []string, [][]any) {
	h, w := e.X.Shape[1], e.X.Shape[2]
	k, s := e.K.Shape[2], e.Window.Stride.Down
	return "How often the window fits (relationship 6 of [Dumoulin and Visin](https://arxiv.org/abs/1603.07285))",
		[]string{"cells", "input", "padding", "kernel", "stride", "outputs", "left over"},
		[][]any{
			fit("columns here", w, 0, k, s),
			fit("rows here", h, 0, k, s),
			fit("one row more", h+1, 0, k, s),
			fit("two rows more", h+2, 0, k, s),
		}
}

func axes(e *example) (string, []string, [][]any) {
	w, p := e.Window, e.Window.Pad
	return "The two axes. Steps are written [down, across], padding [top, left, bottom, right]",
		[]string{"axis", "cells", "padding", "kernel", "stride",
			"outputs", "left over"},
		[][]any{
			fit("down", e.X.Shape[1], p.Top+p.Bottom, w.Size.Down,
				w.Stride.Down),
			fit("across", e.X.Shape[2], p.Left+p.Right, w.Size.Across,
				w.Stride.Across),
		}
}

// fit is how often a window of k cells fits along n cells with padding, and
// how many cells are left over at the end.
func fit(name string, n, pad, k, s int) []any {
	room := n + pad - k
	return []any{name, n, pad, k, s,
		fmt.Sprintf(`$\lfloor %d/%d \rfloor + 1 = %d$`, room, s,
			room/s+1),
		room % s}
}

func divisors(l layers) (string, []string, [][]any) {
	var rows [][]any
	for at := range l.partial.Z.Data {
		index := l.partial.Z.Tensor.Shape.Plain().Index(at)
		row := []any{fmt.Sprintf("(%d,%d)", index[0], index[1])}
		for _, e := range []*example{l.partial, l.padded} {
			there, slope := 0, 1.0
			for _, link := range e.Pass.Links(0) {
				if link.Out == at {
					there, slope = there+1, link.Slope
				}
			}
			row = append(row, there, int(1/slope+0.5))
		}
		rows = append(rows, row)
	}
	return "The cells of $X$ in each window, and what their sum is divided by",
		[]string{"window", "partial: cells", "divided by",
			"with padding: cells", "divided by"}, rows
}
