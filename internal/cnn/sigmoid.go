package cnn

import "math"

// Logistic is the rule of an output that is 1/(1 + e^−t).
var Logistic = newRule("logistic", "", Over(Number(1), Plus(Number(1), Exp(Negative(T)))))

// Sigmoid is σ(z) = 1/(1 + e^−z), with slope σ(z)(1 − σ(z)).
type Sigmoid struct{ elementwise }

// Op is "sigmoid".
func (Sigmoid) Op() string { return "sigmoid" }

// Forward uses e^−|z|, which cannot overflow, so that the slope keeps its
// digits also where σ(z) is next to 1.
func (Sigmoid) Forward(x, y []float64, links []Link) {
	for i, z := range x {
		e := exp(-math.Abs(z))
		small, large := e/(1+e), 1/(1+e) // of σ(z) and σ(−z)
		y[i] = large
		if z < 0 {
			y[i] = small
		}
		links[i].Slope = small * large
	}
}

// Rule names the function.
func (Sigmoid) Rule() Rule { return Logistic }

// SlopeFactors is a·(1 − a).
func (Sigmoid) SlopeFactors(link Link, _, out Quantity) []Factor {
	a := out.Tensor.Data[link.Out]
	return []Factor{out.factor(Element, link.Out, a), out.complement(link)}
}
