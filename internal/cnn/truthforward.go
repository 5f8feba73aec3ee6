package cnn

// forward computes the activations and the loss; it is false for a layer that
// the truth does not know, and for numbers that nobody knows the digits of.
func (t *truth) forward(p *Pass, input []Real) bool {
	t.activations = append(t.activations, input)
	for i := range p.stages {
		theta := allWritten(p.stages[i].theta)
		if p.known != nil {
			theta = p.known[i]
		}
		t.theta = append(t.theta, theta)
		y, ok := t.output(p, i)
		if !ok {
			return false
		}
		t.activations = append(t.activations, y)
	}
	if loss := p.Network.Loss; loss != nil {
		t.target = allWritten(loss.Target.Data)
		t.loss = t.lossOf(p)
	}
	return true
}

// output is what a layer makes of its input; a softmax of each example's own.
func (t *truth) output(p *Pass, i int) (y []Real, ok bool) {
	x := t.activations[i]
	s := &p.stages[i]
	if s.whole != nil {
		y, t.wholes[i] = s.whole.real(x, t.theta[i])
		return y, true
	}
	switch layer := p.Network.Layers[i].(type) {
	case Sigmoid:
		return eachReal(x, Real.sigmoid)
	case Tanh:
		return eachReal(x, Real.tanh)
	case Softplus:
		return eachReal(x, func(z Real) (Real, bool) { return z.Negated().lnOfSigmoid().Negated(), !z.unsure })
	case Softmax:
		return t.vectors(s, x, realSoftmax)
	case LogSoftmax:
		if t.shares[i], ok = t.vectors(s, x, realSoftmax); !ok {
			return nil, false
		}
		return t.vectors(s, x, realLogSoftmax)
	case Composed:
		return t.composed(p, i, layer)
	default:
		if s.nonlin != nil && !piecewise(layer) {
			return t.function(s.nonlin, x)
		}
	}
	sums := make([]realSum, len(p.Activations[i+1].Data))
	for l := range s.each() {
		if l.In == One {
			sums[l.Out].add(t.theta[i][l.Param])
		} else {
			sums[l.Out].add(t.slope(p, i, &l).Times(x[l.In]))
		}
	}
	if a, ok := p.Network.Layers[i].(Add); ok {
		for at, v := range t.activations[a.From] {
			sums[at].add(v)
		}
	}
	return totals(sums), true
}

// vectors applies a function of vectors to what each example has.
func (t *truth) vectors(s *stage, x []Real, f func([]Real) ([]Real, bool)) (y []Real, ok bool) {
	for n := range s.examples {
		part, ok := f(x[n*s.in : (n+1)*s.in])
		if !ok {
			return nil, false
		}
		y = append(y, part...)
	}
	return y, true
}

func eachReal(x []Real, f func(Real) (Real, bool)) (y []Real, ok bool) {
	y = make([]Real, len(x))
	for j := range x {
		if y[j], ok = f(x[j]); !ok {
			return nil, false
		}
	}
	return y, true
}

// piecewise reports a nonlinear layer whose output is the sum of slope times
// input all the same.
func piecewise(layer Layer) bool {
	switch layer.(type) {
	case ReLU, LeakyReLU, MaxPool, MaxPool1d:
		return true
	}
	return false
}

// lossOf adds up the terms of the loss.
func (t *truth) lossOf(p *Pass) Real {
	var sum realSum
	for _, term := range p.lossTerms() {
		sum.add(t.product(p, term.Factors))
	}
	return sum.total()
}

// realShare is what the loss of one example counts for.
func (p *Pass) realShare() Real {
	if !p.Network.Averages() {
		return integer(1)
	}
	return integer(1).Over(integer(int64(p.Network.Batch)))
}
