package cnn

import "math"

// HyperbolicTangent is the rule of an output that is tanh t.
var HyperbolicTangent = newRule("tanh", "tanh",
	Over(Minus(Exp(T), Exp(Negative(T))), Plus(Exp(T), Exp(Negative(T)))))

// SquareComplement is the slope of tanh by its output, 1 − t².
var SquareComplement = newKind("square complement", Minus(Number(1), Squared(T)))

// Tanh is the hyperbolic tangent, with slope 1 − tanh²(z).
type Tanh struct{ elementwise }

// Op is "tanh".
func (Tanh) Op() string { return "tanh" }

// Forward writes the slope as 4e/(1+e)² with e = e^−2|z|, which keeps its
// digits also where tanh(z) is next to 1.
func (Tanh) Forward(x, y []float64, links []Link) {
	for i, z := range x {
		y[i] = tanh(z)
		e := exp(-2 * math.Abs(z))
		links[i].Slope = 4 * e / ((1 + e) * (1 + e))
	}
}

// Rule names the function.
func (Tanh) Rule() Rule { return HyperbolicTangent }

// SlopeFactors is 1 − a².
func (Tanh) SlopeFactors(link Link, _, out Quantity) []Factor {
	return []Factor{out.factor(SquareComplement, link.Out, link.Slope)}
}
