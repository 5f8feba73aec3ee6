package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// copies says how much larger the matrix is than the image.
func (s sheet) copies() string {
	cells, entries := len(s.ex.X.Data), s.kh*s.kw*len(s.ex.Z.Data)
	return fmt.Sprintf("$X$ has %d %s, and the matrix has %d·%d = %d entries, "+
		"because a cell is copied once for each window that reads it: a corner once, a cell in the middle up to %d times, into a different row each time.",
		cells, notebook.Plural(cells, "cell", "cells"), s.kh*s.kw, len(s.ex.Z.Data), entries, s.most())
}

// most is how often a cell occurs in the matrix at the most.
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
the entry into the cell.” That is ` + "`=` instead of `+=`" + `. Each entry then
replaces the one before it, and the cell keeps only the last, which may
well be 0. It is the overwritten winner of
[chapter 11](11-max-pooling-backward) in another guise: what was copied
forward adds up backward.`, right, instead
}

// copiesExercise asks how often two cells occur in the matrix.
func (s sheet) copiesExercise() notebook.Exercise {
	x := s.ex.X.Shape.Plain()
	u, v := min(1, x[0]-1), min(1, x[1]-1)
	down, across := readers(u, s.kh, s.height), readers(v, s.kw, s.width)
	top := readers(0, s.kh, s.height)
	return notebook.Exercise{
		Question: fmt.Sprintf(`How often do $X_{0,%d}$ and $X_{%d,%d}$ occur in
$\text{cols}$? Count without writing out the matrix.`, v, u, v),
		Answers: []notebook.Answer{
			count(fmt.Sprintf(`X_{0,%d}`, v), top*across,
				notebook.Wrong{Value: float64(s.most()), Did: "counted it as a cell in the middle"},
				notebook.Wrong{Value: 1, Did: "took it for a corner"},
				notebook.Wrong{Value: float64(top + across), Did: "added the rows and the columns"}),
			count(fmt.Sprintf(`X_{%d,%d}`, u, v), down*across,
				notebook.Wrong{Value: float64(s.most()), Did: "counted it as a cell in the middle"},
				notebook.Wrong{Value: float64(across), Did: "counted the windows of one row"},
				notebook.Wrong{Value: float64(len(s.ex.Z.Data)), Did: "counted all windows"}),
		},
		Hint: `Once for each window that reads the cell. In how many rows,
and in how many columns, can such a window begin?`,
		Solution: fmt.Sprintf(`The windows that read $X_{0,%d}$ begin in
%s and %s, which makes $%d \cdot %d = %d$ of them. For $X_{%d,%d}$ it is
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
	k, d, entry := s.ex.K.Data[last], s.ex.DZ.Data[at], dCols[last][at]
	decimals := notebook.Enough(entry, []float64{k, d})
	return notebook.Exercise{
		Question: fmt.Sprintf(`No cell of $\delta$ is farther from 0 than
$\delta_{%d,%d} %s$. What is the last entry of its column in
$\partial L/\partial \text{cols}$? To which cell of $X$ does col2im add
it?`, i, j, notebook.Eq(d)),
		Answers: []notebook.Answer{
			{Name: `\text{entry}`, Value: entry, Wrong: append(
				[]notebook.Wrong{{Value: s.ex.DX.At(u, v), Did: "gave the sum that col2im makes for the cell"}},
				marking.Mistaken(s.oneError(at), s.ex.DX.Place, u, v)...)},
			count(`\text{row of } X`, u,
				notebook.Wrong{Value: float64(i), Did: "gave the first cell of the window"},
				notebook.Wrong{Value: float64(v), Mistake: "rows-for-columns", Did: "exchanged rows and columns"},
				notebook.Wrong{Value: float64(u + 1), Did: "counted from 1"}),
			count(`\text{column of } X`, v,
				notebook.Wrong{Value: float64(j), Did: "gave the first cell of the window"},
				notebook.Wrong{Value: float64(u), Mistake: "rows-for-columns", Did: "exchanged rows and columns"},
				notebook.Wrong{Value: float64(v + 1), Did: "counted from 1"}),
		},
		Hint: `The last row belongs to the last weight, and the column to
the window that begins in $X$ at the indices of $\delta$.`,
		Solution: fmt.Sprintf(`Weight times gradient: %s · %s %s. The window
begins at $X_{%d,%d}$, and its last cell lies %s farther down and %s farther
to the right: $X_{%d,%d}$.`, inParentheses(notebook.Places(k, decimals)), inParentheses(notebook.Places(d, decimals)), notebook.Eq(entry),
			i, j, counted(s.kh-1, "row"), counted(s.kw-1, "column"), u, v),
	}
}

// memoryExercise asks for the size of the matrix of a larger layer.
func memoryExercise() notebook.Exercise {
	in, kernels := cnn.Shape{64, 56, 56}, cnn.Shape{64, 64, 3, 3}
	rows, columns := kernels[1]*kernels[2]*kernels[3], in[1]*in[2]
	entries := rows * columns
	bare := rows * (in[1] - kernels[2] + 1) * (in[2] - kernels[3] + 1)
	times := func(entries, numbers int) float64 { return float64(entries) / float64(numbers) }
	return notebook.Exercise{
		Question: fmt.Sprintf(`A layer has %d kernels of %d×%d over %d maps of
%d×%d. One ring of zeros keeps the maps as large as they are. How many
entries does $\text{cols}$ have for one example, and how many times the size
of the input is that?`, kernels[0], kernels[2], kernels[3], in[0], in[1], in[2]),
		Answers: []notebook.Answer{
			count(`\text{entries}`, entries,
				notebook.Wrong{Value: float64(entries * kernels[0]), Did: "counted a row for each weight of all kernels"},
				notebook.Wrong{Value: float64(entries / kernels[1]), Did: "counted the weights of one plane"},
				notebook.Wrong{Value: float64(bare), Did: "left out the ring of zeros"}),
			{Name: `\text{times the input}`, Value: times(entries, in.Size()), Wrong: []notebook.Wrong{
				{Value: times(entries*kernels[0], in.Size()), Did: "counted a row for each weight of all kernels"},
				{Value: times(entries, columns), Did: "divided by the numbers of one map"},
				{Value: times(bare, in.Size()), Did: "left out the ring of zeros"}}},
		},
		Hint: `A row for each weight of *one* kernel, a column for each
place.`,
		Solution: fmt.Sprintf(`One kernel has $%d \cdot %d \cdot %d = %d$
weights, and there are $%d \cdot %d = %d$ places. So the matrix has
$%d \cdot %d = %d$ entries. The input has $%d \cdot %d = %d$ numbers. The
number of kernels plays no part, because all of them read the same matrix.`,
			kernels[1], kernels[2], kernels[3], rows, in[1], in[2], columns,
			rows, columns, entries, in[0], columns, in.Size()),
	}
}

// oneError is the convolution alone, with a gradient at one output.
func (s sheet) oneError(at int) *cnn.Network {
	n := &cnn.Network{Input: s.ex.Network.Input, Layers: s.ex.Network.Layers[:1],
		Upstream: cnn.NewTensor(s.ex.DZ.Shape...)}
	n.Upstream.Data[at] = s.ex.DZ.Data[at]
	return n
}

// count is an answer that is a whole number.
func count(name string, n int, wrong ...notebook.Wrong) notebook.Answer {
	return notebook.Answer{Name: name, Value: float64(n), Wrong: wrong}
}

// inParentheses is a printed number as a factor.
func inParentheses(number string) string {
	if strings.HasPrefix(number, "−") {
		return "(" + number + ")"
	}
	return number
}

// counted is a number of things.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
