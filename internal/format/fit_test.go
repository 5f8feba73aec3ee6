package format

import (
	"errors"
	"slices"
	"testing"

	"backprop/internal/cnn"
)

// TestFit reads networks whose file leaves out what the shape of an input says:
// gamma and beta of batchnorm, and axes of length 1 of a dropout's mask.
func TestFit(t *testing.T) {
	for _, test := range []struct {
		name, text string
		layer      int // of the batchnorm
		gamma      []float64
		beta       []float64
	}{
		{"a batch with a loss", `{"batch": [{"input": [1, 2], "target": [0, 1]}, {"input": [-1, 0.5], "target": [1, 0]}],
			"layers": [{"op": "batchnorm"}, {"op": "softmax"}], "loss": {"op": "cross_entropy"}}`, 0, []float64{1, 1}, []float64{0, 0}},
		{"a batch without one", `{"batch": [{"input": [1, 2]}, {"input": [-1, 0.5]}],
			"layers": [{"op": "batchnorm"}], "upstream": [[1, 2], [3, 4]]}`, 0, []float64{1, 1}, []float64{0, 0}},
		{"gamma only", `{"batch": [{"input": [1, 2], "target": [0, 1]}, {"input": [-1, 0.5], "target": [1, 0]}],
			"layers": [{"op": "batchnorm", "gamma": [2, 3]}], "loss": {"op": "squared_error"}}`, 0, []float64{2, 3}, []float64{0, 0}},
		{"one example", `{"input": [[[1, 2]], [[3, 5]]], "layers": [{"op": "batchnorm", "beta": [4, 5]}],
			"loss": {"op": "squared_error", "target": [[[0, 0]], [[0, 0]]]}}`, 0, []float64{1, 1}, []float64{4, 5}},
		{"after another number of channels", `{"batch": [{"input": [[1, 2], [3, 4]]}, {"input": [[0, 1], [1, 0]]}],
			"layers": [{"op": "conv", "kernel": [[[[1]]], [[[2]]], [[[3]]]]}, {"op": "batchnorm"}, {"op": "flatten"}]}`, 1, []float64{1, 1, 1}, []float64{0, 0, 0}},
		{"after a dropout of one map each", `{"batch": [{"input": [[1, 2]], "target": [0, 0]}, {"input": [[3, 4]], "target": [0, 0]}],
			"layers": [{"op": "dropout", "mask": [[[1, 0]], [[1, 1]]], "rate": 0.5}, {"op": "flatten"}, {"op": "batchnorm"}],
			"loss": {"op": "squared_error"}}`, 2, []float64{1, 1}, []float64{0, 0}},
		{"before a dropout", `{"batch": [{"input": [1, 2], "target": [0, 1]}, {"input": [-1, 0.5], "target": [1, 0]}],
			"layers": [{"op": "batchnorm"}, {"op": "dropout", "mask": [[1, 0], [1, 1]], "rate": 0.5}], "loss": {"op": "squared_error"}}`, 0, []float64{1, 1}, []float64{0, 0}},
	} {
		n, err := ParseNetwork(test.name, []byte(test.text))
		if err != nil {
			t.Error(err)
			continue
		}
		b := n.Layers[test.layer].(cnn.BatchNorm)
		if !slices.Equal(b.Gamma.Data, test.gamma) || !slices.Equal(b.Beta.Data, test.beta) {
			t.Errorf("%s: have gamma %v and beta %v, want %v and %v", test.name, b.Gamma.Data, b.Beta.Data, test.gamma, test.beta)
		}
		if _, err := cnn.Run(n); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// TestFitNothing reads networks in which a layer before a batchnorm that leaves
// out gamma and beta does not fit: the error is that layer's.
func TestFitNothing(t *testing.T) {
	for _, text := range []string{
		`{"batch": [{"input": [1, 2], "target": [0]}, {"input": [3, 4], "target": [1]}], "layers": [{"op": "dense", "weights": [[1, 2, 3]]}, {"op": "batchnorm"}], "loss": {"op": "squared_error"}}`,
		`{"input": [1, 2], "layers": [{"op": "dense", "weights": [[1, 2, 3]]}, {"op": "batchnorm"}]}`,
		`{"input": [1, 2], "layers": [{"op": "dropout", "mask": [1], "rate": 0.5}, {"op": "batchnorm"}]}`,
	} {
		_, err := ParseNetwork("network", []byte(text))
		var at *cnn.LayerError
		if !errors.As(err, &at) || at.Layer != 0 {
			t.Errorf("%s: have %v, want an error of layer 0", text, err)
		}
	}
}
