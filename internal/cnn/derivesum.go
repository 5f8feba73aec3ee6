package cnn

import "slices"

// tellSums says of each partial sum of a derivation what its float64 does not
// tell.
func (p *Pass) tellSums(d *Derivation) {
	if d.Rule != Sum || p.truth() == nil {
		return
	}
	var exact realSum
	sum := 0.0
	for i := range d.Terms {
		t := &d.Terms[i]
		product := integer(1)
		factors, target := p.withoutDetour(t.Factors)
		if target >= 0 {
			product = Written(p.Network.Loss.Target.Data[target]).Negated().Times(p.realShare())
		}
		for _, f := range factors {
			product = product.Times(p.factorReal(f))
		}
		exact.add(product)
		sum += t.Value
		t.Sum = exactText(sum, exact.total())
	}
}

// withoutDetour leaves out ∂L/∂p_i = −t_i/p_i and p_i where both are factors of a
// term, and says which target they come to with a minus: the quotient and the
// product would round what 1 − p_i is next to. The target is −1 where there is
// no such pair.
func (p *Pass) withoutDetour(factors []Factor) (rest []Factor, target int) {
	last := len(p.stages)
	if loss := p.Network.Loss; loss == nil || loss.Op != CrossEntropy {
		return factors, -1
	}
	for i, f := range factors {
		if f.Kind != Element || f.Place != GradientPlace(last) {
			continue
		}
		for j, g := range factors {
			if g.Kind == Element && g.Place == ActivationPlace(last) && slices.Equal(f.Index, g.Index) {
				rest = slices.Delete(slices.Clone(factors), max(i, j), max(i, j)+1)
				return slices.Delete(rest, min(i, j), min(i, j)+1), p.activation(last).Offset(f.Index)
			}
		}
	}
	return factors, -1
}

// factorReal is what a factor contributes, as exact as it is known.
func (p *Pass) factorReal(f Factor) Real {
	var x Real
	if q, err := p.Quantity(f.Place); f.Place != "" && err == nil {
		x = q.Real(q.Offset(f.Index))
	}
	switch f.Kind {
	case Constant, Rate, Gate: // a gate is that of float64
		return Written(f.Value)
	case Fraction:
		return integer(1).Over(Written(f.Element))
	}
	form, ok := f.Kind.Expression()
	if !ok {
		return Written(f.Value)
	}
	of := Operands[Real]{T: x}
	if f.Minus != nil {
		of.U = p.factorReal(*f.Minus)
	}
	return Evaluate(realArithmetic{new(bool)}, form, of)
}
