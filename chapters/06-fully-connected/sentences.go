package main

import (
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// aboutZeros says which features are 0 and what follows from it.
func aboutZeros(nb *notebook.Notebook, silent []int, ex *cnn.Classic) {
	let := notebook.Let{"features are": notebook.PartOf(len(silent),
		len(ex.F.Data), "feature is", "features are")}
	switch len(silent) {
	case 0:
		nb.Say("no feature is 0", let)
		return
	case 1:
		let["j"], let["weights"] = silent[0], weights(ex, silent[0])
		nb.Say("a single feature is 0", let)
		return
	}
	var columns []string
	for _, j := range silent {
		columns = append(columns, nb.Phrase("one feature is 0",
			notebook.Let{"j": j, "weights": weights(ex, j)}))
	}
	let["columns"] = strings.Join(columns, "; ")
	nb.Say("features are 0", let)
}

// weights is the column of W that reads a feature.
func weights(ex *cnn.Classic, j int) string {
	return notebook.List(cnn.Transposed(ex.W.Rows())[j])
}

// passes says whether the wrong product has the right shape here.
func passes(classes, features int) (string, notebook.Let) {
	if classes == features {
		return "it passes", nil
	}
	return "it does not pass", notebook.Let{
		"classes": classes, "features": features}
}
