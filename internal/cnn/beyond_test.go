package cnn_test

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// TestBeyondAllPowers: a number that is next to 0 or to 1 is told from it however
// near it is.
func TestBeyondAllPowers(t *testing.T) {
	one := cnn.Vector(1)
	for _, test := range []struct {
		name  string
		n     *cnn.Network
		place cnn.Place
		want  []string // what begins so is said beside the float64s
	}{
		{"GELU, far below 0", &cnn.Network{Input: cnn.Vector(-1e9), Layers: []cnn.Layer{cnn.GELU{}}, Upstream: one},
			cnn.ActivationPlace(1), []string{"-10^-2.1714"}},
		{"its slope", &cnn.Network{Input: cnn.Vector(-1e9), Layers: []cnn.Layer{cnn.GELU{}}, Upstream: one},
			cnn.GradientPlace(0), []string{"-10^-2.1714"}},
		{"GELU, beyond all float64", &cnn.Network{Input: cnn.Vector(-1e300), Layers: []cnn.Layer{cnn.GELU{}}, Upstream: one},
			cnn.ActivationPlace(1), []string{"-10^-2.17147240951626e+599"}},
		{"sigmoid", &cnn.Network{Input: cnn.Vector(1e18, -1e18), Layers: []cnn.Layer{cnn.Sigmoid{}}, Upstream: cnn.Vector(1, 1)},
			cnn.ActivationPlace(1), []string{"1-10^-4.3429", "10^-4.3429"}},
		{"softmax", far([]float64{0, 1}, 2e17, 0),
			cnn.ActivationPlace(1), []string{"1-10^-8.6858", "10^-8.6858"}},
		{"p − y", far([]float64{0, 1}, 2e17, 0),
			cnn.GradientPlace(0), []string{"1-10^-8.6858", "-1+10^-8.6858"}},
		{"a sum before such scores", &cnn.Network{Input: cnn.Vector(1e200, 0.3),
			Layers: []cnn.Layer{cnn.Dense{Weights: square(1, 0.1, 0.1, 1), Bias: cnn.Vector(0, 0)}, cnn.Softmax{}}},
			cnn.ActivationPlace(1), []string{"1e200…", "1e199…"}},
	} {
		p, err := cnn.Run(test.n)
		if err != nil {
			t.Fatal(err)
		}
		q, err := p.Quantity(test.place)
		if err != nil {
			t.Fatal(err)
		}
		for at, want := range test.want {
			if have := q.Exact(at); !strings.HasPrefix(have, want) || !strings.HasSuffix(have, "…") {
				t.Errorf("%s: have %q beside %v, want %s…", test.name, have, q.Data[at], want)
			}
		}
	}
}

func square(w ...float64) *cnn.Tensor { return &cnn.Tensor{Shape: cnn.Shape{2, 2}, Data: w} }
