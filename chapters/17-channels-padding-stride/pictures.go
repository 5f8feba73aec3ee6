package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// bias is the bias of a layer, as a number without a name where it has one kernel.
func bias(e *example) notebook.Grid {
	g := notebook.Show(e.B)
	if len(e.B.Data) == 1 {
		g = g.Named("")
		g.Shape = cnn.Shape{}
	}
	return g
}

// links is the picture of who reads whom in each of the examples. Its title is
// the name of its caption in words.md.
func links(nb *notebook.Notebook, title string, examples ...*example) notebook.Figure {
	figure := notebook.Figure{Title: title, Caption: nb.Phrase(title, nil)}
	for _, e := range examples {
		figure.Maps = append(figure.Maps, notebook.Must(notebook.JacobianMap(e.Pass, 0)))
	}
	return figure
}

// terms is how many terms the sum of an element has.
func terms(q cnn.Quantity, index ...int) int { return len(notebook.Must(q.Derive(index...)).Terms) }

// lastWindow is the input, with the cells that the last output reads marked.
func lastWindow(e *example) notebook.Grid {
	at := begins(e)
	last := at[len(at)-1]
	return notebook.Show(e.X).Mark("here", cnn.Block(last[0], last[1], e.Window.Size.Down, e.Window.Size.Across)...)
}

// begins lists the cells of the stride-1 output that a stride keeps.
func begins(e *example) [][2]int {
	var list [][2]int
	for i, j := range cells(e.Z.Rows()) {
		list = append(list,
			[2]int{i * e.Window.Stride.Down, j * e.Window.Stride.Across})
	}
	return list
}

// ringed is the input with its padding, its own cells marked.
func ringed(e *example) notebook.Grid {
	return notebook.Padded(`X \text{ padded}`, e.X, e.Window.Pad).Mark("here", own(e)...)
}

// own lists the cells of a padded input that are not padding.
func own(e *example) [][2]int {
	return cnn.Block(e.Window.Pad.Top, e.Window.Pad.Left, e.X.Shape[1], e.X.Shape[2])
}

// wholeRing is the gradient of the padded input, ring included.
func wholeRing(l layers) notebook.Grid {
	return notebook.Show(l.ringed.DX).Mark("here", own(l.padding)...).
		Named(`\partial L/\partial X \text{ padded}`)
}

// narrowed is the error signal with so many zeros around it that its correlation
// with the rotated kernel needs no cropping.
func narrowed(e *example) notebook.Grid {
	size, pad := e.Window.Size, e.Window.Pad
	return notebook.Padded(`\delta \text{ padded}`, e.DZ, cnn.Padding{
		Top:    size.Down - 1 - pad.Top,
		Left:   size.Across - 1 - pad.Left,
		Bottom: size.Down - 1 - pad.Bottom,
		Right:  size.Across - 1 - pad.Right,
	})
}

// undilated gives for a cell of a dilated array the cell that it shows; none for a
// zero between two cells or after the last.
func undilated(s cnn.Steps) func(cell []int) []int {
	return func(cell []int) []int {
		if cell[0]%s.Down != 0 || cell[1]%s.Across != 0 {
			return nil
		}
		return []int{cell[0] / s.Down, cell[1] / s.Across}
	}
}

// turned is the rotated kernel.
func turned(e *example) notebook.Grid { return notebook.Rotated(e.K) }

// everyPlace is what the layer with stride computes with stride 1, and dilated
// the error signal there: the marked cells are those that the stride keeps.
func everyPlace(l layers) notebook.Grid {
	return notebook.Show(l.slow.Z).Named(`Z \text{ with stride 1}`).Mark("here", begins(l.stride)...)
}

func dilated(l layers) notebook.Grid {
	return notebook.Show(l.slow.DZ).Mark("here", begins(l.stride)...).
		Named(`\delta \text{ dilated}`).
		Of(l.stride.DZ, undilated(l.stride.Window.Stride))
}

// slide shows a layer forward, its input in a form of its own. The kernel of a
// layer with a dilation is the larger one.
func slide(nb *notebook.Notebook, section string, input notebook.Grid, e *example) {
	k, caption := notebook.Show(e.K), ""
	if apart := e.Window.Apart(); apart.Down > 1 {
		k = notebook.Matrix(`K \text{ with gaps}`, filled(e)[0][0]).Of(e.K, undilated(apart))
	}
	if section != "" {
		caption = nb.Phrase(section, nil)
	}
	nb.Captioned(caption, input, `\star`, k, "+", bias(e), "=", e.Z)
}

// bothWays shows a layer there and back.
func bothWays(nb *notebook.Notebook, section string, input notebook.Grid, e *example) {
	slide(nb, section, input, e)
	nb.Row(e.DZ, `\to`, e.DX, `\text{and}`, e.DK)
}

// pooled shows a pooling, there and back.
func pooled(nb *notebook.Notebook, caption string, e *example) {
	nb.Captioned(nb.Phrase(caption, nil), e.X, `\to`, e.Z)
	nb.Row(e.DZ, `\to`, e.DX)
}

// planeByPlane is an output map as the sum of what the planes of its kernel give.
func planeByPlane(e *example) []any {
	part := notebook.Part
	return []any{part(e.X, 0), `\star`, part(e.K, 1, 0), "+", part(e.X, 1), `\star`, part(e.K, 1, 1), "+",
		part(e.B, 1), "=", part(e.Z, 1)}
}

// onePlane is the gradient of one plane of a kernel.
func onePlane(e *example) []any {
	return []any{notebook.Part(e.X, 0), `\star`, notebook.Part(e.DZ, 1), "=", notebook.Part(e.DK, 1, 0)}
}

// fromKernels shows the gradient of the first channel as the sum of what each
// kernel sends.
func fromKernels(nb *notebook.Notebook, l layers) {
	var row []any
	for o, part := range l.parts {
		name := fmt.Sprintf(`\text{from } K_{%d,0}`, o)
		sent := notebook.Part(part.DX, 0).Named(name).
			Through(l.channels.DX, l.channels.K, o, 0)
		row = append(row, sent, "+")
	}
	row[len(row)-1] = "="
	nb.Captioned(nb.Phrase("each kernel's part", nil), append(row, notebook.Part(l.channels.DX, 0))...)
}
