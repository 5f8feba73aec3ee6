package cnn

// function computes the output of a layer that makes each output of one input
// by its expression, for layers of which the truth has no form of its own; it is
// false where the layer has none, or where nobody knows the digits.
func (t *truth) function(layer Nonlinear, x []Real) (y []Real, ok bool) {
	form, ok := layer.Rule().Expression()
	if !ok || form.Has(SumAll) {
		return nil, false
	}
	beyond := false
	y = make([]Real, len(x))
	for i := range x {
		y[i] = Evaluate(realArithmetic{&beyond}, form, Operands[Real]{T: x[i]})
	}
	return y, !beyond
}

// composed computes the output of a layer by the factors that it writes; it is
// false where nobody knows the digits.
func (t *truth) composed(p *Pass, i int, layer Composed) (y []Real, ok bool) {
	y = make([]Real, len(p.Activations[i+1].Data))
	beyond := false
	for l := range p.stages[i].each() {
		y[l.Out] = t.ofFactors(p, i, l, layer.OutputFactors(l, p.activation(i)), &beyond)
	}
	return y, !beyond
}

// slopeBy is the slope of a link as the layer writes it.
func (t *truth) slopeBy(p *Pass, layer int, nonlin Nonlinear, l Link) Real {
	return t.ofFactors(p, layer, l, nonlin.SlopeFactors(l, p.activation(layer), p.activation(layer+1)), new(bool))
}

// ofFactors is the product of factors of what a layer read and gave.
func (t *truth) ofFactors(p *Pass, layer int, l Link, factors []Factor, beyond *bool) Real {
	out := p.activation(layer + 1)
	product := integer(1)
	for _, f := range factors {
		if share, ok := t.share(p, f); ok {
			product = product.Times(share)
			continue
		}
		form, ok := f.Kind.Expression()
		if !ok {
			product = product.Times(Written(f.Value))
			continue
		}
		element := t.activations[layer][l.In]
		if f.Place == out.Place {
			element = t.activations[layer+1][out.Offset(f.Index)]
		}
		product = product.Times(Evaluate(realArithmetic{beyond}, form, Operands[Real]{T: element, C: Written(f.Constant)}))
	}
	return product
}
