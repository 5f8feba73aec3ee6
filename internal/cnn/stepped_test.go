package cnn_test

import (
	"math"
	"testing"

	"backprop/internal/cnn"
)

// onePixel is a classic network of one pixel and two classes: with a score of 0 in
// both, its loss is ln 2 and its gradient by the first bias −½.
func onePixel(rate float64) *cnn.Network {
	one := cnn.Steps{Down: 1, Across: 1}
	return &cnn.Network{Input: &cnn.Tensor{Shape: cnn.Shape{1, 1, 1}, Data: []float64{1}}, LearningRate: rate,
		Layers: []cnn.Layer{
			cnn.Conv{Kernel: &cnn.Tensor{Shape: cnn.Shape{1, 1, 1, 1}, Data: []float64{1}}, Bias: cnn.Vector(0), Stride: one},
			cnn.ReLU{}, cnn.MaxPool{Window: cnn.Window{Size: one, Stride: one}}, cnn.Flatten{Order: cnn.CHW},
			cnn.Dense{Weights: &cnn.Tensor{Shape: cnn.Shape{2, 1}, Data: []float64{1, 1}}, Bias: cnn.Vector(-1, -1)}, cnn.Softmax{},
		},
		Loss: &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.Vector(1, 0)}}
}

// TestSmallSteps: what a step or a move of 10⁻³⁰ does to a weight of 1 and to the
// loss is known, although float64 has the same numbers before and after.
func TestSmallSteps(t *testing.T) {
	c, err := cnn.AsClassic(onePixel(1e-30))
	if err != nil {
		t.Fatal(err)
	}
	after, err := c.Stepped()
	if err != nil {
		t.Fatal(err)
	}
	moved, err := c.Moved(c.DC.Place, []int{0}, cnn.Written(1e-30))
	if err != nil {
		t.Fatal(err)
	}
	one := cnn.Written(1)
	for _, test := range []struct {
		name string
		have cnn.Real
		want float64 // worked out by hand
	}{
		{"a weight after the step", after.W.Real(0).Minus(one), 5e-31}, // 1 + 10⁻³⁰·½·1
		{"a bias after the step", after.C.Real(0).Plus(one), 5e-31},    // −1 + 10⁻³⁰·½
		{"the other", after.C.Real(1).Plus(one), -5e-31},
		{"the loss after it", after.L.Real(0).Minus(c.L.Real(0)), -1e-30}, // −10⁻³⁰·4·¼
		{"the bias that is moved", moved.C.Real(0).Plus(one), 1e-30},
		{"what that does to the loss", moved.L.Real(0).Minus(c.L.Real(0)), -5e-31}, // 10⁻³⁰·(−½)
	} {
		if have := test.have.Float(); math.Abs(have-test.want) > 1e-12*math.Abs(test.want) {
			t.Errorf("%s: have %v, want %v", test.name, have, test.want)
		}
	}
	if c.L.Data[0] != after.L.Data[0] || c.C.Data[0] != moved.C.Data[0] {
		t.Error("float64 tells the numbers apart, so that this test shows nothing")
	}
}
