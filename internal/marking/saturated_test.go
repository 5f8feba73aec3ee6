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

// TestSinglePrecisionOfSaturated has what NumPy prints from float32 where a curve
// or a softmax is nearly flat: hardly a digit of p − y or of 1 − a² is left, and
// none of the gradients behind has more.
func TestSinglePrecisionOfSaturated(t *testing.T) {
	const (
		curved = `{"input": [1.29, 1.33, -1.03], "layers": [{"op": "dense", "weights": [[-1.65, 0.17, 0.11], [-1.23, -0.68, -0.07]]}, {"op": "tanh"},
			{"op": "dense", "weights": [[-7.6, -0.8], [0.8, 0.3], [-4.1, 4.7]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": 0}}`
		steep = `{"input": [-0.12, 0.25, 2.51], "layers": [{"op": "dense", "weights": [[-0.1, 0.53, -0.98], [-0.19, -0.45, 0.7]]}, {"op": "tanh"},
			{"op": "dense", "weights": [[-14.8, -12.5], [8.6, 26.8]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": 1}}`
		scores = `{"input": [0.34, -1.35, 2.75], "layers": [{"op": "dense", "weights": [[1.83, -0.14, 0.59], [-0.68, 1.84, 1.0], [-0.76, 1.32, 0.44]]}, {"op": "sigmoid"},
			{"op": "dense", "weights": [[3.9, 3.5, -4.8], [-3.7, 5.6, 0.2], [-7.0, 16.8, -1.1], [-3.9, -5.0, 6.1]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": 0}}`
	)
	for _, test := range []struct {
		network string
		place   cnn.Place
		answer  string
		want    Verdict
	}{
		{curved, cnn.GradientPlace(1), "[9.518636e-05, 2.9577515e-05]", Rounded},
		{curved, cnn.GradientPlace(1), "[9.518636e-05, -2.9577515e-05]", Wrong},
		{curved, cnn.ParameterPlace(0, "weights"), "[[0.0001227904, 0.00012659786, -9.804195e-05], [3.8154994e-05, 3.9338098e-05, -3.046484e-05]]", Rounded},
		{steep, cnn.ParameterPlace(2, "weights"), "[[-1.1598079e-06, 1.101271e-06], [1.169074e-06, -1.1100694e-06]]", Rounded},
		{steep, cnn.ParameterPlace(2, "weights"), "[[-1.1598079e-06, 1.101271e-06], [1.669074e-06, -1.5850694e-06]]", Wrong},
		{scores, cnn.GradientPlace(3), "[-0.11592251, 0.010842453, 0.10483386, 0.00024620106]", Rounded},
	} {
		have := at(t, marked(t, network(t, test.network), fmt.Sprintf("{%q: %s}", test.place, test.answer)), test.place)
		if have.Verdict != test.want {
			t.Errorf("%s of %s: have %s, want %s", test.answer, test.place, have.Verdict, test.want)
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
