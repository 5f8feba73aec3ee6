package marking

import (
	"fmt"
	"testing"

	"backprop/internal/cnn"
)

// cancelled is a map whose gradient, and with it that of the bias, is a sum that
// cancels to a ten-thousandth of its terms.
const cancelled = `{"input": [[1, 1]], "layers": [{"op": "conv", "kernel": [[1]], "bias": [0]}], "upstream": [[1000.1, -1000]]}`

// normed has a bias before batch normalization, whose gradient is 0 as a sum of
// numbers that are not.
const normed = `{
	"batch": [{"input": [1, 2], "target": [1, 0]}, {"input": [3, 1], "target": [0, 1]}, {"input": [0, 1], "target": [1, 0]}],
	"layers": [
		{"op": "dense", "weights": [[0.5, -0.25], [0.25, 1]], "bias": [0, 0]}, {"op": "batchnorm"}, {"op": "tanh"},
		{"op": "dense", "weights": [[1, 0.5], [-0.5, 1]]}, {"op": "softmax"}
	],
	"loss": {"op": "cross_entropy"}}`

// gated has a closed gate beside a number of four millions.
const gated = `{"input": [1, -1], "layers": [
	{"op": "dense", "weights": [[1, 0], [0, 1]]}, {"op": "relu"}, {"op": "dense", "weights": [[4000000, 1]]}
], "loss": {"op": "half_squared_error", "target": [3999999.5]}}`

// TestNothingIsRoundedAtAClosedGate: single precision leaves a 0 as it is that is
// no sum, however large the numbers beside it are.
func TestNothingIsRoundedAtAClosedGate(t *testing.T) {
	for _, test := range []struct {
		place  cnn.Place
		answer string
		want   Verdict
	}{
		{cnn.GradientPlace(1), "[2000000.000000, 0.000000]", Right},
		{cnn.GradientPlace(1), "[2000000.125, 0]", Rounded},
		{cnn.GradientPlace(1), "[2000000.000000, 0.500000]", Wrong},
		{cnn.GradientPlace(1), "[2000000.000000, 1e-04]", Wrong},
		{cnn.ActivationPlace(2), "[1.000000, -0.000001]", Wrong},
		{cnn.ActivationPlace(2), "[1.000000, 1e-7]", Wrong},
		{cnn.ActivationPlace(2), "[1.0000001, 0]", Rounded},
	} {
		have := at(t, marked(t, network(t, gated), fmt.Sprintf("{%q: %s}", test.place, test.answer)), test.place)
		if have.Verdict != test.want {
			t.Errorf("%s of %s: have %s, want %s", test.answer, test.place, have.Verdict, test.want)
		}
	}
}

// TestSinglePrecisionOfASumThatCancels gives what is left in single precision of
// sums that cancel, and beside it what no rounding explains.
func TestSinglePrecisionOfASumThatCancels(t *testing.T) {
	sum := float32(1000.1)
	sum += -1000
	for _, test := range []struct {
		network string
		place   cnn.Place
		answer  string
		want    Verdict
	}{
		{cancelled, cnn.ParameterPlace(0, "bias"), fmt.Sprintf("[%v]", float64(sum)), Rounded},
		{cancelled, cnn.ParameterPlace(0, "bias"), fmt.Sprintf("[%.6f]", sum), Rounded},
		{cancelled, cnn.ParameterPlace(0, "bias"), `"tensor([9.9976e-02])"`, Rounded},
		{cancelled, cnn.ParameterPlace(0, "bias"), "[0.1]", Right},
		{cancelled, cnn.ParameterPlace(0, "bias"), "[0.0990001]", Wrong},
		{cancelled, cnn.ParameterPlace(0, "bias"), "[0.0999]", Wrong}, // short: nothing speaks of a program
		{cancelled, cnn.ParameterPlace(0, "bias"), "[0.09998]", Wrong},
		{cancelled, cnn.ParameterPlace(0, "bias"), "[-0.100000023]", Wrong},
		{normed, cnn.ParameterPlace(0, "bias"), "[1e-10, -1e-10]", Rounded},
		{normed, cnn.ParameterPlace(0, "bias"), `"tensor([ 7.4506e-09, -3.7253e-09])"`, Rounded},
		{normed, cnn.ParameterPlace(0, "bias"), "[0, 0]", Right},
		{normed, cnn.ParameterPlace(0, "bias"), "[1e-5, -1e-5]", Wrong},
		{normed, cnn.ParameterPlace(0, "bias"), "[0.01, 0.0000000]", Wrong},
		{normed, cnn.ParameterPlace(0, "bias"), "[0.0001, -0.0001]", Wrong},
	} {
		have := at(t, marked(t, network(t, test.network), fmt.Sprintf("{%q: %s}", test.place, test.answer)), test.place)
		if have.Verdict != test.want {
			t.Errorf("%s of %s: have %s, want %s", test.answer, test.place, have.Verdict, test.want)
		}
	}
}

// TestRoomOfSinglePrecision bounds how far single precision opens the numbers of
// the book's own networks, deep ones included: not by the worst of all the
// rounding on the way.
func TestRoomOfSinglePrecision(t *testing.T) {
	for seed := range uint64(alteredNetworks) {
		n := shortNetwork(t, seed)
		m, err := newModel(n)
		if err != nil {
			t.Fatal(err)
		}
		marker := marker{model: m}
		for _, s := range m.steps {
			right := m.right(s.place)
			widest := 0.0
			for i, v := range marker.fromSingle(s) {
				if !(v.lo <= right.Data[i] && right.Data[i] <= v.hi) {
					t.Errorf("seed %d, %s: %v does not hold %v", seed, s.place, v, right.Data[i])
				}
				widest = max(widest, v.hi-v.lo)
			}
			if widest > 2e-5*max(1, sizeOf(right.Data)) {
				t.Errorf("seed %d, %s: open by %.3g, and the largest number is %.3g", seed, s.place, widest, sizeOf(right.Data))
			}
		}
	}
}
