package main

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// bias is the bias of a layer with one kernel, as a number without a name.
func bias(e *example) notebook.Grid {
	g := notebook.Show(e.B).Named("")
	g.Shape = cnn.Shape{}
	return g
}

// links is the picture of who reads whom in each of the examples.
func links(title, caption string, examples ...*example) notebook.Figure {
	figure := notebook.Figure{Title: title, Caption: caption}
	for _, e := range examples {
		figure.Maps = append(figure.Maps, notebook.HeatMap{
			Rows:    e.J.Rows(),
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
func terms(q cnn.Quantity, index ...int) int {
	d, err := q.Derive(index...)
	if err != nil {
		return 0
	}
	return len(d.Terms)
}

// letters is a grid of letters.
func letters(name string, shape cnn.Shape, cells string) notebook.Grid {
	return notebook.Grid{
		Name:   name,
		Shape:  shape,
		Values: make([]float64, shape.Size()),
		Labels: strings.Split(cells, ""),
		Across: true,
	}
}

// lastWindow lists the cells that the last output reads.
func lastWindow(e *example) [][2]int {
	at := begins(e)
	last := at[len(at)-1]
	return block(last[0], last[1], e.Window.Size.Down,
		e.Window.Size.Across)
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

// ring is the input with its padding, and the cells of it that are not
// padding.
func ring(e *example) (own [][2]int, wide notebook.Grid) {
	rows, pad := e.X.Rows(), e.Window.Pad
	return block(pad.Top, pad.Left, len(rows), len(rows[0])),
		notebook.Matrix(`X \text{ padded}`, surrounded(rows, pad)).
			Of(e.X, unpadded(rows, pad))
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
func turned(kernel cnn.Quantity) notebook.Grid {
	k := kernel.Rows()
	return notebook.Matrix(`K^{\text{rot}}`, rotated(k)).
		Of(kernel, func(cell []int) []int {
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

// undilated gives for a cell of a dilated error signal the cell that it shows; none
// for a zero between two cells or after the last.
func undilated(s cnn.Steps) func(cell []int) []int {
	return func(cell []int) []int {
		if cell[0]%s.Down != 0 || cell[1]%s.Across != 0 {
			return nil
		}
		return []int{cell[0] / s.Down, cell[1] / s.Across}
	}
}

// fromKernels is the gradient of the first channel as the sum of what each
// kernel sends.
func fromKernels(l layers) []any {
	var row []any
	for o, part := range l.parts {
		name := fmt.Sprintf(`\text{from } K_{%d,0}`, o)
		sent := notebook.Part(part.DX, 0).Named(name).
			Through(l.channels.DX, l.channels.K, o, 0)
		row = append(row, sent, "+")
	}
	row[len(row)-1] = "="
	return append(row, notebook.Part(l.channels.DX, 0))
}
