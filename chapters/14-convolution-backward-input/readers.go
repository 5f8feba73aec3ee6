package main

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A reader is an output that reads a cell, and the weight through which
// it does. Outside says that Z has no such cell.
type reader struct {
	i, j, m, n int
	outside    bool
	gradient   cnn.Real
}

// readers is one for each weight, for the cell (u,v).
func readers(ex *cnn.Classic, u, v int) []reader {
	k, dZ := ex.K.Rows(), ex.DZ.Shape.Plain()
	var all []reader
	for m := range k {
		for n := range k[m] {
			r := reader{i: u - m, j: v - n, m: m, n: n}
			r.outside = r.i < 0 || r.i >= dZ[0] ||
				r.j < 0 || r.j >= dZ[1]
			if !r.outside {
				r.gradient = ex.DZ.RealAt(r.i, r.j)
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
		weight := ex.K.RealAt(r.m, r.n)
		row := []any{fmt.Sprintf("$K_{%d,%d}$", r.m, r.n), weight,
			fmt.Sprintf("$Z_{%d,%d}$", r.i, r.j), r.gradient, r.gradient.Times(weight)}
		if r.outside {
			row[2] = fmt.Sprintf("(%s,%s), outside",
				notebook.Num(r.i), notebook.Num(r.j))
		}
		rows = append(rows, row)
	}
	return fmt.Sprintf("The outputs that read $X_{%d,%d}$", u, v), []string{"weight",
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
func markedPatch(nb *notebook.Notebook, ex *cnn.Classic, u, v int) {
	k := ex.K.Shape.Plain()
	down, across := k[0]-1, k[1]-1
	padded := notebook.Padded(`\delta \text{ padded}`, ex.DZ,
		cnn.Padding{Top: down, Left: across, Bottom: down, Right: across})
	nb.Captioned(nb.Phrase("the marked patch", notebook.Let{"u": u, "v": v}),
		padded.Mark("here", cnn.Block(u, v, k[0], k[1])...), `\star`, notebook.Rotated(ex.K), "=",
		notebook.Show(ex.DX).Mark("here", [2]int{u, v}))
}

// meeting is the cell at which the most stamps overlap and,
// among such cells, the one that the most outputs read; other than a
// given one.
func meeting(ex *cnn.Classic, except ...[2]int) (u, v int) {
	most := -1
	for _, cell := range cnn.Cells(ex.X.Rows(), func(i, j int) bool {
		return !slices.Contains(except, [2]int{i, j})
	}) {
		live, all := 0, readers(ex, cell[0], cell[1])
		score := 0
		for _, r := range all {
			if !r.outside {
				score++
			}
			if r.gradient.Sign() != 0 {
				live++
			}
		}
		if score += live * (len(all) + 1); score > most {
			most, u, v = score, cell[0], cell[1]
		}
	}
	return u, v
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

// upright is what both wrong rules give: the gradient map slides over the
// kernel as it is, and each stamp is rotated.
func upright(ex *cnn.Classic) [][]cnn.Real {
	k := ex.K.Shape.Plain()
	return cnn.EachCell(ex.X.Rows(), func(u, v int) (sum cnn.Real) {
		for _, r := range readers(ex, u, v) {
			if !r.outside {
				sum = sum.Plus(ex.DZ.RealAt(r.i, r.j).Times(
					ex.K.RealAt(k[0]-1-r.m, k[1]-1-r.n)))
			}
		}
		return sum
	})
}
