package main

import (
	"testing"

	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// Where another order of the features leaves the first score as it is, nobody is
// asked to mend it: in a map of one row or one column, and beside equal weights.
func TestNothingToMend(t *testing.T) {
	for _, test := range []struct {
		input, weights string
		want           bool
	}{
		{`[[1, 2, 3]]`, `[[10, 20, 300], [1, 0, 1]]`, false},
		{`[[1], [2], [3]]`, `[[10, 20, 300], [1, 0, 1]]`, false},
		{`[[1, 2], [3, 4]]`, `[[10, 20, 20, 300], [1, 0, 1, 2]]`, false},
		{`[[1, 2], [3, 4]]`, `[[10, 20, 25, 300], [1, 0, 1, 2]]`, true},
	} {
		notebooktest.SaysOf(t, source, run, `{"input": `+test.input+`, "layers": [{"op": "conv", "kernel": [[1]]}, {"op": "relu"}, {"op": "maxpool", "size": 1},
			{"op": "flatten"}, {"op": "dense", "weights": `+test.weights+`}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": 0}}`,
			map[string]bool{"What is s[0] then?": test.want})
	}
}
