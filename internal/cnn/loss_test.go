package cnn

import (
	"math"
	"strings"
	"testing"
)

// TestLossesByHand works losses and their gradients out with package math.
func TestLossesByHand(t *testing.T) {
	sigma := func(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
	a, b := sigma(0.5), sigma(-2)
	u, v := math.Tanh(0.5)-1, math.Tanh(-2)-0.25
	c, d := 1-math.Pow(math.Tanh(0.5), 2), 1-math.Pow(math.Tanh(-2), 2) // the slopes of tanh
	logs := math.Log(math.Exp(1) + math.Exp(2) + math.Exp(0))
	for _, test := range []struct {
		name   string
		layers []Layer
		input  *Tensor
		loss   Loss
		value  float64
		out    []float64 // ∂L/∂ the output
		scores []float64 // ∂L/∂ the scores
	}{
		{"nll", []Layer{LogSoftmax{}}, Vector(1, 2, 0), Loss{Op: NLL, Target: Vector(0, 1, 0)},
			logs - 2, []float64{0, -1, 0}, []float64{math.Exp(1 - logs), math.Exp(2-logs) - 1, math.Exp(-logs)}},
		{"binary", []Layer{Sigmoid{}}, Vector(0.5, -2), Loss{Op: BinaryCrossEntropy, Target: Vector(1, 0.25)},
			-math.Log(a) - 0.25*math.Log(b) - 0.75*math.Log(1-b), []float64{-1 / a, -0.25/b + 0.75/(1-b)}, []float64{a - 1, b - 0.25}},
		{"its mean", []Layer{Sigmoid{}}, Vector(0.5, -2), Loss{Op: MeanBinaryCrossEntropy, Target: Vector(1, 0)},
			(-math.Log(a) - math.Log(1-b)) / 2, []float64{-1 / a / 2, 1 / (1 - b) / 2}, []float64{(a - 1) / 2, b / 2}},
		{"cross entropy of shares", []Layer{Softmax{}}, Vector(1, 2, 0), Loss{Op: CrossEntropy, Target: Vector(0.25, 0.75, 0)},
			logs - 0.25 - 0.75*2, []float64{-0.25 / math.Exp(1-logs), -0.75 / math.Exp(2-logs), 0},
			[]float64{math.Exp(1-logs) - 0.25, math.Exp(2-logs) - 0.75, math.Exp(-logs)}},
		{"half squared", []Layer{Tanh{}}, Vector(0.5, -2), Loss{Op: HalfSquaredError, Target: Vector(1, 0.25)},
			(u*u + v*v) / 2, []float64{u, v}, []float64{u * c, v * d}},
		{"squared", []Layer{Tanh{}}, Vector(0.5, -2), Loss{Op: SquaredError, Target: Vector(1, 0.25)},
			u*u + v*v, []float64{2 * u, 2 * v}, []float64{2 * u * c, 2 * v * d}},
		{"mean squared", []Layer{Tanh{}}, Vector(0.5, -2, 0), Loss{Op: MeanSquaredError, Target: Vector(1, 0.25, 3)},
			(u*u + v*v + 9) / 3, []float64{2 * u / 3, 2 * v / 3, -2}, []float64{2 * u * c / 3, 2 * v * d / 3, -2}},
		// 2 − 1.5 + 1 costs, −1 − 1.5 + 1 does not, and 0.5 − 1.5 + 1 is 0, where the slope is 0.
		{"hinge", []Layer{ReLU{}}, Vector(2, 1.5, 0.25, 0.5), Loss{Op: Hinge, Margin: 1, Target: OneHot(1, 4)},
			1.5, []float64{1, -1, 0, 0}, []float64{1, -1, 0, 0}},
		{"hinge without a margin", []Layer{ReLU{}}, Vector(2, 1.5, 3), Loss{Op: Hinge, Target: OneHot(1, 3)},
			2, []float64{1, -2, 1}, []float64{1, -2, 1}},
	} {
		p, err := Run(&Network{Input: test.input, Layers: test.layers, Loss: &test.loss})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(p.Loss-test.value) > 1e-15 {
			t.Errorf("%s: have the loss %v, want %v", test.name, p.Loss, test.value)
		}
		for i := range test.out {
			if have := p.Gradients[1].Data[i]; math.Abs(have-test.out[i]) > 1e-14 {
				t.Errorf("%s: have ∂L/∂out[%d] = %v, want %v", test.name, i, have, test.out[i])
			}
			if have := p.Gradients[0].Data[i]; math.Abs(have-test.scores[i]) > 1e-15 {
				t.Errorf("%s: have ∂L/∂score[%d] = %v, want %v", test.name, i, have, test.scores[i])
			}
			sum(t, p, test.name, GradientPlace(1), i, test.out[i])
			sum(t, p, test.name, GradientPlace(0), i, test.scores[i])
		}
		sum(t, p, test.name, LossPlace, 0, test.value)
	}
}

// sum holds the terms of a derivation, and the products of their factors,
// against a number.
func sum(t *testing.T, p *Pass, name string, place Place, offset int, want float64) {
	t.Helper()
	d, err := p.Derive(place, offset)
	if err != nil {
		t.Fatal(err)
	}
	terms, products := 0.0, 0.0
	for _, term := range d.Terms {
		product := 1.0
		for _, f := range term.Factors {
			product *= f.Value
		}
		terms, products = terms+term.Value, products+product
	}
	if math.Abs(terms-want) > 1e-14 || math.Abs(products-want) > 1e-14 {
		t.Errorf("%s, %s[%d]: the terms come to %v, their factors to %v, want %v", name, place, offset, terms, products, want)
	}
}

// TestBinaryCrossEntropyFarOut: where float64 cannot hold an element of ∂L/∂a,
// that element alone is infinite, and the loss and the scores' gradients are
// right all the same.
func TestBinaryCrossEntropyFarOut(t *testing.T) {
	for _, test := range []struct{ z, target, loss, slope, score float64 }{
		{-40, 1, 40, -1 - math.Exp(40), -1},
		{40, 0, 40, 1 + math.Exp(40), 1},
		{50, 1, math.Exp(-50), -1, -math.Exp(-50)},
		{-800, 1, 800, math.Inf(-1), -1},
		{800, 0, 800, math.Inf(1), 1},
		{800, 0.25, 600, math.Inf(1), 0.75},
		{-800, 0, 0, 1, 0},
	} {
		p, err := Run(&Network{Input: Vector(test.z, 0.5), Layers: []Layer{Sigmoid{}}, Loss: &Loss{Op: BinaryCrossEntropy, Target: Vector(test.target, 1)}})
		if err != nil {
			t.Fatal(err)
		}
		beside := -math.Log(1 / (1 + math.Exp(-0.5)))
		same := func(what string, have, want float64) {
			if have != want && !(math.Abs(have-want) <= 1e-14*math.Abs(want)) {
				t.Errorf("z = %v, t = %v: have %s %v, want %v", test.z, test.target, what, have, want)
			}
		}
		same("the loss", p.Loss, test.loss+beside)
		same("∂L/∂a", p.Gradients[1].Data[0], test.slope)
		same("∂L/∂z", p.Gradients[0].Data[0], test.score)
		same("∂L/∂z beside it", p.Gradients[0].Data[1], -1/(1+math.Exp(0.5)))
		if have := p.Beyond(); have != math.IsInf(test.slope, 0) {
			t.Errorf("z = %v: have %v for what is beyond float64", test.z, have)
		}
		for offset := range 2 {
			for _, place := range []Place{LossPlace, GradientPlace(1), GradientPlace(0)} {
				if place != LossPlace || offset == 0 {
					if _, err := p.Derive(place, offset); err != nil {
						t.Error(err)
					}
				}
			}
		}
	}
}

// TestHingeKink: where a part of the loss begins between the two points, no
// difference is the slope.
func TestHingeKink(t *testing.T) {
	n := &Network{Input: Vector(0.5, 1.5), Layers: []Layer{LeakyReLU{Leak: 1}}, Loss: &Loss{Op: Hinge, Margin: 1, Target: OneHot(1, 2)}}
	all, err := CheckGradients(n, 1e-5)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if !strings.Contains(c.Kink, "hinge") {
			t.Errorf("%s %v: have the kink %q, want one of the hinge", c.Place, c.Index, c.Kink)
		}
	}
	n.Input = Vector(0.75, 1.5)
	if all, err = CheckGradients(n, 1e-5); err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if !c.OK(1e-8) {
			t.Errorf("%s %v: %+v", c.Place, c.Index, c)
		}
	}
}
