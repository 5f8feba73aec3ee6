package main

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// raise asks what changes if the largest cell that lost were larger, of those
// that some window reads.
func raise(nb *notebook.Notebook, ex *cnn.Classic,
	won, lost [][2]int) {
	a := ex.A.Rows()
	unread := func(c [2]int) bool { return !isRead(ex, c) }
	for _, c := range largest(a,
		slices.DeleteFunc(slices.Clone(lost), unread)) {
		top := largest(a, slices.Concat(won, lost))[0]
		after := ex.A.RealAt(top[0], top[1]).Plus(cnn.Written(1))
		a[c[0]][c[1]] = after.Float()
		nb.Ask("the loser raised", notebook.Let{
			"u": c[0], "v": c[1],
			"name":   notebook.TeX(ex.DA.Sign, c[0], c[1]),
			"before": notebook.At(ex.A, c[0], c[1]), "after": after,
			"dA":  arriving(ex, c, 1), // it wins all that read it
			"old": notebook.At(ex.DA, c[0], c[1]),
			"mistakes": marking.Mistaken(cnn.SingleLayer(
				cnn.MaxPool{Window: ex.Pool}, cnn.Map(a),
				ex.DP.Tensor), cnn.GradientPlace(0), c[0], c[1]),
		})
	}
}

// mistaken is what mistakes give at a cell of the untidy matrix.
func mistaken(layer cnn.Layer, dP [][]float64,
	u, v int) []notebook.Wrong {
	return marking.Mistaken(cnn.SingleLayer(layer, cnn.Map(untidy),
		cnn.Map(dP)), cnn.GradientPlace(0), u, v)
}
