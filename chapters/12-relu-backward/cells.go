package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// arrivals is the cells at which a gradient that is not 0 arrives: those
// with an open gate and those with a closed one.
func arrivals(ex *cnn.Classic) (passed, stopped [][2]int) {
	z := ex.Z.Rows()
	at := func(open bool) [][2]int {
		return cnn.Cells(z, func(i, j int) bool {
			return ex.DA.RealAt(i, j).Sign() != 0 && (z[i][j] > 0) == open
		})
	}
	return at(true), at(false)
}

// first is the first of some cells; none where there is none.
func first(cells [][2]int) [][2]int {
	return cells[:min(1, len(cells))]
}

// closed is the cells whose gate is 0.
func closed(gate [][]float64) [][2]int {
	return cnn.Cells(gate, func(i, j int) bool { return gate[i][j] == 0 })
}

// samePlace says that a gate belongs to the cell of Z at its place.
func samePlace(cell []int) []int { return cell }

// cells is the table of the gradients that arrive.
func cells(ex *cnn.Classic, passed, stopped [][2]int) [][]any {
	var rows [][]any
	for at, c := range slices.Concat(passed, stopped) {
		i, j := c[0], c[1]
		gate := "open"
		if at >= len(passed) {
			gate = "closed"
		}
		rows = append(rows, []any{fmt.Sprintf("(%d,%d)", i, j),
			ex.Z.RealAt(i, j), gate,
			ex.DA.RealAt(i, j), ex.DZ.RealAt(i, j)})
	}
	return rows
}

// fate says which gradients are stopped.
func fate(ex *cnn.Classic, passed, stopped [][2]int) (string,
	notebook.Let) {
	switch {
	case len(passed)+len(stopped) == 0 && len(ex.S.Data) == 1:
		return "nothing arrives from one class", nil
	case len(passed)+len(stopped) == 0 && ex.DS.RealAt(ex.DS.Farthest()).Sign() == 0:
		return "nothing arrives from the scores", nil
	case len(passed)+len(stopped) == 0:
		return "nothing arrives from the weights", nil
	case len(passed) == 0:
		return "none passes", nil
	case len(stopped) == 0:
		return "all pass", nil
	}
	i, j := stopped[0][0], stopped[0][1]
	let := notebook.Let{"i": i, "j": j, "Z": notebook.At(ex.Z, i, j)}
	if len(stopped) == 1 {
		return "one is stopped", let
	}
	let["stopped"] = len(stopped)
	return "some are stopped", let
}

// nudged changes a cell and compares the loss, for each cell at which
// a gradient arrives. Where the gate is open the cell is raised, where it
// is closed it is lowered, so that no cell crosses 0.
func nudged(ex *cnn.Classic, passed, stopped [][2]int) [][]any {
	var rows [][]any
	before := ex.L.Real(0)
	for at, c := range slices.Concat(passed, stopped) {
		i, j := c[0], c[1]
		step := 0.01
		if at >= len(passed) {
			step = -step
		}
		after := lossFrom(ex, i, j, step)
		expected := before.Plus(
			cnn.Written(step).Times(ex.DZ.RealAt(i, j)))
		rows = append(rows, []any{
			fmt.Sprintf("$Z_{%d,%d}$", i, j), step,
			notebook.Places(before, 6), notebook.Places(after, 6),
			notebook.Places(expected, 6)})
	}
	return rows
}

// lossFrom is the loss with a step added to one cell of Z.
func lossFrom(ex *cnn.Classic, i, j int, step float64) cnn.Real {
	z, at := ex.Z.Reals(), ex.Z.Tensor.Shape.Offset(0, i, j)
	z[at] = z[at].Plus(cnn.Written(step))
	return notebook.Must(ex.LossFrom(z))
}
