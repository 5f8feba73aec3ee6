package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// forwardGlance shows the forward pass, one row for each step.
func forwardGlance(nb *notebook.Notebook, ex *cnn.Classic) {
	won := ex.Pass.Winners(cnn.MaxPoolLayer)
	nb.Row(ex.X, `\star`, ex.K, "+", ex.B, "=", ex.Z)
	nb.Row(`\ReLU`, ex.Z, "=", ex.A)
	nb.Row(`\maxpool`, notebook.Show(ex.A).Mark("winner", won...),
		"=", ex.P)
	nb.Row(`\flatten`, ex.P, "=", ex.F)
	nb.Row(ex.W, `\cdot`, ex.F, "+", ex.C, "=", ex.S)
	nb.Row(`\softmax`, ex.S, "=", ex.Prob)
	nb.Row(ex.Prob, `\text{and}`, ex.Y, `\to`, ex.L)
}

// glance shows a step of the forward pass and what the backward pass makes of
// it.
func glance(nb *notebook.Notebook, ex *cnn.Classic, step string) {
	won := ex.Pass.Winners(cnn.MaxPoolLayer)
	switch step {
	case "subtract":
		nb.Row(bare(ex.S), `\to`, bare(ex.Prob))
		nb.Row(bare(ex.DS), `\leftarrow`, bare(ex.Prob), "-", bare(ex.Y))
	case "transpose":
		nb.Row(bare(ex.F), `\to`, bare(ex.S))
		nb.Row(bare(ex.DF), `\leftarrow`,
			notebook.Transposed(ex.W), `\cdot`, bare(ex.DS))
	case "put back":
		nb.Row(bare(ex.P), `\to`, bare(ex.F))
		nb.Row(bare(ex.DP), `\leftarrow`, bare(ex.DF))
	case "send to the winner":
		nb.Row(bare(ex.A).Mark("winner", won...), `\to`, bare(ex.P))
		nb.Row(bare(ex.DA).Mark("winner", won...), `\leftarrow`,
			bare(ex.DP))
	case "gate":
		nb.Row(bare(ex.Z), `\odot`, gate(ex.Z), `\to`, bare(ex.A))
		nb.Row(bare(ex.DZ), `\leftarrow`, bare(ex.DA))
	case "correlate":
		nb.Row(bare(ex.X), `\star`, bare(ex.K), `\to`, bare(ex.Z))
		nb.Row(bare(ex.X), `\star`, bare(ex.DZ), "=", bare(ex.DK))
	case "stamp":
		nb.Row(bare(ex.DX), `\leftarrow`, bare(ex.DZ))
	}
}

// gate is 1 where a cell is above 0, and 0 elsewhere.
func gate(z cnn.Quantity) notebook.Grid {
	rows := z.Rows()
	open := cnn.EachCell(rows, func(i, j int) float64 {
		if rows[i][j] > 0 {
			return 1
		}
		return 0
	})
	return notebook.Matrix("[Z > 0]", open).
		Of(z, func(cell []int) []int { return cell })
}

// bare shows a quantity without the sums behind its elements, for a glance.
func bare(q cnn.Quantity) notebook.Grid {
	grid := notebook.Show(q)
	grid.Derivations = nil
	return grid
}
