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
		exact.add(p.TermReal(*t))
		sum += t.Value
		t.Sum = exactText(sum, exact.total())
	}
}

// withoutDetour leaves out ∂L/∂p_i and the parts of a slope that it cancels
// with, and says what these come to together: the quotient and the product
// would round what 1 − p_i is next to. Behind a softmax −t_i/p_i and p_i come to
// −t_i, and behind a sigmoid the term is all of ∂L/∂ the score. It is 1 where
// there are no such factors.
func (t *truth) withoutDetour(p *Pass, factors []Factor) (rest []Factor, together Real) {
	last := len(p.stages)
	at := -1
	for _, f := range factors {
		if f.Kind == Element && f.Place == GradientPlace(last) {
			at = p.activation(last).Offset(f.Index)
		}
	}
	if _, joined := p.loss.(joinedRule); !joined || at < 0 {
		return factors, integer(1)
	}
	if _, sigmoid := p.Network.Layers[last-1].(Sigmoid); sigmoid && len(factors) == 3 {
		return nil, t.gradients[last-1][at]
	}
	for _, f := range factors {
		switch {
		case f.Kind == Element && f.Place == GradientPlace(last):
		case f.Kind == Element && f.Place == ActivationPlace(last) && p.activation(last).Offset(f.Index) == at && together.Sign() == 0:
			together = integer(-1)
		default:
			rest = append(rest, f)
		}
	}
	if together.Sign() == 0 {
		return factors, integer(1)
	}
	return rest, t.target[at].Negated().Times(p.realShare())
}

// product is what the factors of a term come to, as exact as it is known.
func (t *truth) product(p *Pass, factors []Factor) Real {
	product := integer(1)
	for _, f := range factors {
		product = product.Times(t.factor(p, f))
	}
	return product
}

// factor is what a factor contributes.
func (t *truth) factor(p *Pass, f Factor) Real {
	switch f.Kind {
	case Constant, Rate, Decay, Gate, ShortfallGate: // a gate is that of float64
		return Written(f.Value)
	case Fraction:
		return integer(1).Over(Written(f.Element))
	}
	if log, ok := t.logarithm(p, f); ok {
		return log
	}
	if log, ok := t.logOfSigmoid(p, f); ok {
		return log
	}
	if share, ok := t.share(p, f); ok {
		return share
	}
	form, ok := f.Kind.Expression()
	if !ok {
		return Written(f.Value)
	}
	of := Operands[Real]{T: t.element(p, f), C: Written(f.Constant)}
	if f.Minus != nil {
		of.U = t.element(p, *f.Minus)
	}
	return Evaluate(realArithmetic{new(bool)}, form, of)
}

// logarithm is that of an output of a softmax or a sigmoid, from its scores.
func (t *truth) logarithm(p *Pass, f Factor) (log Real, ok bool) {
	number := f.Place.Number
	if f.Kind != Logarithm && f.Kind != LogOfComplement || f.Place.Kind != Activations || number == 0 {
		return log, false
	}
	scores, q := t.activations[number-1], p.activation(number)
	at := q.Offset(f.Index)
	_, sigmoid := p.Network.Layers[number-1].(Sigmoid)
	_, softmax := p.Network.Layers[number-1].(Softmax)
	switch {
	case softmax && f.Kind == Logarithm:
		size := len(scores) / max(p.Network.Batch, 1)
		return lnOfShare(scores[at/size*size:][:size], at%size), true
	case sigmoid && f.Kind == Logarithm:
		return scores[at].lnOfSigmoid(), true
	case sigmoid: // 1 − σ(z) is σ(−z)
		return scores[at].Negated().lnOfSigmoid(), true
	}
	return log, false
}

// share is e^y of an output y of a log-softmax, or 1 less that, from the scores:
// e^(ln ½) is ½ no more, but a number that has been rounded, beside which a share
// of 10⁻²⁰⁰⁰⁰ cannot be told from nothing.
func (t *truth) share(p *Pass, f Factor) (share Real, ok bool) {
	if f.Kind != PowerOf && f.Kind != ComplementOfPower || f.Place.Kind != Activations {
		return share, false
	}
	shares, ok := t.shares[f.Place.Number-1]
	if !ok {
		return share, false
	}
	share = shares[p.activation(f.Place.Number).Offset(f.Index)]
	if f.Kind == ComplementOfPower {
		share = integer(1).Minus(share)
	}
	return share, true
}

// element is the number that a factor names.
func (t *truth) element(p *Pass, f Factor) Real {
	if q, err := p.Quantity(f.Place); !f.Place.IsZero() && err == nil {
		at := q.Offset(f.Index)
		if all := t.at(p, f.Place); at < len(all) {
			return all[at]
		}
		return floatAlone(q.Tensor.Data[at])
	}
	return Real{}
}
