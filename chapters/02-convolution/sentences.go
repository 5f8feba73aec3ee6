package main

import (
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

// reach is how often image cells are used.
func reach(count [][]float64, windows, weights int) notebook.Let {
	most := slices.Max(slices.Concat(count...))
	cells := cnn.Cells(count, func(i, j int) bool { return count[i][j] == most })
	return notebook.Let{"most": most, "windows": windows,
		"cells": notebook.OfAll(len(cells), len(count)*len(count[0]),
			"cell", "cells"),
		"weights": weights, "together": windows * weights,
		"are the windows": notebook.Plural(windows, "is ", "are ") +
			notebook.Counted(windows, "window", "windows"),
		"weights each": notebook.Counted(weights, "cell", "cells")}
}
