package cnn

import "math/big"

// function computes the output of a layer that makes each output of one input
// by its expression, for layers of which the truth has no form of its own; it is
// false where the layer has none. Bits enough for e^−|t| to count beside 1 are
// what newTruth provides for.
func (t *truth) function(layer Nonlinear, x, y []big.Float) bool {
	form, ok := layer.Rule().Expression()
	if !ok || form.Has(SumAll) {
		return false
	}
	for i := range x {
		y[i].Set(Evaluate(BigArithmetic{t.bits}, form, Operands[*big.Float]{T: &x[i]}))
	}
	return true
}

// slopeBy is the slope of a link as the layer writes it, a product of
// expressions of what the layer read and gave.
func (t *truth) slopeBy(p *Pass, layer int, nonlin Nonlinear, l Link) *big.Float {
	in, out := p.activation(layer), p.activation(layer+1)
	product := t.number(1)
	for _, f := range nonlin.SlopeFactors(l, in, out) {
		form, ok := f.Kind.Expression()
		if !ok {
			product.Mul(product, bigWritten(t.bits, f.Value))
			continue
		}
		element := &t.activations[layer][l.In]
		if f.Place == out.Place {
			element = &t.activations[layer+1][out.Offset(f.Index)]
		}
		product.Mul(product, Evaluate(BigArithmetic{t.bits}, form, Operands[*big.Float]{T: element}))
	}
	return product
}
