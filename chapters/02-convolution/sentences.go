package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// substituted is the sum over the window at a place, with numbers.
func substituted(ex *cnn.Classic, at [2]int) string {
	k := ex.K.Rows()
	var products []notebook.Product
	for m := range k {
		for n := range k[m] {
			products = append(products, notebook.Plus(
				ex.X.RealAt(at[0]+m, at[1]+n), ex.K.RealAt(m, n)))
		}
	}
	return notebook.Worked(ex.Z.RealAt(at[0], at[1]),
		append(products, plus(ex.B.Real(0)))...)
}

// plus adds a number.
func plus(v cnn.Real) notebook.Product {
	if v.Sign() < 0 {
		return notebook.Minus(v.Negated())
	}
	return notebook.Plus(v)
}

// reach says in words how often image cells are used.
func reach(count [][]float64, windows, weights int) string {
	most, cells := 0.0, 0
	for _, row := range count {
		most = max(most, slices.Max(row))
	}
	for _, row := range count {
		for _, n := range row {
			if n == most {
				cells++
			}
		}
	}
	return fmt.Sprintf(`The largest count is %v, at %s.
All counts together are $%d \cdot %d = %d$, since there %s with %s
each.`,
		most, notebook.OfAll(cells, len(count)*len(count[0]), "cell", "cells"),
		windows, weights, windows*weights,
		notebook.Plural(windows, "is 1 window", fmt.Sprintf("are %d windows", windows)),
		notebook.Counted(weights, "cell", "cells"))
}
