package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// aPooling is a network that is nothing but a pooling layer.
type aPooling struct {
	in, out cnn.Quantity
	won     [][2]int // the winners
	unseen  [][2]int // the cells that no window covers
}

// pooled pools a matrix.
func pooled(layer cnn.Layer, x [][]float64) (p aPooling) {
	one := notebook.Must(cnn.Single(layer, cnn.Map(x), nil))
	seen := map[int]bool{}
	for _, link := range one.Links(0) {
		seen[link.In] = true
	}
	p.unseen = cnn.Cells(x, func(i, j int) bool { return !seen[i*len(x[0])+j] })
	p.won = one.Winners(0)
	p.in, p.out = one.X, one.Y
	return p
}

// tied is the cells of a window with the value of its winner.
func tied(a [][]float64, cells [][2]int, won [2]int) [][2]int {
	return slices.DeleteFunc(slices.Clone(cells), func(c [2]int) bool {
		return a[c[0]][c[1]] != a[won[0]][won[1]]
	})
}

// lastOfTied is the winners if the last of tied cells won.
func lastOfTied(a [][]float64, pool cnn.Window, won [][2]int,
	width int) [][2]int {
	var late [][2]int
	for k, c := range won {
		same := tied(a, pool.Cells(k/width, k%width), c)
		late = append(late, same[len(same)-1])
	}
	return late
}

// valuesAt is the numbers in some cells.
func valuesAt(a [][]float64, cells [][2]int) []float64 {
	var values []float64
	for _, c := range cells {
		values = append(values, a[c[0]][c[1]])
	}
	return values
}

// ownStride shows what a stride of one makes of A, if that is another.
func ownStride(nb *notebook.Notebook, ex *cnn.Classic) {
	slow := ex.Pool
	slow.Stride = cnn.Steps{Down: 1, Across: 1}
	many := pooled(cnn.MaxPool{Window: slow}, ex.A.Rows())
	if slow == ex.Pool || len(many.won) == len(ex.P.Data) {
		return // the one window has nowhere to move
	}
	nb.Mistake("the stride of the convolution", notebook.Let{
		"stride": lengths(ex.Pool.Stride),
		"many":   len(many.won), "few": len(ex.P.Data)},
		[]any{ex.P}, []any{many.out})
}

// traces says how many cells win a window and what becomes of the others.
func traces(cells, windows, winners int) (string, notebook.Let) {
	if cells == winners {
		return "every cell wins", nil
	}
	return "some cells win", notebook.Let{
		"are":     notebook.Plural(cells, "is", "are"),
		"cells":   notebook.Counted(cells, "cell", "cells"),
		"windows": notebook.Counted(windows, "window", "windows"),
		"winners": notebook.Counted(winners, "cell wins", "cells win"),
		"others":  notebook.Counted(cells-winners, "leaves", "leave"),
	}
}

// another is a number for a winner to hold instead: 0, or 1 where it holds
// a 0 already because its window is dead.
func another(number float64) float64 {
	if number == 0 {
		return 1
	}
	return 0
}

// changed is a matrix with another number in one cell.
func changed(a [][]float64, u, v int, number float64) [][]float64 {
	b := cnn.Matrix(a).Rows()
	b[u][v] = number
	return b
}

// walk is the search for the winner of a window, a row for each cell.
func walk(a [][]float64, pool cnn.Window, i, j int) [][]any {
	var rows [][]any
	cells := pool.Cells(i, j)
	best := cells[0]
	for k, c := range cells {
		larger := "no"
		switch {
		case k == 0:
			larger = "the first"
		case a[c[0]][c[1]] > a[best[0]][best[1]]:
			best, larger = c, "yes"
		}
		rows = append(rows, []any{element(c), a[c[0]][c[1]], larger,
			element(best)})
	}
	return rows
}

// windows is the table of the windows, with width windows in a row.
func windows(a [][]float64, pool cnn.Window, won [][2]int,
	width int) [][]any {
	var rows [][]any
	for k, c := range won {
		cells := pool.Cells(k/width, k%width)
		first, last := cells[0], cells[len(cells)-1]
		rows = append(rows, []any{
			fmt.Sprintf("(%d,%d)", k/width, k%width),
			fmt.Sprintf("%d to %d", first[0], last[0]),
			fmt.Sprintf("%d to %d", first[1], last[1]),
			fmt.Sprintf("(%d,%d)", c[0], c[1]), a[c[0]][c[1]],
			len(tied(a, cells, c))})
	}
	return rows
}

// ties says in how many windows there is a tie, and tells of one: of a dead
// one, if there is any.
func ties(a [][]float64, pool cnn.Window, won [][2]int,
	width int) (string, notebook.Let) {
	section, told, drawn := "no tie", notebook.Let(nil), 0
	for k, c := range won {
		same := tied(a, pool.Cells(k/width, k%width), c)
		if len(same) == 1 {
			continue
		}
		drawn++
		dead := a[c[0]][c[1]] == 0
		if section == "no tie" || dead && section == "a tie" {
			told = notebook.Let{"i": k / width, "j": k % width,
				"u": c[0], "v": c[1], "cells": len(same)}
			if section = "a dead window"; !dead {
				section, told["value"] = "a tie", a[c[0]][c[1]]
			}
		}
	}
	if drawn > 0 {
		told["windows"] = notebook.Plural(len(won), "the only window",
			notebook.OfAll(drawn, len(won), "window", "windows"))
	}
	return section, told
}

// fit computes the number of windows along a side, step by step.
func fit(length, size, stride int) []string {
	const floor = `= \left\lfloor \frac{%s}{%d} \right\rfloor + 1`
	return []string{
		fmt.Sprintf(floor, fmt.Sprintf("%d - %d", length, size),
			stride),
		fmt.Sprintf(floor, fmt.Sprint(length-size), stride),
		fmt.Sprintf(`= %d + 1`, (length-size)/stride),
		fmt.Sprintf(`= %d`, (length-size)/stride+1),
	}
}

// quarters is what each window holds, its largest cell and its mean.
func quarters(a [][]float64, pool cnn.Window,
	p [][]float64) notebook.Let {
	let := notebook.Let{}
	for i := range p {
		for j := range p[i] {
			at := fmt.Sprintf(" %d,%d", i, j)
			let["cells"+at] = contents(a, pool, i, j)
			let["P"+at], let["mean"+at] = p[i][j], mean(a, pool, i, j)
		}
	}
	return let
}

// contents lists the numbers in a window, row by row.
func contents(a [][]float64, pool cnn.Window, i, j int) string {
	return notebook.List(valuesAt(a, pool.Cells(i, j)))
}

// numbers lists the row and the column of each cell.
func numbers(cells [][2]int) [][]float64 {
	var list [][]float64
	for _, c := range cells {
		list = append(list, []float64{float64(c[0]), float64(c[1])})
	}
	return list
}

// distinct counts the cells, each once.
func distinct(cells [][2]int) int {
	seen := map[[2]int]bool{}
	for _, c := range cells {
		seen[c] = true
	}
	return len(seen)
}

// element is a cell of A in math.
func element(c [2]int) string {
	return fmt.Sprintf("$A_{%d,%d}$", c[0], c[1])
}

// lengths writes a size or a stride.
func lengths(s cnn.Steps) string {
	return fmt.Sprintf("%d×%d", s.Down, s.Across)
}

// mean is what a window gives to those who take its mean.
func mean(a [][]float64, pool cnn.Window, i, j int) float64 {
	cells := valuesAt(a, pool.Cells(i, j))
	return cnn.Vector(cells...).Sum() / float64(len(cells))
}
