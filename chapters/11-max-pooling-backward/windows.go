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
	var cells [][2]int
	for i := range a {
		for j := range a[i] {
			if !slices.Contains(given, [2]int{i, j}) {
				cells = append(cells, [2]int{i, j})
			}
		}
	}
	return cells
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

// window is the cells of the window (i,j), row by row.
func window(pool cnn.Window, i, j int) [][2]int {
	top, left := i*pool.Stride.Down, j*pool.Stride.Across
	var cells [][2]int
	for m := range pool.Size.Down {
		for n := range pool.Size.Across {
			cells = append(cells, [2]int{top + m, left + n})
		}
	}
	return cells
}

// windows is the table of the windows.
func windows(ex *cnn.Classic, won [][2]int) [][]any {
	dP := ex.DP.Rows()
	var rows [][]any
	for k, w := range won {
		i, j := k/len(dP[0]), k%len(dP[0])
		cells := window(ex.Pool, i, j)
		first, last := cells[0], cells[len(cells)-1]
		rows = append(rows, []any{
			fmt.Sprintf("(%d,%d)", i, j),
			fmt.Sprintf("(%d,%d) to (%d,%d)",
				first[0], first[1], last[0], last[1]),
			fmt.Sprintf("(%d,%d)", w[0], w[1]),
			ex.A.At(w[0], w[1]), dP[i][j]})
	}
	return rows
}

// whyItLost says why the largest cell that won no window gets nothing.
func whyItLost(ex *cnn.Classic, cell [2]int) string {
	if ex.A.At(cell[0], cell[1]) == 0 {
		return `It is 0, like all the cells that won no window, and a 0
wins only where the whole window is 0 and no cell comes before it.`
	}
	return `Being
large is not enough: a cell has to be the largest of its own window.`
}

// deadWindows says which windows are dead and what becomes of the gradient
// of the first of them.
func deadWindows(ex *cnn.Classic, won [][2]int) string {
	width := ex.P.Shape[2]
	var dead []int
	var names []string
	for k, w := range won {
		if ex.A.At(w[0], w[1]) == 0 {
			dead = append(dead, k)
			names = append(names,
				fmt.Sprintf("(%d,%d)", k/width, k%width))
		}
	}
	if len(dead) == 0 {
		return `In this network no window is dead, so every gradient goes
to a cell above 0.`
	}
	if len(dead) == len(won) && len(won) > 1 {
		return fmt.Sprintf(`In this network all %d windows are dead,
because ReLU has closed every gate. Each of them still sends its
gradient to its first cell, so $\partial L/\partial A$ is not empty, but
in [chapter 12](12-relu-backward) all of it meets closed gates and ends.
That is only just: as long as no cell of $Z$ rises above 0, $P$ is full
of zeros, and nothing in the image can change the loss.`, len(won))
	}
	which := "window " + names[0] + " is dead."
	if len(dead) > 1 {
		which = fmt.Sprintf("%d windows are dead: %s. Take the first.",
			len(dead), strings.Join(names, ", "))
	}
	w := won[dead[0]]
	return fmt.Sprintf(`In this network %s Its first cell is
$A_{%d,%d}$, and that cell gets the gradient, %s. Before ReLU it was
$Z_{%[2]d,%[3]d} %[5]s$, so in [chapter 12](12-relu-backward) the
gradient ends there. It would end in any case: the gates of the other
cells are closed too, so it makes no difference which the rule picks.`,
		which, w[0], w[1], notebook.Num(ex.DP.Real(dead[0])),
		notebook.Eq(ex.Z.RealAt(w[0], w[1])))
}
