package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// counted says how many cells passed.
func counted(open, closed int) (string, notebook.Let) {
	switch {
	case closed == 0:
		return "all pass", nil
	case open == 0:
		return "none passes", nil
	}
	return "some pass", notebook.Let{"all": open + closed,
		"open": open, "are": notebook.Plural(open, "is", "are"),
		"pass":   notebook.Plural(open, "passes", "pass"),
		"closed": closed}
}

// zeros says whether a cell is exactly 0.
func zeros(z [][]float64) (string, notebook.Let) {
	n := equal(z, 0)
	if n == 0 {
		return "no zero", nil
	}
	return "zeros", notebook.Let{
		"cells are": notebook.Counted(n, "cell is", "cells are")}
}

// deadWindows says which pooling windows have no open cell.
func deadWindows(z [][]float64, pool cnn.Window) (string, notebook.Let) {
	dead, windows := 0, 0
	size, stride := pool.Size, pool.Stride
	var at [2]int
	for i := 0; i+size.Down <= len(z); i += stride.Down {
		for j := 0; j+size.Across <= len(z[0]); j += stride.Across {
			windows++
			if largest(z, i, j, size) <= 0 {
				if dead == 0 {
					at = [2]int{i, j}
				}
				dead++
			}
		}
	}
	if dead == 0 {
		return "no dead window", notebook.Let{
			"windows": notebook.Plural(windows, "the only window has",
				fmt.Sprintf("each of the %d windows has", windows))}
	}
	return "dead windows", notebook.Let{
		"windows":   notebook.OfAll(dead, windows, "window", "windows"),
		"It covers": notebook.Plural(dead, "It covers", "The first covers"),
		"rows":      span("row", at[0], size.Down),
		"columns":   span("column", at[1], size.Across)}
}

// span names rows or columns that follow each other.
func span(what string, from, count int) string {
	if count == 1 {
		return fmt.Sprintf("%s %d", what, from)
	}
	return fmt.Sprintf("%ss %d to %d", what, from, from+count-1)
}

// largest is the largest cell of a window.
func largest(z [][]float64, i, j int, size cnn.Steps) float64 {
	most := z[i][j]
	for m := range size.Down {
		most = max(most, slices.Max(z[i+m][j:j+size.Across]))
	}
	return most
}
