package main

import (
	"math"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// slipped is the backward pass by another rule.
func slipped(rule string, a, dP [][]float64,
	pool cnn.Window) [][]float64 {
	dA := cnn.Zeros(len(a), len(a[0]))
	for i := range dP {
		for j, d := range dP[i] {
			cells := pool.Cells(i, j)
			best := largest(a, cells)[0]
			u, v := best[0], best[1]
			equal := slices.DeleteFunc(slices.Clone(cells),
				func(c [2]int) bool { return a[c[0]][c[1]] < a[u][v] })
			for at, c := range cells {
				tied := a[c[0]][c[1]] == a[u][v]
				switch {
				case rule == "error-to-whole-window",
					rule == "tie-copied" && tied,
					rule == "last-cell" && at == len(cells)-1:
					dA[c[0]][c[1]] += d
				case rule == "tie-split" && tied:
					dA[c[0]][c[1]] += d / float64(len(equal))
				case rule == "error-shared":
					dA[c[0]][c[1]] += d / float64(len(cells))
				case rule == "tie-last" && tied:
					u, v = c[0], c[1]
				}
			}
			switch rule {
			case "right", "tie-last":
				dA[u][v] += d
			case "overlap-overwritten":
				dA[u][v] = d
			case "mask-without-error":
				dA[u][v] = 1
			}
		}
	}
	return dA
}

// different is the cells in which two matrices differ.
func different(a, b [][]float64) [][2]int {
	return cnn.Cells(a, func(i, j int) bool { return math.Abs(a[i][j]-b[i][j]) > 1e-9 })
}

// wrong is a wrong gradient, with the cells marked that differ from the
// right one.
func wrong[T notebook.Number](right cnn.Quantity, rows [][]T) []any {
	grid := notebook.Matrix(notebook.TeX(right.Sign), rows)
	shown := cnn.Zeros(len(rows), len(rows[0]))
	for i := range rows {
		copy(shown[i], grid.Values[i*len(rows[0]):])
	}
	return []any{grid.Mark("wrong", different(right.Rows(), shown)...)}
}

// arriving is the sum of what the windows send that read a cell, each divided
// by so many.
func arriving(ex *cnn.Classic, cell [2]int, by float64) cnn.Real {
	var sum cnn.Real
	for _, w := range readers(ex, cell) {
		sum = sum.Plus(ex.DP.RealAt(w[0], w[1]).Over(cnn.Written(by)))
	}
	return sum
}

// sharedOut divides each gradient over the cells of its window.
func sharedOut(ex *cnn.Classic) [][]cnn.Real {
	size := float64(ex.Pool.Size.Down * ex.Pool.Size.Across)
	return cnn.EachCell(ex.A.Rows(), func(u, v int) cnn.Real {
		return arriving(ex, [2]int{u, v}, size)
	})
}

// compared is the table of the wrong rules, on the tidy and on the untidy
// matrix.
func compared(s sides) [][]any {
	var rows [][]any
	for _, rule := range [][2]string{
		{"right", "the right one"},
		{"mask-without-error", "1 instead of the gradient"},
		{"error-to-whole-window", "whole gradient to every cell"},
		{"error-shared", "gradient divided over the window"},
		{"overlap-overwritten", "“=” instead of “+=”"},
		{"tie-copied", "whole gradient to every tied cell"},
		{"tie-last", "the last of tied cells wins"},
		{"last-cell", "the last cell wins, always"},
	} {
		have := slipped(rule[0], tidy, delta, three)
		rough := slipped(rule[0], untidy, delta, three)
		rows = append(rows, []any{rule[1],
			len(different(have, s.tidy.DX.Rows())),
			len(different(rough, s.untidy.DX.Rows())),
			cnn.Matrix(rough).Sum()})
	}
	return rows
}

// overlaps reports whether the windows share cells.
func overlaps(pool cnn.Window) bool {
	return pool.Stride.Down < pool.Size.Down ||
		pool.Stride.Across < pool.Size.Across
}

// overlap says why there is no product where windows overlap.
func overlap(pool cnn.Window) string {
	if overlaps(pool) {
		return "windows that overlap"
	}
	return "windows side by side"
}

// spread is the gradient as mask times copied gradients, if the windows do
// not overlap.
func spread(ex *cnn.Classic) [][]any {
	if overlaps(ex.Pool) {
		return nil
	}
	a, dP := ex.A.Rows(), ex.DP.Rows()
	return [][]any{{
		notebook.Matrix(`\text{mask}`,
			slipped("mask-without-error", a, dP, ex.Pool)),
		`\odot`,
		notebook.Matrix(`\text{copies}`,
			slipped("error-to-whole-window", a, dP, ex.Pool)).
			Of(ex.DP, windowOf(ex.Pool, dP)),
		"=", ex.DA,
	}}
}

// windowOf gives for a cell the window that it lies in; none where no window
// reaches. The windows do not overlap.
func windowOf(w cnn.Window, dP [][]float64) func(cell []int) []int {
	return func(cell []int) []int {
		i, m := cell[0]/w.Stride.Down, cell[0]%w.Stride.Down
		j, n := cell[1]/w.Stride.Across, cell[1]%w.Stride.Across
		if m >= w.Size.Down || n >= w.Size.Across ||
			i >= len(dP) || j >= len(dP[0]) {
			return nil
		}
		return []int{i, j}
	}
}
