package cnn

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// elementwiseLayers are the layers that make each output of one input.
var elementwiseLayers = []Nonlinear{ReLU{}, Sigmoid{}, Tanh{}, Softplus{}, SiLU{}, GELU{}}

// TestExpressionsSayWhatThePassComputes: the function and the slope that a
// layer shows are those that its Forward computes, each in its own form.
func TestExpressionsSayWhatThePassComputes(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 2))
	for _, layer := range elementwiseLayers {
		form, ok := layer.Rule().Expression()
		if !ok {
			t.Fatalf("%s declares no function", layer.Op())
		}
		for range 500 {
			z := (r.Float64() - 0.5) * math.Exp(8*r.Float64()-4)
			x, y, links := Vector(z), Vector(0), []Link{{Param: None}}
			layer.Forward(x.Data, y.Data, links)
			in := Quantity{Place: ActivationPlace(0), Tensor: x}
			out := Quantity{Place: ActivationPlace(1), Tensor: y}
			if want := evaluated(form, z); !agrees(y.Data[0], want) {
				t.Fatalf("%s(%v) = %v, but its expression makes %v", layer.Op(), z, y.Data[0], want)
			}
			slope := 1.0
			for _, f := range layer.SlopeFactors(links[0], in, out) {
				of, ok := f.Kind.Expression()
				if !ok {
					t.Fatalf("%s has a slope factor of the kind %q, which declares no expression", layer.Op(), f.Kind)
				}
				slope *= evaluated(of, f.Element)
			}
			if !agrees(links[0].Slope, slope) {
				t.Fatalf("the slope of %s at %v is %v, but its expressions make %v", layer.Op(), z, links[0].Slope, slope)
			}
		}
	}
}

// evaluated is an expression of t in 200 bits.
func evaluated(e Expression, t float64) float64 {
	x := new(big.Float).SetPrec(200).SetFloat64(t)
	v, _ := Evaluate(BigArithmetic{200}, e, Operands[*big.Float]{T: x}).Float64()
	return v
}

// agrees grants what the difference 1 − a loses where a is next to 1.
func agrees(have, want float64) bool { return math.Abs(have-want) <= 1e-13+1e-12*math.Abs(want) }

// TestSoftmaxExpression is the share of all powers.
func TestSoftmaxExpression(t *testing.T) {
	x := []float64{0.5, -1.25, 2}
	var all []*big.Float
	for _, v := range x {
		all = append(all, new(big.Float).SetPrec(200).SetFloat64(v))
	}
	y, links := make([]float64, 3), make([]Link, 9)
	Softmax{}.Forward(x, y, links)
	form, _ := Share.Expression()
	for i := range x {
		v, _ := Evaluate(BigArithmetic{200}, form, Operands[*big.Float]{T: all[i], All: all}).Float64()
		if !agrees(y[i], v) {
			t.Errorf("p[%d] = %v, but the expression makes %v", i, y[i], v)
		}
	}
}

// TestRulesAreDeclaredOnce: two layers cannot mean different things by one
// name.
func TestRulesAreDeclaredOnce(t *testing.T) {
	for name, declare := range map[string]func(){
		"rule": func() { newRule("logistic", "", T) },
		"kind": func() { newKind("gate", T) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("the second %s of one name was accepted", name)
				}
			}()
			declare()
		}()
	}
}

// TestTruthOfAFunction: a layer of which the exact pass has no form of its own
// is computed by its expressions.
func TestTruthOfAFunction(t *testing.T) {
	for _, z := range []float64{-60, -0.75, 1e-9, 0.5, 55} {
		p, err := Run(&Network{Input: Vector(z), Layers: []Layer{Softplus{}}, Upstream: Vector(1), LearningRate: 1})
		if err != nil {
			t.Fatal(err)
		}
		if !p.ToldExactly() {
			t.Fatalf("softplus(%v) is not known exactly", z)
		}
		y, d := p.truth().activations[1][0], p.truth().gradients[0][0]
		have := y.Float()
		slope := d.Float()
		if want := p.Activations[1].Data[0]; math.Abs(have-want) > 1e-15*want {
			t.Errorf("softplus(%v) = %v, the pass has %v", z, have, want)
		}
		if want := p.Gradients[0].Data[0]; math.Abs(slope-want) > 1e-15*want {
			t.Errorf("the slope of softplus at %v is %v, the pass has %v", z, slope, want)
		}
	}
}
