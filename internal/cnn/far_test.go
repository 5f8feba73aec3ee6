package cnn_test

import (
	"math"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// far is a network of nothing but a softmax and cross entropy.
func far(target []float64, scores ...float64) *cnn.Network {
	return &cnn.Network{Input: cnn.Vector(scores...), Layers: []cnn.Layer{cnn.Softmax{}}, LearningRate: 0.1,
		Loss: &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.Vector(target...)}}
}

// TestScoresFarApart: the loss and p − y are right and finite however far the
// scores are apart: ln Σ e^s − s_t, as PyTorch's F.cross_entropy has it.
func TestScoresFarApart(t *testing.T) {
	for _, test := range []struct {
		n     *cnn.Network
		loss  float64
		score []float64 // ∂L/∂ the scores
	}{
		{far([]float64{0, 1}, 1000, -1000), 2000, []float64{1, -1}},
		{far([]float64{0, 1, 0}, 1000, 0, 0), 1000, []float64{1, -1, 0}},
		{far([]float64{1, 0}, 1000, -1000), 0, []float64{0, 0}},
		{far([]float64{0.25, 0.75}, 800, 0), 600, []float64{0.75, -0.75}},
		{far([]float64{0, 0, 1}, 1e12, 1e12, 0), 1e12, []float64{0.5, 0.5, -1}},
		{far([]float64{0, 1}, 1e300, -1e300), 2e300, []float64{1, -1}},
		{far([]float64{0, 1}, 709.5, 0), 709.5, []float64{1, -1}},
		{far([]float64{1}, -5), 0, []float64{0}},
		{far([]float64{1, 0}, 40, 0), 4.248354255291589e-18, []float64{-4.248354255291589e-18, 4.248354255291589e-18}},
	} {
		p, err := cnn.Run(test.n)
		if err != nil {
			t.Errorf("scores %v: %v", test.n.Input.Data, err)
			continue
		}
		near := func(what string, have, want float64) {
			if !(math.Abs(have-want) <= 1e-12*math.Abs(want)) {
				t.Errorf("scores %v, %s: have %v, want %v", test.n.Input.Data, what, have, want)
			}
		}
		near("loss", p.Loss, test.loss)
		for i, want := range test.score {
			near("∂L/∂s", p.Gradients[0].Data[i], want)
		}
		for i := range test.score {
			d, err := p.Derive(cnn.GradientPlace(0), i)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for _, term := range d.Terms {
				sum += term.Value
			}
			if math.Abs(sum-d.Value) > 1e-12 {
				t.Errorf("scores %v: the terms of ∂L/∂s[%d] sum to %v, not to %v", test.n.Input.Data, i, sum, d.Value)
			}
		}
	}
}

// TestValuesBeyondFloat: what float64 cannot hold is null, and nothing else.
func TestValuesBeyondFloat(t *testing.T) {
	p, err := cnn.Run(far([]float64{0, 0.5, 0.5}, 1000, 1000, -1000))
	if err != nil {
		t.Fatal(err)
	}
	text, err := format.MarshalValues(p.Values())
	if err != nil {
		t.Fatal(err)
	}
	if want := "\"gradients\": [\n[0.5, 0, -0.5],\n[0, -1, null]]"; !strings.Contains(string(text), want) {
		t.Errorf("have %s, want %s in it", text, want)
	}
	v := p.Values()
	v.Gradients[0].Data[0] = math.Inf(1)
	if _, err := format.MarshalValues(v); err == nil {
		t.Error("an infinite ∂L/∂s is no error")
	}
	v.Gradients[0].Data[0], v.Gradients[1].Data[1] = 0, math.NaN()
	if _, err := format.MarshalValues(v); err == nil {
		t.Error("a NaN in ∂L/∂p is no error")
	}
}
