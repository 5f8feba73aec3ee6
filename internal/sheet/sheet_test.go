package sheet

import (
	"testing"

	"backprop/internal/cnn"
)

// TestSheetOps: every layer and loss of the format has its words.
func TestSheetOps(t *testing.T) {
	for op, w := range steps {
		if w.title == "" || w.forward == "" || w.there == 0 || w.back == 0 {
			t.Errorf("%s: some words or chapters are missing: %+v", op, w)
		}
	}
	var ops []string
	for _, kind := range cnn.Kinds() {
		ops = append(ops, kind.Layer.Op())
	}
	for _, kind := range cnn.LossKinds() {
		ops = append(ops, string(kind.Op))
	}
	for _, op := range ops {
		if steps[op].title == "" {
			t.Errorf("no words for %s: add them to steps in steps.go", op)
		}
	}
}
