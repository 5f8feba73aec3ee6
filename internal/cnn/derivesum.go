package cnn

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
		for _, f := range t.Factors {
			product = product.Times(p.factorReal(f))
		}
		exact.add(product)
		sum += t.Value
		t.Sum = exactText(sum, exact.total())
	}
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
