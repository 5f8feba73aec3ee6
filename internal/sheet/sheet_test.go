package sheet

import "testing"

// TestSheetOps: every layer and loss of the format has its words.
func TestSheetOps(t *testing.T) {
	for op, w := range steps {
		if w.title == "" || w.forward == "" || w.there == 0 || w.back == 0 {
			t.Errorf("%s: some words or chapters are missing: %+v", op, w)
		}
	}
	for _, op := range []string{"conv", "conv_transpose", "maxpool", "avgpool", "relu", "leaky_relu", "sigmoid", "tanh", "flatten", "dense", "softmax",
		"cross_entropy", "squared_error", "half_squared_error", "mean_squared_error"} {
		if steps[op].title == "" {
			t.Errorf("no words for %s: add them to steps in steps.go", op)
		}
	}
}
