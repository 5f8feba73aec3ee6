package format

import (
	"math"
	"testing"

	"backprop/internal/cnn"
)

// TestHalfUnits holds which given numbers may be rounded prints, and by how
// much.
func TestHalfUnits(t *testing.T) {
	for _, test := range []struct {
		text string
		want float64
	}{
		{"2", 0}, {"0.238", 0}, {"-0.2380", 5e-5}, {"1.00001", 5e-6}, {"1.2346e-05", 5e-10}, {"1.234e-05", 0},
		{"1.2346E+2", 5e-3}, {"0.0000e400", 0}, {"0.12345678901234567", 0}, {"1e-4", 0}, {"0.0001", 5e-5},
	} {
		n, err := ParseNetwork("net.json", []byte(`{"input": [1, `+test.text+`], "layers": [{"op": "relu"}]}`))
		if err != nil {
			t.Fatal(err)
		}
		halves := n.HalfUnits[n.Input]
		if test.want == 0 && halves == nil {
			continue
		}
		if len(halves) != 2 || halves[0] != 0 || math.Abs(halves[1]-test.want) > 1e-9*test.want {
			t.Errorf("%s: have %v, want 0 and %v", test.text, halves, test.want)
		}
	}
}

// TestHalfUnitsOfEachTensor holds that each array of a file is asked alone.
func TestHalfUnitsOfEachTensor(t *testing.T) {
	n, err := ParseNetwork("net.json", []byte(`{"input": [[1, 2]], "layers": [{"op": "conv", "kernel": [[0.1234]], "bias": [0.5]},
		{"op": "flatten"}, {"op": "dense", "weights": [[0.5, 0.25]], "bias": [0.1234]}], "upstream": [0.12345]}`))
	if err != nil {
		t.Fatal(err)
	}
	conv, dense := n.Layers[0].(cnn.Conv), n.Layers[2].(cnn.Dense)
	for _, test := range []struct {
		name   string
		tensor *cnn.Tensor
		want   bool
	}{
		{"input", n.Input, false}, {"kernel", conv.Kernel, true}, {"its bias", conv.Bias, false},
		{"weights", dense.Weights, false}, {"their bias", dense.Bias, true}, {"upstream", n.Upstream, true}, {"another", cnn.NewTensor(1), false},
	} {
		if have := n.HalfUnits[test.tensor] != nil; have != test.want {
			t.Errorf("%s: rounded %v, want %v", test.name, have, test.want)
		}
	}
}
