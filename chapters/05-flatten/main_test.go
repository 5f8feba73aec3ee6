package main

import (
	"testing"

	"backprop/internal/cnn"
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

// A class leads only where no other has the same score.
func TestLeaders(t *testing.T) {
	tie, first, second := []cnn.Real{cnn.Written(1), cnn.Written(1)}, []cnn.Real{cnn.Written(2), cnn.Written(1)}, []cnn.Real{cnn.Written(1), cnn.Written(2)}
	for _, test := range []struct {
		right, wrong []cnn.Real
		want         string
	}{
		{first, first, "the same leads"}, {first, second, "another leads"}, {tie, second, "one leads now"},
		{first, tie, "none leads now"}, {tie, tie, "none leads"},
	} {
		if have, _ := leaders(1, test.right, test.wrong); have != test.want {
			t.Errorf("have %q, want %q", have, test.want)
		}
	}
	if have, _ := leaders(0, tie, tie); have != "not shown" {
		t.Errorf("have %q, want %q", have, "not shown")
	}
}
