package cnn

import "math"

// SelfGated is the rule of an output that is t·σ(t).
var SelfGated = newRule("silu", "", Over(T, Plus(Number(1), Exp(Negative(T)))))

// SelfGatedSlope is what σ(t) is multiplied by in the slope of that: 1 + t·(1 −
// σ(t)), with 1 − σ(t) = 1/(1 + e^t).
var SelfGatedSlope = newKind("silu slope", Plus(Number(1), Over(T, Plus(Number(1), Exp(T)))))

// SiLU is z·σ(z) with σ(z) = 1/(1 + e^−z), also known as swish (Elfwing, Uchibe
// and Doya, Sigmoid-weighted linear units, arXiv:1702.03118). Its slope is
// σ(z)·(1 + z·(1 − σ(z))).
type SiLU struct{ elementwise }

// Op is "silu".
func (SiLU) Op() string { return "silu" }

// Forward uses e^−|z|, which cannot overflow. A sum with 0 makes 0 of −0.
func (SiLU) Forward(x, y []float64, links []Link) {
	for i, z := range x {
		e := exp(-math.Abs(z))
		small, large := e/(1+e), 1/(1+e) // of σ(z) and σ(−z)
		gate, rest := large, small
		if z < 0 {
			gate, rest = small, large
		}
		y[i] = float64(z*gate) + 0
		links[i].Slope = gate * (1 + float64(z*rest))
	}
}

// Rule names the function.
func (SiLU) Rule() Rule { return SelfGated }

// SlopeFactors is 1/(1 + e^−z) and 1 + z/(1 + e^z).
func (SiLU) SlopeFactors(link Link, in, _ Quantity) []Factor {
	z := in.Data[link.In]
	e := exp(-math.Abs(z))
	gate, rest := 1/(1+e), e/(1+e)
	if z < 0 {
		gate, rest = rest, gate
	}
	return []Factor{in.factor(LogisticOf, link.In, gate), in.factor(SelfGatedSlope, link.In, 1+float64(z*rest))}
}
