package main

import (
	"fmt"

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
		"closed": closed,
		"become": notebook.Plural(closed, "becomes", "become")}
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
func deadWindows(ex *cnn.Classic) (string, notebook.Let) {
	dead, windows := ex.DeadWindows(), len(ex.P.Data)
	if len(dead) == 0 {
		return "no dead window", notebook.Let{
			"windows": notebook.Plural(windows, "the only window has",
				fmt.Sprintf("each of the %d windows has", windows))}
	}
	width, size := ex.P.Shape[2], ex.Pool.Size
	at := ex.Pool.Cells(dead[0]/width, dead[0]%width)[0]
	return "dead windows", notebook.Let{
		"windows":   notebook.OfAll(len(dead), windows, "window", "windows"),
		"It covers": notebook.Plural(len(dead), "It covers", "The first covers"),
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
