package main

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// gates is the cells that ReLU lets pass and the cells that it sets to
// 0.
func gates(z [][]float64) (open, closed [][2]int) {
	return cnn.Cells(z, func(i, j int) bool { return z[i][j] > 0 }),
		cnn.Cells(z, func(i, j int) bool { return z[i][j] <= 0 })
}

// first is the first cell of each kind, if there is one.
func first(open, closed [][2]int) [][2]int {
	return slices.Concat(open[:min(1, len(open))],
		closed[:min(1, len(closed))])
}

// kept is what ReLU lets through, and dropped the rest of Z.
func kept(ex *cnn.Classic) notebook.HeatMap {
	return numbers("A, kept", ex.A.Rows(), ex.A.RealAt)
}

func dropped(ex *cnn.Classic) notebook.HeatMap {
	return numbers("Z − A, dropped", ex.A.Rows(),
		func(at ...int) cnn.Real {
			return ex.Z.RealAt(at...).Minus(ex.A.RealAt(at...))
		})
}

// numbers is a map of the size of rows with its numbers in the cells.
func numbers(name string, rows [][]float64,
	cell func(at ...int) cnn.Real) notebook.HeatMap {
	m := notebook.MapOf(name, cnn.EachCell(rows, func(i, j int) cnn.Real { return cell(i, j) }))
	m.Numbers = true
	return m
}

// step is 1 for each number above 0, and for 0 itself if atZero is set.
func step(z []float64, atZero bool) []float64 {
	gate := make([]float64, len(z))
	for i := range z {
		if z[i] > 0 || atZero && z[i] == 0 {
			gate[i] = 1
		}
	}
	return gate
}

// above is how many cells are larger than a number.
func above(z [][]float64, v float64) int {
	return len(cnn.Cells(z, func(i, j int) bool { return z[i][j] > v }))
}

// changed is how many cells ReLU changes.
func changed(a [][]float64) int {
	return len(cnn.Cells(a, func(i, j int) bool { return max(0, a[i][j]) != a[i][j] }))
}

// equal is how many cells are a number.
func equal(z [][]float64, v float64) int {
	return len(cnn.Cells(z, func(i, j int) bool { return z[i][j] == v }))
}

// samePlace says that a gate belongs to the cell of Z at its place.
func samePlace(cell []int) []int { return cell }
