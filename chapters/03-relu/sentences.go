package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// counted says in words how many cells passed.
func counted(open, closed int) string {
	switch {
	case closed == 0:
		return "Every cell is above 0, so ReLU changes nothing here."
	case open == 0:
		return `No cell is above 0, so nothing passes, and no gradient
will come back through this map.`
	}
	return fmt.Sprintf(`Of %d cells, %d %s above 0 and %s, and the other
%d became 0.`,
		open+closed, open, notebook.Plural(open, "is", "are"),
		notebook.Plural(open, "passes", "pass"), closed)
}

// zeros says in words whether a cell is exactly 0.
func zeros(z [][]float64) string {
	n := equal(z, 0)
	if n == 0 {
		return `In this $Z$ no cell is exactly 0, so the convention
decides nothing here.`
	}
	return fmt.Sprintf("In this $Z$ %d %s exactly 0.", n,
		notebook.Plural(n, "cell is", "cells are"))
}

// deadWindows says in words which pooling windows have no open cell.
func deadWindows(z [][]float64, pool cnn.Window) string {
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
		return fmt.Sprintf(`Here this does not happen, because %s
an open cell. Where it does, the window gives 0 and is called dead.`,
			notebook.Plural(windows, "the only window has",
				fmt.Sprintf("each of the %d windows has", windows)))
	}
	return fmt.Sprintf(`Here it happens in %s. %s %s
and %s. ReLU has closed every cell there, so the window can only give 0
and is called **dead**. A gradient that is sent into it will meet a
closed gate and end, which is why this is the place where a forgotten
gate shows ([chapter 11](11-max-pooling-backward) and [chapter
12](12-relu-backward)).`,
		notebook.OfAll(dead, windows, "window", "windows"), notebook.Plural(dead, "It covers",
			"The first covers"),
		span("row", at[0], size.Down),
		span("column", at[1], size.Across))
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

// levelSaid says what becomes of the cells that get to exactly 0.
func levelSaid(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(`%d %s to exactly 0, where the gate stays
closed.`, n, notebook.Plural(n, "cell gets", "cells get"))
}
