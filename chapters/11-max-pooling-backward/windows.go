package main

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// others is the cells of a map that are not among the given ones.
func others(a [][]float64, given [][2]int) [][2]int {
	return cnn.Cells(a, func(i, j int) bool { return !slices.Contains(given, [2]int{i, j}) })
}

// largest is the first of the given cells that no other exceeds; none
// where none is given.
func largest(a [][]float64, cells [][2]int) [][2]int {
	at := 0
	for k, c := range cells {
		if a[c[0]][c[1]] > a[cells[at][0]][cells[at][1]] {
			at = k
		}
	}
	return cells[min(at, len(cells)):min(at+1, len(cells))]
}

// windows is the table of the windows.
func windows(ex *cnn.Classic, won [][2]int) [][]any {
	width := ex.DP.Shape[2]
	var rows [][]any
	for k, w := range won {
		i, j := k/width, k%width
		cells := ex.Pool.Cells(i, j)
		first, last := cells[0], cells[len(cells)-1]
		rows = append(rows, []any{
			fmt.Sprintf("(%d,%d)", i, j),
			fmt.Sprintf("(%d,%d) to (%d,%d)",
				first[0], first[1], last[0], last[1]),
			fmt.Sprintf("(%d,%d)", w[0], w[1]),
			ex.A.RealAt(w[0], w[1]), ex.DP.RealAt(i, j)})
	}
	return rows
}

// arrives reports whether the pooled map has any gradient.
func arrives(ex *cnn.Classic) bool {
	return slices.ContainsFunc(ex.DP.Reals(), func(d cnn.Real) bool {
		return d.Sign() != 0
	})
}

// isRead reports whether some window reads a cell. Where windows move by more
// than they cover, or do not reach the edge, some cells are in none.
func isRead(ex *cnn.Classic, cell [2]int) bool {
	return len(readers(ex, cell)) > 0
}

// readers are the windows that read a cell.
func readers(ex *cnn.Classic, cell [2]int) [][2]int {
	return cnn.Cells(ex.DP.Rows(), func(i, j int) bool {
		return slices.Contains(ex.Pool.Cells(i, j), cell)
	})
}

// whyItLost says why the largest cell that won no window gets nothing.
func whyItLost(ex *cnn.Classic, cell [2]int) string {
	if ex.A.At(cell[0], cell[1]) == 0 {
		return "zero and lost"
	}
	if !isRead(ex, cell) {
		return "large and unread"
	}
	return "large and lost"
}

// deadWindows says which windows are dead and what becomes of the gradient
// of the first of them.
func deadWindows(ex *cnn.Classic, won [][2]int) (string, notebook.Let) {
	width := ex.P.Shape[2]
	dead := ex.DeadWindows()
	var names []string
	for _, k := range dead {
		names = append(names, fmt.Sprintf("(%d,%d)", k/width, k%width))
	}
	if len(dead) == 0 {
		return "no dead window", nil
	}
	if len(dead) == len(won) && len(won) > 1 {
		if !arrives(ex) {
			return "all windows dead, no gradient", notebook.Let{"n": len(won)}
		}
		return "all windows dead", notebook.Let{"n": len(won)}
	}
	k, w := dead[0], won[dead[0]]
	let := notebook.Let{"window": names[0], "u": w[0], "v": w[1],
		"Z":        notebook.At(ex.Z, w[0], w[1]),
		"name":     notebook.TeX(ex.DP.Sign, k/width, k%width),
		"gradient": notebook.At(ex.DP, k/width, k%width)}
	alone := ex.Pool.Size == (cnn.Steps{Down: 1, Across: 1})
	if len(dead) > 1 {
		let["n"], let["window"] = len(dead), strings.Join(names, ", ")
	}
	switch {
	case len(dead) == 1 && alone:
		return "a dead window of one cell", let
	case len(dead) == 1:
		return "a dead window", let
	case alone:
		return "dead windows of one cell", let
	}
	return "dead windows", let
}
