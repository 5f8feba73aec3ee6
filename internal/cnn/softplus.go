package cnn

import "math"

// SmoothRectified is the rule of an output that is ln(1 + e^t).
var SmoothRectified = newRule("softplus", "", Ln(Plus(Number(1), Exp(T))))

// LogisticOf is the slope of softplus, 1/(1 + e^−t).
var LogisticOf = newKind("logistic", Over(Number(1), Plus(Number(1), Exp(Negative(T)))))

// Softplus is ln(1 + e^z), a ReLU without its corner, with slope 1/(1 + e^−z)
// (Dugas, Bengio, Bélisle, Nadeau and Garcia, Incorporating second-order
// functional knowledge for better option pricing, 2001).
type Softplus struct{ elementwise }

// Op is "softplus".
func (Softplus) Op() string { return "softplus" }

// Forward writes ln(1 + e^z) as max(0, z) + ln(1 + e^−|z|), which cannot
// overflow.
func (Softplus) Forward(x, y []float64, links []Link) {
	for i, z := range x {
		e := exp(-math.Abs(z))
		y[i] = max(0, z) + log1p(e)
		links[i].Slope = 1 / (1 + e)
		if z < 0 {
			links[i].Slope = e / (1 + e)
		}
	}
}

// Rule names the function.
func (Softplus) Rule() Rule { return SmoothRectified }

// SlopeFactors is 1/(1 + e^−z).
func (Softplus) SlopeFactors(link Link, in, _ Quantity) []Factor {
	return []Factor{in.factor(LogisticOf, link.In, link.Slope)}
}
