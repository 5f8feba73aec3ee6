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
	z, dA := ex.Z.Rows(), ex.DA.Rows()
	for i := range dA {
		for j := range dA[i] {
			switch {
			case dA[i][j] == 0:
			case z[i][j] > 0:
				passed = append(passed, [2]int{i, j})
			default:
				stopped = append(stopped, [2]int{i, j})
			}
		}
	}
	return passed, stopped
}

// first is the first of some cells; none where there is none.
func first(cells [][2]int) [][2]int {
	return cells[:min(1, len(cells))]
}

// closed is the cells whose gate is 0.
func closed(gate [][]float64) [][2]int {
	var cells [][2]int
	for i := range gate {
		for j := range gate[i] {
			if gate[i][j] == 0 {
				cells = append(cells, [2]int{i, j})
			}
		}
	}
	return cells
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
			ex.Z.At(i, j), gate, ex.DA.At(i, j), ex.DZ.At(i, j)})
	}
	return rows
}

// fate says in words which gradients are stopped.
func fate(ex *cnn.Classic, passed, stopped [][2]int) string {
	if len(passed)+len(stopped) == 0 {
		return nothingArrives(ex)
	}
	if len(passed) == 0 {
		return `None of these gradients gets through, because every gate
that one of them meets is closed. That is what people call a **dead
ReLU**: $\partial L/\partial Z$ is 0 everywhere, so the convolution
before it gets no gradient at all and will learn nothing from this
image. [Chapter 16](16-training) shows how training gets there.`
	}
	if len(stopped) == 0 {
		return `In this network all of them pass, because no window is
dead, and so the gate changes nothing here.`
	}
	dies := "One of these gradients is stopped."
	if len(stopped) > 1 {
		dies = fmt.Sprintf(
			"%d of these gradients are stopped. Take the first.",
			len(stopped))
	}
	i, j := stopped[0][0], stopped[0][1]
	return fmt.Sprintf(`%s Because $Z_{%d,%d} %s$ is not above 0,
$A_{%[2]d,%[3]d}$ is 0, and it stays 0 if $Z_{%[2]d,%[3]d}$ moves a
little, so the loss does not change either. The cell belongs to a dead
window ([chapter 11](11-max-pooling-backward)): pooling had to send its
gradient somewhere, and here it ends.`,
		dies, i, j, notebook.Eq(ex.Z.RealAt(i, j)))
}

// nothingArrives says why the gates have nothing to stop.
func nothingArrives(ex *cnn.Classic) string {
	why := `the weights of the fully connected layer have let none of it
come back this far`
	if len(ex.S.Data) == 1 {
		why = `the network knows a single class, whose probability is
always 1, and so $p - y$ is 0 before the way back has begun`
	}
	return fmt.Sprintf(`In this network no gradient arrives at any cell:
%s. Whether a gate is open or closed makes no difference then, since 0
times 1 is 0 as well.`, why)
}

// nudged changes a cell and compares the loss, for each cell at which
// a gradient arrives. Where the gate is open the cell is raised, where it
// is closed it is lowered, so that no cell crosses 0.
func nudged(ex *cnn.Classic, passed, stopped [][2]int) ([][]any,
	error) {
	var rows [][]any
	before := ex.L.Data[0]
	for at, c := range slices.Concat(passed, stopped) {
		i, j := c[0], c[1]
		step := 0.01
		if at >= len(passed) {
			step = -step
		}
		after, err := lossFrom(ex, i, j, step)
		if err != nil {
			return nil, err
		}
		expected := before + float64(step*ex.DZ.At(i, j))
		rows = append(rows, []any{
			fmt.Sprintf("$Z_{%d,%d}$", i, j), step,
			notebook.Places(before, 6), notebook.Places(after, 6),
			notebook.Places(expected, 6)})
	}
	return rows, nil
}

// lossFrom is the loss with a step added to one cell of Z.
func lossFrom(ex *cnn.Classic, i, j int, step float64) (float64,
	error) {
	z := ex.Z.Tensor.Clone()
	z.Data[z.Shape.Offset(0, i, j)] += step
	pass, err := cnn.Run(&cnn.Network{
		Input:  z,
		Layers: ex.Network.Layers[cnn.ReLULayer:],
		Loss:   ex.Network.Loss,
	})
	if err != nil {
		return 0, err
	}
	return pass.Loss, nil
}
