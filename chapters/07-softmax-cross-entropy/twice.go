package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// softmaxTwice is the mistake of a network that ends in a softmax, before a
// loss that has one of its own.
func softmaxTwice(ex *cnn.Classic,
	softmax func([]float64, float64) []float64) (
	section string, let notebook.Let, right, wrong []any) {
	p := ex.Prob.Values()
	sure := make([]float64, len(p))
	sure[0] = 1
	return "twice", notebook.Let{"most": softmax(sure, 0)[0],
			"classes": notebook.Counted(len(p), "class", "classes")},
		[]any{ex.Prob},
		[]any{notebook.Vector(`\softmax(p)`, softmax(p, 0))}
}
