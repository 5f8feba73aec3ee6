package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// The matrices of the little examples.
var (
	copied   = [][]float64{{1, 0}, {1, 0}, {0, 1}}
	padded   = [][]float64{{0, 0}, {1, 0}, {0, 1}, {0, 0}}
	strided  = [][]float64{{1, 0, 0, 0}, {0, 0, 1, 0}}
	averaged = [][]float64{{0.5, 0.5, 0}, {0, 0.5, 0.5}}
	square   = [][]float64{{0.5, -0.25}, {0.25, 0.5}}
	two      = []float64{2, -1}
	sums     = [][]float64{{1, 0, 0}, {1, 1, 0}, {1, 1, 1}}
	thrice   = []float64{3, -1, 2}
)

// multiply is a matrix times a column.
func multiply(m [][]float64, x []float64) []float64 {
	z := make([]float64, len(m))
	for i, row := range m {
		for j, v := range row {
			z[i] += float64(v * x[j])
		}
	}
	return z
}

// solve is x with m x = z, for a matrix of two by two.
func solve(m [][]float64, z []float64) []float64 {
	d := float64(m[0][0]*m[1][1]) - float64(m[0][1]*m[1][0])
	return []float64{
		(float64(m[1][1]*z[0]) - float64(m[0][1]*z[1])) / d,
		(float64(m[0][0]*z[1]) - float64(m[1][0]*z[0])) / d,
	}
}

// beside shows a matrix and its transpose.
func beside(nb *notebook.Notebook, m [][]float64) {
	nb.Row(notebook.Matrix("M", m), `\text{and}`, notebook.Matrix(`M^\top`, cnn.Transposed(m)))
}

// gradientAt is one side of a mistake.
func gradientAt(x []float64) []any {
	return []any{notebook.Vector(`\partial L/\partial x`, x)}
}

// work counts the products of the chain rule from both ends, in full matrices.
// From the image, what has been multiplied so far has a column for each pixel,
// and the first matrix is there already.
func work(ex *cnn.Classic) [][]any {
	slopes := []string{"$\\partial L/\\partial s$", "$\\partial s/\\partial f$", "$\\partial f/\\partial A$", "$\\partial A/\\partial Z$", "$\\partial Z/\\partial X$"}
	sizes := []int{1}
	for _, q := range []cnn.Quantity{ex.S, ex.F, ex.A, ex.Z, ex.X} {
		sizes = append(sizes, len(q.Values()))
	}
	last := len(slopes) - 1
	pixels := sizes[last+1]
	var rows [][]any
	left, right := 0, 0
	for k, name := range slopes {
		fromLoss := sizes[k] * sizes[k+1]
		fromImage := fromLoss * pixels
		switch k {
		case 0:
			fromLoss = 0
		case last:
			fromImage = 0
		}
		left, right = left+fromLoss, right+fromImage
		rows = append(rows, []any{name, fromLoss, fromImage})
	}
	return append(rows, []any{"together", left, right})
}
