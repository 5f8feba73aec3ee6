package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// gated is what a rule makes of the gradient d at a cell z, of which ReLU has
// made a.
func gated(rule string, z float64, a, d cnn.Real) cnn.Real {
	open := z > 0
	switch rule {
	case "gate-forgotten":
		open = true
	case "gate-on-gradient":
		open = d.Sign() > 0
	case "gate-both":
		open = open && d.Sign() > 0
	case "gate-as-value":
		return d.Times(a)
	case "gate-open-at-zero":
		open = z >= 0
	}
	if open {
		return d
	}
	return cnn.Real{}
}

// each applies a rule to all elements of a vector.
func each(rule string, z, d []float64) []float64 {
	passed := make([]float64, len(z))
	for k := range z {
		passed[k] = gated(rule, z[k], cnn.Written(max(0, z[k])),
			cnn.Written(d[k])).Float()
	}
	return passed
}

// at is what a rule makes of the gradient at a cell of the network.
func at(ex *cnn.Classic, rule string, i, j int) cnn.Real {
	return gated(rule, ex.Z.At(i, j), ex.A.RealAt(i, j),
		ex.DA.RealAt(i, j))
}

// wrong is the whole map by a wrong rule, with the wrong cells marked.
func wrong(rule string, ex *cnn.Classic) []any {
	dZ := cnn.EachCell(ex.DZ.Rows(), func(i, j int) cnn.Real { return at(ex, rule, i, j) })
	cells := cnn.Cells(dZ, func(i, j int) bool {
		return dZ[i][j].Minus(ex.DZ.RealAt(i, j)).Sign() != 0
	})
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
			row = append(row, at(ex, rule, i, j))
		}
		rows = append(rows, row)
	}
	return rows
}
