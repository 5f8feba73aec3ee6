package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// gated is what a rule makes of the gradient d at a cell z.
func gated(rule string, z, d float64) float64 {
	open := z > 0
	switch rule {
	case "gate-forgotten":
		open = true
	case "gate-on-gradient":
		open = d > 0
	case "gate-both":
		open = z > 0 && d > 0
	case "gate-as-value":
		return d * max(0, z)
	case "gate-open-at-zero":
		open = z >= 0
	}
	if open {
		return d
	}
	return 0
}

// each applies a rule to all elements of a vector.
func each(rule string, z, d []float64) []float64 {
	passed := make([]float64, len(z))
	for k := range z {
		passed[k] = gated(rule, z[k], d[k])
	}
	return passed
}

// wrong is the whole map by a wrong rule, with the wrong cells marked.
func wrong(rule string, ex *cnn.Classic) []any {
	dZ := ex.DZ.Rows()
	var cells [][2]int
	for i := range dZ {
		for j, right := range dZ[i] {
			dZ[i][j] = gated(rule, ex.Z.At(i, j), ex.DA.At(i, j))
			if dZ[i][j] != right {
				cells = append(cells, [2]int{i, j})
			}
		}
	}
	return []any{notebook.Matrix(`\partial L/\partial Z`, dZ).
		Mark("wrong", cells...)}
}

// byRule is the table of the rules.
func byRule(ex *cnn.Classic, passed, stopped [][2]int) [][]any {
	var rows [][]any
	for _, c := range slices.Concat(passed, stopped) {
		i, j := c[0], c[1]
		row := []any{fmt.Sprintf("(%d,%d)", i, j)}
		for _, rule := range []string{"right", "gate-forgotten",
			"gate-on-gradient", "gate-both", "gate-as-value"} {
			row = append(row,
				gated(rule, ex.Z.At(i, j), ex.DA.At(i, j)))
		}
		rows = append(rows, row)
	}
	return rows
}
