package marking

import (
	"fmt"
	"testing"

	"backprop/internal/cnn"
)

// The networks of TestSaturated: next to 1 and to 0 float64 holds few digits of
// p − y, and single precision none.
const (
	certain    = `{"input": [3], "layers": [{"op": "dense", "weights": [[10], [0]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`
	sure       = `{"input": [30], "layers": [{"op": "sigmoid"}], "loss": {"op": "binary_cross_entropy", "target": [1]}}`
	flat       = `{"input": [8], "layers": [{"op": "tanh"}], "upstream": [1]}`
	separated  = `{"input": [30, 3], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": 0}}`
	tinyWeight = `{"input": [1e-5], "layers": [{"op": "dense", "weights": [[1e-6]]}], "upstream": [1e-4]}`
)

// TestSinglePrecisionIsPassedOn: what rounding leaves of a sum that is 0 comes
// through pooling, gates and the convolution.
func TestSinglePrecisionIsPassedOn(t *testing.T) {
	const text = `{"input": [[1, 2], [3, 4]], "layers": [
		{"op": "conv", "kernel": [[0.5]]}, {"op": "relu"}, {"op": "maxpool", "size": 2}, {"op": "flatten"},
		{"op": "dense", "weights": [[0.3], [0.3], [0.3]], "bias": [0.1, 0.2, 0.4]}, {"op": "softmax"}
	], "loss": {"op": "cross_entropy", "target": 0}}`
	for place, answer := range map[cnn.Place]string{
		cnn.GradientPlace(4):            "[-1.4901e-08]",
		cnn.GradientPlace(1):            "[[0, 0], [0, -1.4901e-08]]",
		cnn.GradientPlace(0):            "[[0, 0], [0, -7.4506e-09]]",
		cnn.ParameterPlace(0, "kernel"): "[[-5.9605e-08]]",
	} {
		have := at(t, marked(t, network(t, text), fmt.Sprintf("{%q: %s}", place, answer)), place)
		if have.Verdict != Rounded {
			t.Errorf("%s of %s: have %s, want %s", answer, place, have.Verdict, Rounded)
		}
	}
}

// TestSaturated: small numbers that rounding leaves of large ones are judged by
// what rounding can do, and that gives them no other sign.
func TestSaturated(t *testing.T) {
	weights := cnn.ParameterPlace(0, "weights")
	for _, test := range []struct {
		network string
		place   cnn.Place
		answer  string
		want    Verdict
	}{
		{certain, weights, "[[-2.807e-13], [2.807e-13]]", Right},
		{certain, weights, "[[-2.805e-13], [2.807e-13]]", Right},      // 1 − p of float64
		{certain, weights, "[[0], [2.8072869e-13]]", Rounded},         // p − 1 in single precision
		{certain, weights, "[[-1.788139e-07], [2.807e-13]]", Rounded}, // the same, one unit off
		{certain, weights, "[[2.807e-13], [-2.807e-13]]", Wrong},
		{certain, weights, "[[1e-13], [1e-13]]", Wrong},
		{certain, weights, "[[-3.369e-13], [3.369e-13]]", Wrong}, // a fifth too large
		{certain, cnn.LossPlace, "9.357e-14", Right},
		{certain, cnn.LossPlace, "1.1920929e-07", Rounded},
		{certain, cnn.LossPlace, "-9.357e-14", Wrong},
		{sure, cnn.GradientPlace(0), "[-9.358e-14]", Right},
		{sure, cnn.GradientPlace(0), "[-5.9604645e-08]", Rounded},
		{sure, cnn.GradientPlace(0), "[8e-14]", Wrong},
		{sure, cnn.LossPlace, "-1e-13", Wrong},
		{flat, cnn.GradientPlace(0), "[4.501e-07]", Right},
		{flat, cnn.GradientPlace(0), "[-4.501e-07]", Wrong},
		{separated, cnn.LossPlace, "1.88e-12", Right},
		{separated, cnn.LossPlace, "-9e-12", Wrong},
		{tinyWeight, cnn.GradientPlace(0), "[1e-10]", Right},
		{tinyWeight, cnn.GradientPlace(0), "[-1e-10]", Wrong},
	} {
		have := at(t, marked(t, network(t, test.network), fmt.Sprintf("{%q: %s}", test.place, test.answer)), test.place)
		if have.Verdict != test.want {
			t.Errorf("%s of %s: have %s, want %s", test.answer, test.place, have.Verdict, test.want)
		}
	}
}
