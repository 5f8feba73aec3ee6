package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// living is the cells whose gradient is not 0.
func living(dZ [][]float64) [][2]int {
	var cells [][2]int
	for i := range dZ {
		for j := range dZ[i] {
			if dZ[i][j] != 0 {
				cells = append(cells, [2]int{i, j})
			}
		}
	}
	return cells
}

// farthest is the cell whose gradient is farthest from 0.
func farthest(dZ [][]float64) (i, j int) {
	for r := range dZ {
		for c := range dZ[r] {
			if math.Abs(dZ[r][c]) > math.Abs(dZ[i][j]) {
				i, j = r, c
			}
		}
	}
	return i, j
}

// scaled is a matrix times a number.
func scaled(by cnn.Real, matrix cnn.Quantity) [][]cnn.Real {
	var product [][]cnn.Real
	for i, row := range matrix.Rows() {
		product = append(product, nil)
		for j := range row {
			product[i] = append(product[i],
				by.Times(matrix.RealAt(i, j)))
		}
	}
	return product
}

// upright is what both wrong rules give: the gradient map slides over the
// kernel as it is, and each stamp is rotated.
func upright(ex *cnn.Classic) [][]cnn.Real {
	k := ex.K.Shape.Plain()
	var sums [][]cnn.Real
	for _, row := range ex.X.Rows() {
		sums = append(sums, make([]cnn.Real, len(row)))
	}
	for i, row := range ex.DZ.Rows() {
		for j := range row {
			for m := range k[0] {
				for n := range k[1] {
					term := ex.DZ.RealAt(i, j).Times(
						ex.K.RealAt(k[0]-1-m, k[1]-1-n))
					sums[i+m][j+n] = sums[i+m][j+n].Plus(term)
				}
			}
		}
	}
	return sums
}

// copies is the sum of the stamps that the gradient map leaves;
// the result alone where they are many.
func copies(ex *cnn.Classic, live [][2]int) []any {
	if len(live) == 0 || len(live) > 8 {
		return []any{ex.DX}
	}
	var items []any
	for at, c := range live {
		if at > 0 {
			items = append(items, "+")
		}
		items = append(items, placed(ex, c[0], c[1]))
	}
	return append(items, "=", ex.DX)
}

// placed is the stamp that the gradient at (i,j) leaves in the input.
func placed(ex *cnn.Classic, i, j int) notebook.Grid {
	k, copied := ex.K.Rows(), ex.X.Rows()
	for u := range copied {
		clear(copied[u])
	}
	var cells [][2]int
	for m := range k {
		for n := range k[m] {
			copied[i+m][j+n] = ex.DZ.At(i, j) * k[m][n]
			cells = append(cells, [2]int{i + m, j + n})
		}
	}
	name := fmt.Sprintf(`\text{stamp of } \delta_{%d,%d}`, i, j)
	grid := notebook.Matrix(name, copied)
	for _, c := range cells {
		grid = grid.Tell(c, ex.DZ.RealAt(i, j).Times(
			ex.K.RealAt(c[0]-i, c[1]-j)))
	}
	return grid.Mark("here", cells...).Through(ex.DX, ex.DZ, i, j)
}

// A reader is an output that reads a cell, and the weight through which
// it does. Outside says that Z has no such cell.
type reader struct {
	i, j, m, n int
	outside    bool
	gradient   float64
}

// readers is one for each weight, for the cell (u,v).
func readers(ex *cnn.Classic, u, v int) []reader {
	k, dZ := ex.K.Rows(), ex.DZ.Rows()
	var all []reader
	for m := range k {
		for n := range k[m] {
			r := reader{i: u - m, j: v - n, m: m, n: n}
			r.outside = r.i < 0 || r.i >= len(dZ) ||
				r.j < 0 || r.j >= len(dZ[0])
			if !r.outside {
				r.gradient = dZ[r.i][r.j]
			}
			all = append(all, r)
		}
	}
	return all
}

// readerTable is the readers of a cell, row by row, as nb.Table takes it.
func readerTable(ex *cnn.Classic, u, v int) (string, []string, [][]any) {
	var rows [][]any
	for _, r := range readers(ex, u, v) {
		weight := ex.K.At(r.m, r.n)
		row := []any{fmt.Sprintf("$K_{%d,%d}$", r.m, r.n), weight,
			fmt.Sprintf("$Z_{%d,%d}$", r.i, r.j), r.gradient, r.gradient * weight}
		if r.outside {
			row[2] = fmt.Sprintf("(%d,%d), outside", r.i, r.j)
		}
		rows = append(rows, row)
	}
	return fmt.Sprintf("Who has read $X_{%d,%d}$?", u, v), []string{"weight",
		"value", "output that read through it", "its gradient", "product"}, rows
}

// patch is the outputs that read the cell (u,v) as they lie in Z, and the
// weights at their places, as nb.Row takes them.
func patch(ex *cnn.Classic, u, v int) []any {
	k := ex.K.Shape.Plain()
	outputs, weights := make([][]string, k[0]), make([][]string, k[0])
	for m := range outputs {
		outputs[m], weights[m] = make([]string, k[1]), make([]string, k[1])
	}
	for _, r := range readers(ex, u, v) {
		row, column := k[0]-1-r.m, k[1]-1-r.n
		outputs[row][column] = fmt.Sprintf("Z_{%d,%d}", r.i, r.j)
		if r.outside {
			outputs[row][column] = `\text{none}`
		}
		weights[row][column] = fmt.Sprintf("K_{%d,%d}", r.m, r.n)
	}
	return []any{notebook.Symbols(`\text{readers}`, outputs), `\to`, notebook.Symbols(`\text{weights}`, weights)}
}

// markedPatch shows the correlation of the padded gradient map with the rotated
// kernel, with the patch that belongs to the input cell (u,v) marked.
func markedPatch(nb *notebook.Notebook, ex *cnn.Classic, padded [][]float64, rot notebook.Grid, u, v int) {
	k, dZ := ex.K.Shape.Plain(), ex.DZ.Rows()
	grid := notebook.Matrix(`\delta \text{ padded}`, padded)
	for m := range k[0] {
		for n := range k[1] {
			grid = grid.Mark("here", [2]int{u + m, v + n})
		}
	}
	nb.Captioned(nb.Phrase("the marked patch", notebook.Let{"u": u, "v": v}),
		grid.Of(ex.DZ, unpadded(dZ, k[0]-1, k[1]-1)), `\star`, rot, "=",
		notebook.Show(ex.DX).Mark("here", [2]int{u, v}))
}

// unpadded gives for a cell of a padded map the cell of the map that it
// shows; none for a zero of the padding.
func unpadded(matrix [][]float64, top, left int) func([]int) []int {
	return func(cell []int) []int {
		i, j := cell[0]-top, cell[1]-left
		if i < 0 || i >= len(matrix) || j < 0 || j >= len(matrix[0]) {
			return nil
		}
		return []int{i, j}
	}
}

// turnedBack gives for a cell of the rotated kernel the weight that it
// shows.
func turnedBack(k [][]float64) func([]int) []int {
	return func(cell []int) []int {
		return []int{len(k) - 1 - cell[0], len(k[0]) - 1 - cell[1]}
	}
}

// meeting is the cell at which the most stamps overlap and,
// among such cells, the one that the most outputs read; other than a
// given one.
func meeting(ex *cnn.Classic, except ...[2]int) (u, v int) {
	most, width := -1, len(ex.X.Rows()[0])
	for at := range ex.X.Data {
		cell := [2]int{at / width, at % width}
		if slices.Contains(except, cell) {
			continue
		}
		live, all := 0, readers(ex, cell[0], cell[1])
		score := 0
		for _, r := range all {
			if !r.outside {
				score++
			}
			if r.gradient != 0 {
				live++
			}
		}
		if score += live * (len(all) + 1); score > most {
			most, u, v = score, cell[0], cell[1]
		}
	}
	return u, v
}

// covered is the cells that a stamp covers, and the others.
func covered(ex *cnn.Classic) (reached, silent [][2]int) {
	width := len(ex.X.Rows()[0])
	for at := range ex.X.Data {
		cell := [2]int{at / width, at % width}
		stamped := func(r reader) bool { return r.gradient != 0 }
		if slices.ContainsFunc(readers(ex, cell[0], cell[1]), stamped) {
			reached = append(reached, cell)
		} else {
			silent = append(silent, cell)
		}
	}
	return reached, silent
}

// stamped says how many numbers of the map leave a stamp.
func stamped(live, all int) (string, notebook.Let) {
	if live == 0 {
		return "no stamp", nil
	}
	return "stamps", notebook.Let{
		"numbers": notebook.OfAll(live, all, "number", "numbers") +
			notebook.Plural(live, " is", " are")}
}

// sizeOfJ says how large the matrix of the convolution is.
func sizeOfJ(ex *cnn.Classic) (string, notebook.Let) {
	rows, columns, k := len(ex.Z.Data), len(ex.X.Data), len(ex.K.Data)
	let := notebook.Let{"rows": notebook.Counted(rows, "row", "rows"),
		"columns": notebook.Counted(columns, "column", "columns")}
	switch {
	case rows*columns == 1:
		return "J is one number", nil
	case k == 1:
		return "J of one weight", let
	}
	let["weights"] = k
	return "J", let
}

// silence says how many cells no stamp covers.
func silence(ex *cnn.Classic) (string, notebook.Let) {
	reached, silent := covered(ex)
	all := len(reached) + len(silent)
	if len(silent) == 0 {
		return "every cell is covered", notebook.Let{
			"cells": notebook.Plural(all, "the only cell",
				fmt.Sprintf("all of the %d cells", all))}
	}
	if len(reached) == 0 {
		return "nothing is covered", notebook.Let{
			"cells": notebook.Plural(all, "the only cell gets 0",
				fmt.Sprintf("all %d cells get 0", all))}
	}
	u, v := silent[0][0], silent[0][1]
	var outputs []string
	for _, r := range readers(ex, u, v) {
		if !r.outside {
			outputs = append(outputs,
				fmt.Sprintf("$Z_{%d,%d}$", r.i, r.j))
		}
	}
	return "some cells are covered", notebook.Let{"u": u, "v": v,
		"outputs": strings.Join(outputs, ", "),
		"reached": notebook.OfAll(len(reached), all, "cell", "cells"),
		"others": notebook.Plural(len(silent), "the other one is",
			fmt.Sprintf("each of the other %d is", len(silent)))}
}

// terms are the sum for one cell in letters, and those of its terms that
// are not 0 in numbers, with the result.
func terms(ex *cnn.Classic, u, v int) (inLetters, inNumbers string) {
	var letters []string
	var products []notebook.Product
	for _, r := range readers(ex, u, v) {
		if r.outside {
			continue
		}
		letters = append(letters, fmt.Sprintf(
			`\delta_{%d,%d} K_{%d,%d}`, r.i, r.j, r.m, r.n))
		d, k := ex.DZ.RealAt(r.i, r.j), ex.K.RealAt(r.m, r.n)
		if d.Sign() != 0 {
			products = append(products, notebook.Plus(d, k))
		}
	}
	inNumbers = "0 = 0"
	if len(products) > 0 {
		inNumbers = notebook.Worked(ex.DX.RealAt(u, v), products...)
	}
	return strings.Join(letters, " + "), inNumbers
}

// jacobian is the matrix of the convolution, or nil where it is too
// large.
func jacobian(ex *cnn.Classic) [][]float64 {
	j, err := ex.Pass.Jacobian(cnn.ConvLayer)
	if err != nil {
		return nil
	}
	return j.Rows()
}

// pictureOfJ is the picture of the matrix, if it is not too large.
func pictureOfJ(nb *notebook.Notebook, ex *cnn.Classic) {
	rows := jacobian(ex)
	if rows == nil {
		return
	}
	nb.Figure(notebook.Figure{
		Title:   "The convolution as a matrix",
		Caption: nb.Phrase("the picture of J", nil),
		Maps: []notebook.HeatMap{{
			Name:    "J",
			Rows:    rows,
			RowName: cellNames(ex.Z.Rows()),
			ColName: cellNames(ex.X.Rows()),
			Sparse:  true,
		}},
	})
}

// throughJ checks the way back through the transposed matrix.
func throughJ(nb *notebook.Notebook, ex *cnn.Classic) {
	dX, delta := make([]float64, len(ex.X.Data)), ex.DZ.Values()
	rows := jacobian(ex)
	for r := range rows {
		for c := range rows[r] {
			dX[c] += float64(rows[r][c] * delta[r])
		}
	}
	if rows != nil {
		nb.Check(`$J^\top \delta$ is $\partial L/\partial X$`, dX, ex.DX.Values())
	}
}

// cellNames is the index of each cell of a map, row by row.
func cellNames(matrix [][]float64) []string {
	var names []string
	for i := range matrix {
		for j := range matrix[i] {
			names = append(names, fmt.Sprintf("%d,%d", i, j))
		}
	}
	return names
}

// single is the convolution with a single 1 arriving at the first output.
func single(ex *cnn.Classic) *cnn.Network {
	net := cnn.SingleLayer(ex.Network.Layers[cnn.ConvLayer], ex.X.Tensor,
		cnn.NewTensor(ex.Z.Shape...))
	net.Upstream.Data[0] = 1
	return net
}

// flat is the elements of a matrix, row by row.
func flat(rows [][]float64) []float64 { return slices.Concat(rows...) }
