package main

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/notebook"
)

// substituted is the sum over the window at a place, with numbers.
func substituted(x, k [][]float64, at [2]int) string {
	var terms []string
	for m := range k {
		for n := range k[m] {
			terms = append(terms, notebook.Factor(x[at[0]+m][at[1]+n])+
				"·"+notebook.Factor(k[m][n]))
		}
	}
	return strings.Join(terms, " + ")
}

// plus is a number with the sign that adds it.
func plus(v float64) string {
	if v < 0 {
		return "− " + notebook.Num(-v)
	}
	return "+ " + notebook.Num(v)
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
	return fmt.Sprintf(`The largest count is %v, at %d of the %d cells.
All counts together are $%d \cdot %d = %d$, since there are %[4]d
windows with %[5]d cells each.`,
		most, cells, len(count)*len(count[0]),
		windows, weights, windows*weights)
}
