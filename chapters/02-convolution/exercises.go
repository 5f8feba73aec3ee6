package main

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// raise asks which outputs change when one image cell is raised by 1.
func raise(nb *notebook.Notebook, ex *cnn.Classic, u, v int) {
	k, z := ex.K.Rows(), ex.Z.Rows()
	var changes []string
	var sum cnn.Real
	for m := range k {
		for n := range k[m] {
			i, j := u-m, v-n
			if i < 0 || j < 0 || i >= len(z) || j >= len(z[0]) {
				continue
			}
			changes = append(changes, fmt.Sprintf("$Z_{%d,%d}$ by %s",
				i, j, notebook.Num(k[m][n])))
			sum = sum.Plus(ex.K.RealAt(m, n))
		}
	}
	what := "the sum of some weights"
	if len(changes) == len(ex.K.Data) {
		what = "the sum of all weights"
	}
	nb.Ask("a cell raised", notebook.Let{"u": u, "v": v,
		"elements": len(changes), "sum": sum,
		"changes":    strings.Join(changes, ", "),
		"what it is": nb.Phrase(what, nil)})
}
