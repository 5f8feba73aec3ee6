package main

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// living is the cells whose gradient is not 0.
func living(ex *cnn.Classic) [][2]int {
	return cnn.Cells(ex.DZ.Rows(), func(i, j int) bool { return ex.DZ.RealAt(i, j).Sign() != 0 })
}

// scaled is a matrix times a number.
func scaled(by cnn.Real, matrix cnn.Quantity) [][]cnn.Real {
	return cnn.EachCell(matrix.Rows(), func(i, j int) cnn.Real {
		return by.Times(matrix.RealAt(i, j))
	})
}

// copies is the sum of the stamps that the gradient map leaves;
// the result alone where they are many.
func copies(ex *cnn.Classic, live [][2]int) []any {
	if len(live) == 0 || len(live) > 8 {
		return []any{ex.DX}
	}
	var items []any
	for at, c := range live {
		if at > 0 {
			items = append(items, "+")
		}
		items = append(items, placed(ex, c[0], c[1]))
	}
	return append(items, "=", ex.DX)
}

// placed is the stamp that the gradient at (i,j) leaves in the input.
func placed(ex *cnn.Classic, i, j int) notebook.Grid {
	k := ex.K.Shape.Plain()
	stamp := cnn.Block(i, j, k[0], k[1])
	copied := cnn.EachCell(ex.X.Rows(), func(u, v int) (product cnn.Real) {
		if slices.Contains(stamp, [2]int{u, v}) {
			return ex.DZ.RealAt(i, j).Times(ex.K.RealAt(u-i, v-j))
		}
		return product
	})
	name := fmt.Sprintf(`\text{stamp of } \delta_{%d,%d}`, i, j)
	return notebook.Matrix(name, copied).Mark("here", stamp...).
		Through(ex.DX, ex.DZ, i, j)
}

// covered is the cells that a stamp covers, and the others.
func covered(ex *cnn.Classic) (reached, silent [][2]int) {
	x := ex.X.Rows()
	stamped := func(i, j int) bool {
		return slices.ContainsFunc(readers(ex, i, j), func(r reader) bool { return r.gradient.Sign() != 0 })
	}
	return cnn.Cells(x, stamped), cnn.Cells(x, func(i, j int) bool { return !stamped(i, j) })
}

// stamped says how many numbers of the map leave a stamp.
func stamped(live, all int) (string, notebook.Let) {
	if live == 0 {
		return "no stamp", nil
	}
	return "stamps", notebook.Let{
		"numbers": notebook.OfAll(live, all, "number", "numbers") +
			notebook.Plural(live, " is", " are")}
}

// silence says how many cells no stamp covers.
func silence(ex *cnn.Classic) (string, notebook.Let) {
	reached, silent := covered(ex)
	all := len(reached) + len(silent)
	if len(silent) == 0 {
		return "every cell is covered", notebook.Let{
			"cells": notebook.Plural(all, "the only cell",
				fmt.Sprintf("all of the %d cells", all))}
	}
	if len(reached) == 0 {
		return "nothing is covered", notebook.Let{
			"cells": notebook.Plural(all, "the only cell gets 0",
				fmt.Sprintf("all %d cells get 0", all))}
	}
	u, v := silent[0][0], silent[0][1]
	var outputs []string
	for _, r := range readers(ex, u, v) {
		if !r.outside {
			outputs = append(outputs,
				fmt.Sprintf("$Z_{%d,%d}$", r.i, r.j))
		}
	}
	return "some cells are covered", notebook.Let{"u": u, "v": v,
		"outputs": strings.Join(outputs, ", "),
		"reached": notebook.OfAll(len(reached), all, "cell", "cells"),
		"others": notebook.Plural(len(silent), "the other one is",
			fmt.Sprintf("each of the other %d is", len(silent)))}
}

// single is the convolution with a single 1 arriving at the first output.
func single(ex *cnn.Classic) *cnn.Network {
	net := cnn.SingleLayer(ex.Network.Layers[cnn.ConvLayer], ex.X.Tensor,
		cnn.NewTensor(ex.Z.Shape...))
	net.Upstream.Data[0] = 1
	return net
}
