package main

import (
	"fmt"
	"strings"

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
		figure.Maps = append(figure.Maps, notebook.HeatMap{
			Rows:    notebook.Must(e.Pass.Jacobian(0)).Rows(),
			RowName: indices(e.Z),
			ColName: indices(e.X),
			Sparse:  true,
		})
	}
	return figure
}

// indices is the index of each element of a quantity, as a reader writes it.
func indices(q cnn.Quantity) []string {
	var names []string
	for at := range q.Data {
		parts := strings.Fields(fmt.Sprint(q.Tensor.Shape.Label(at)))
		names = append(names,
			strings.Trim(strings.Join(parts, ","), "[]"))
	}
	return names
}

// terms is how many terms the sum of an element has.
func terms(q cnn.Quantity, index ...int) int { return len(notebook.Must(q.Derive(index...)).Terms) }

// lastWindow is the input, with the cells that the last output reads marked.
func lastWindow(e *example) notebook.Grid {
	at := begins(e)
	last := at[len(at)-1]
	return notebook.Show(e.X).Mark("here", block(last[0], last[1], e.Window.Size.Down, e.Window.Size.Across)...)
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
	rows, pad := e.X.Rows(), e.Window.Pad
	return notebook.Matrix(`X \text{ padded}`, surrounded(rows, pad)).
		Of(e.X, unpadded(rows, pad)).Mark("here", own(e)...)
}

// own lists the cells of a padded input that are not padding.
func own(e *example) [][2]int {
	return block(e.Window.Pad.Top, e.Window.Pad.Left, e.X.Shape[1], e.X.Shape[2])
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
	rows, around := e.DZ.Rows(), cnn.Padding{
		Top:    size.Down - 1 - pad.Top,
		Left:   size.Across - 1 - pad.Left,
		Bottom: size.Down - 1 - pad.Bottom,
		Right:  size.Across - 1 - pad.Right,
	}
	return notebook.Matrix(`\delta \text{ padded}`,
		surrounded(rows, around)).Of(e.DZ, unpadded(rows, around))
}

// turned is the rotated kernel, whose cells show the weights of the kernel.
func turned(e *example) notebook.Grid {
	k := e.K.Rows()
	return notebook.Matrix(`K^{\text{rot}}`, rotated(k)).
		Of(e.K, func(cell []int) []int {
			return []int{len(k) - 1 - cell[0], len(k[0]) - 1 - cell[1]}
		})
}

// unpadded gives for a cell of a padded matrix the cell of the matrix that it
// shows; none for a zero of the padding.
func unpadded(x [][]float64, pad cnn.Padding) func(cell []int) []int {
	return func(cell []int) []int {
		i, j := cell[0]-pad.Top, cell[1]-pad.Left
		if !inside(x, i, j) {
			return nil
		}
		return []int{i, j}
	}
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
