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

// What the worked example has is in chapters of its own, average pooling in the
// one about other kinds, and all else in the one about any network.
func TestSheetChapters(t *testing.T) {
	own := map[string][2]int{
		"conv": {2, 14}, "relu": {3, 12}, "maxpool": {4, 11}, "flatten": {5, 10}, "dense": {6, 9},
		"softmax": {7, 8}, "cross_entropy": {7, 8}, "avgpool": {17, 17},
	}
	for op, w := range steps {
		want, ok := own[op]
		if !ok {
			want = [2]int{18, 18}
		}
		if have := [2]int{w.there, w.back}; have != want {
			t.Errorf("%s: have the chapters %v, want %v", op, have, want)
		}
	}
}
