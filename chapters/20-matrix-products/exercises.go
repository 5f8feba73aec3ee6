package main

import (
	"fmt"
	"math"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// copies says how much larger the matrix is than the image.
func (s sheet) copies() string {
	cells, entries := len(s.ex.X.Data), s.kh*s.kw*len(s.ex.Z.Data)
	return fmt.Sprintf("$X$ has %d cells, and the matrix has %d·%d = %d entries. "+
		"A cell stands there once for each window that reads it: a corner once, a cell in the middle up to %d times, in another row each time.",
		cells, s.kh*s.kw, len(s.ex.Z.Data), entries, s.most())
}

// most is how often a cell stands in the matrix at the most.
func (s sheet) most() int { return min(s.kh, s.height) * min(s.kw, s.width) }

// readers is how many windows begin in a row or a column from which they
// reach a cell: the kernel has k of them, the map n.
func readers(cell, k, n int) int { return min(cell, n-1) - max(0, cell-k+1) + 1 }

// overwritten is the box about a col2im that assigns, as nb.Slip takes it.
func (s sheet) overwritten(dCols [][]float64) (string, string, []any, []any) {
	x := s.ex.X.Shape.Plain()
	wrong := cnn.Zeros(x[0], x[1])
	for _, l := range s.ex.Pass.Links(cnn.ConvLayer) {
		if l.In != cnn.One {
			wrong[l.In/x[1]][l.In%x[1]] = dCols[l.Param][l.Out]
		}
	}
	right, instead := []any{s.ex.DX}, []any{notebook.Matrix(`\partial L/\partial X`, wrong)}
	if slices.Equal(slices.Concat(wrong...), s.ex.DX.Data) {
		right, instead = nil, nil
	}
	return "", `“Forward I copy the cell into the matrix, so backward I copy
the entry into the cell.” That is ` + "`=` in place of `+=`" + `. Each entry replaces
the one before it, and the cell keeps the last of its copies, whose
error may well be 0. It is the overwritten winner of
[chapter 11](11-max-pooling-backward) in another dress: what was copied
forward adds up backward.`, right, instead
}

// copiesExercise asks how often two cells stand in the matrix.
func (s sheet) copiesExercise() notebook.Exercise {
	x := s.ex.X.Shape.Plain()
	u, v := min(1, x[0]-1), min(1, x[1]-1)
	down, across := readers(u, s.kh, s.height), readers(v, s.kw, s.width)
	top := readers(0, s.kh, s.height)
	return notebook.Exercise{
		Question: fmt.Sprintf(`How often do $X_{0,%d}$ and $X_{%d,%d}$ stand in
$\text{cols}$? Count without writing the matrix.`, v, u, v),
		Answers: []notebook.Answer{
			{Name: fmt.Sprintf(`X_{0,%d}`, v), Value: float64(top * across)},
			{Name: fmt.Sprintf(`X_{%d,%d}`, u, v), Value: float64(down * across)},
		},
		Hint: `Once for each window that reads the cell. In how many rows,
and in how many columns, can such a window begin?`,
		Solution: fmt.Sprintf(`The windows that read $X_{0,%d}$ begin in
%s and %s, which makes $%d \cdot %d = %d$. For $X_{%d,%d}$ it is
$%d \cdot %d = %d$.`, v, counted(top, "row"), counted(across, "column"), top, across, top*across,
			u, v, down, across, down*across),
	}
}

// entryExercise asks for one entry of the gradient of the matrix.
func (s sheet) entryExercise(dCols [][]float64) notebook.Exercise {
	at := 0
	for other, d := range s.ex.DZ.Data {
		if math.Abs(d) > math.Abs(s.ex.DZ.Data[at]) {
			at = other
		}
	}
	i, j, last := at/s.width, at%s.width, s.kh*s.kw-1
	u, v := i+s.kh-1, j+s.kw-1
	k, d := s.ex.K.Data[last], s.ex.DZ.Data[at]
	return notebook.Exercise{
		Question: fmt.Sprintf(`No error is farther from 0 than
$\delta_{%d,%d} %s$. What is the last entry of its column in
$\partial L/\partial \text{cols}$? To which cell of $X$ does col2im add
it?`, i, j, notebook.Eq(d)),
		Answers: []notebook.Answer{
			{Name: `\text{entry}`, Value: dCols[last][at]},
			{Name: `\text{row of } X`, Value: float64(u)},
			{Name: `\text{column of } X`, Value: float64(v)},
		},
		Hint: `The last row belongs to the last weight, and the column to
the window that begins at the same indices in $X$ as the error has.`,
		Solution: fmt.Sprintf(`Weight times error: %s · %s %s. The window
begins at $X_{%d,%d}$. Its last cell stands %s farther down and %s farther to
the right: $X_{%d,%d}$.`, notebook.Factor(k), notebook.Factor(d), notebook.Eq(dCols[last][at]),
			i, j, counted(s.kh-1, "row"), counted(s.kw-1, "column"), u, v),
	}
}

// memoryExercise asks for the size of the matrix of a larger layer.
func memoryExercise() notebook.Exercise {
	in, kernels := cnn.Shape{64, 56, 56}, cnn.Shape{64, 64, 3, 3}
	rows, columns := kernels[1]*kernels[2]*kernels[3], in[1]*in[2]
	return notebook.Exercise{
		Question: fmt.Sprintf(`A layer has %d kernels of %d×%d over %d maps of
%d×%d. One ring of zeros keeps the maps as large as they are. How many
entries has $\text{cols}$ for one example, and how many times the numbers
of the input is that?`, kernels[0], kernels[2], kernels[3], in[0], in[1], in[2]),
		Answers: []notebook.Answer{
			{Name: `\text{entries}`, Value: float64(rows * columns)},
			{Name: `\text{times the input}`, Value: float64(rows*columns) / float64(in.Size())},
		},
		Hint: `A row for each weight of *one* kernel, a column for each
place.`,
		Solution: fmt.Sprintf(`One kernel has $%d \cdot %d \cdot %d = %d$
weights, and there are $%d \cdot %d = %d$ places. So the matrix has
$%d \cdot %d = %d$ entries. The input has $%d \cdot %d = %d$ numbers. The
number of kernels plays no part: all of them read the same matrix.`,
			kernels[1], kernels[2], kernels[3], rows, in[1], in[2], columns,
			rows, columns, rows*columns, in[0], columns, in.Size()),
	}
}

// counted is a number of things.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
