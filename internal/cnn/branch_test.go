package cnn

import (
	"slices"
	"strings"
	"testing"
)

// TestSkipByHand: x goes through a dense layer and past it, twice, and its
// gradient is what comes back on all three ways.
func TestSkipByHand(t *testing.T) {
	n := &Network{
		Input: Vector(1, -2),
		Layers: []Layer{
			Dense{Weights: &Tensor{Shape: Shape{2, 2}, Data: []float64{2, 0, 1, 3}}, Bias: Vector(0, 1)},
			Add{From: 0}, Add{From: 0}, Add{From: 1},
		},
		Upstream: Vector(1, 10),
	}
	p, err := Run(n)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]float64{{1, -2}, {2, -4}, {3, -6}, {4, -8}, {6, -12}} {
		if have := p.Activations[i].Data; !slices.Equal(have, want) {
			t.Errorf("activations/%d: have %v, want %v", i, have, want)
		}
	}
	// At what the dense layer made: from the next layer and from the last. At x:
	// Wᵀ(2, 20) = (24, 60), and (1, 10) twice.
	for i, want := range [][]float64{{26, 80}, {2, 20}, {1, 10}, {1, 10}, {1, 10}} {
		if have := p.Gradients[i].Data; !slices.Equal(have, want) {
			t.Errorf("gradients/%d: have %v, want %v", i, have, want)
		}
	}
	d, err := p.Derive(GradientPlace(0), 1)
	if err != nil {
		t.Fatal(err)
	}
	var terms []float64
	for _, term := range d.Terms {
		terms = append(terms, term.Value)
	}
	if want := []float64{0, 60, 10, 10}; !slices.Equal(terms, want) {
		t.Errorf("have the terms %v, want %v", terms, want)
	}
}

// TestSkipOverBatchNorm: what a batch normalization sends back and what a skip
// brings add, in the pass, in the derivation and in the truth. Two numbers become
// −1 and 1, of which nothing goes back, so all comes with the skip.
func TestSkipOverBatchNorm(t *testing.T) {
	p, err := Run(&Network{
		Input:    &Tensor{Shape: Shape{1, 2}, Data: []float64{3, 7}},
		Layers:   []Layer{BatchNorm{Gamma: Vector(2), Beta: Vector(1)}, Add{From: 0}},
		Upstream: &Tensor{Shape: Shape{1, 2}, Data: []float64{0.25, 10}},
	})
	if err != nil {
		t.Fatal(err)
	}
	x, err := p.Quantity(GradientPlace(0))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{0.25, 10} {
		d, err := p.Derive(x.Place, i)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, term := range d.Terms {
			sum += term.Value
		}
		if truth := x.Real(i).Float(); x.Data[i] != want || sum != want || truth != want {
			t.Errorf("element %d: have %v, terms of %v and the truth %v; want %v", i, x.Data[i], sum, truth, want)
		}
	}
}

// TestDropoutByHand: each example has its own mask, forward and backward.
func TestDropoutByHand(t *testing.T) {
	n := &Network{
		Input: &Tensor{Shape: Shape{2, 2}, Data: []float64{1, 2, 3, 4}}, Batch: 2,
		Layers:   []Layer{Dropout{Mask: &Tensor{Shape: Shape{2, 2}, Data: []float64{1, 0, 1, 1}}, Rate: 0.5}},
		Upstream: &Tensor{Shape: Shape{2, 2}, Data: []float64{5, 6, 7, 8}},
	}
	p, err := Run(n)
	if err != nil {
		t.Fatal(err)
	}
	if have, want := p.Activations[1].Data, []float64{2, 0, 6, 8}; !slices.Equal(have, want) {
		t.Errorf("have %v, want %v", have, want)
	}
	if have, want := p.Gradients[0].Data, []float64{10, 0, 14, 16}; !slices.Equal(have, want) {
		t.Errorf("have the gradient %v, want %v", have, want)
	}
	one, err := Run(n.Example(1))
	if err != nil {
		t.Fatal(err)
	}
	if have, want := one.Activations[1].Data, []float64{6, 8}; !slices.Equal(have, want) {
		t.Errorf("the second example alone: have %v, want %v", have, want)
	}
}

// TestBranchErrors: what cannot be added or dropped is said with its layer.
func TestBranchErrors(t *testing.T) {
	for _, test := range []struct {
		layers []Layer
		want   string
	}{
		{[]Layer{Add{}}, "layer 0 (add): add is the first layer"},
		{[]Layer{ReLU{}, Add{From: 1}}, "layer 1 (add): from: found 1, expected a number from 0 to 0"},
		{[]Layer{ReLU{}, Add{From: -1}}, "layer 1 (add): from: found -1"},
		{[]Layer{Flatten{Order: CHW}, Add{From: 0}}, "layer 1 (add): from: activations/0 has shape 1×1×2, but this layer's input has 2"},
		{[]Layer{Dropout{}}, "layer 0 (dropout): mask: there is none"},
		{[]Layer{Dropout{Mask: Vector(1, 0)}}, "layer 0 (dropout): mask: has shape 2, but the input has 1×1×2"},
		{[]Layer{Dropout{Mask: &Tensor{Shape: Shape{1, 1, 2}, Data: []float64{1, 2}}}}, "mask: element [0 0 1] is 2, expected 1 for kept or 0 for dropped"},
		{[]Layer{Dropout{Mask: NewTensor(1, 1, 2), Rate: 1}}, "rate: found 1, expected a number from 0 on and below 1"},
		{[]Layer{Dropout{Mask: NewTensor(1, 1, 1, 2)}}, "mask: has shape 1×1×1×2"},
	} {
		_, err := Run(&Network{Input: NewTensor(1, 1, 2), Layers: test.layers})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("have the error %v, want one with %q", err, test.want)
		}
	}
}
