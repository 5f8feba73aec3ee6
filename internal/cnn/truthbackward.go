package cnn

// backward computes the gradients and the update step.
func (t *truth) backward(p *Pass) {
	last := len(p.stages)
	t.gradients = make([][]Real, last+1)
	t.gradients[last] = t.lossGradient(p)
	t.slopes, t.updated = make([][]Real, last), make([][]Real, last)
	rate, decay := Written(p.Network.LearningRate), Written(p.Network.WeightDecay)
	for i := last - 1; i >= 0; i-- {
		s := &p.stages[i]
		x, dy := t.activations[i], t.gradients[i+1]
		dx, dTheta := make([]realSum, len(x)), make([]realSum, len(s.theta))
		for l := range s.each() {
			d := dy[l.Out]
			if d.Sign() == 0 || s.whole != nil {
				continue
			}
			if l.In == One {
				dTheta[l.Param].add(d)
				continue
			}
			dx[l.In].add(d.Times(t.slope(p, i, &l)))
			if l.Param != None {
				dTheta[l.Param].add(d.Times(x[l.In]))
			}
		}
		t.slopes[i] = totals(dTheta)
		if s.whole != nil {
			var back []Real
			back, t.slopes[i] = t.wholes[i].backward(dy, t.theta[i])
			for at, d := range back {
				dx[at].add(d)
			}
		}
		for _, layer := range p.Network.Uses(i) {
			for at, d := range t.gradients[layer+1] {
				dx[at].add(d)
			}
		}
		t.gradients[i] = totals(dx)
		if joined, ok := p.loss.(joinedRule); ok && i == last-1 {
			t.gradients[i] = t.scoreGradient(p, joined)
		}
		t.updated[i] = make([]Real, len(s.theta))
		for j := range s.theta {
			t.updated[i][j] = t.theta[i][j].Minus(rate.Times(t.slopes[i][j].Plus(decay.Times(t.theta[i][j]))))
		}
	}
}

// scoreGradient is output minus target: what a loss and the last layer come to
// together, without the detour over 1/p.
func (t *truth) scoreGradient(p *Pass, joined joinedRule) []Real {
	gradient := make([]Real, len(t.target))
	for at := range gradient {
		var sum realSum
		for _, term := range p.lossTermsAt(at, joined.scoreTerms) {
			sum.add(t.product(p, term.Factors))
		}
		gradient[at] = sum.total()
	}
	return gradient
}

// slope is that of a link, with gates and winners as the float64 pass has
// them.
func (t *truth) slope(p *Pass, layer int, l *Link) Real {
	if w := t.wholes[layer]; w != nil {
		return w.slope(t.theta[layer], l)
	}
	switch n := p.Network.Layers[layer].(type) {
	case AvgPool, AvgPool1d:
		return integer(1).Over(integer(int64(1/l.Slope + 0.5)))
	case Dropout:
		if l.Slope == 0 {
			return Real{}
		}
		return integer(1).Over(integer(1).Minus(Written(n.Rate)))
	case LeakyReLU:
		if p.Activations[layer].Data[l.In] > 0 {
			return integer(1)
		}
		return Written(n.Leak)
	case Sigmoid:
		a := t.activations[layer+1][l.Out]
		return a.Times(integer(1).Minus(a))
	case Tanh:
		a := t.activations[layer+1][l.Out]
		return integer(1).Minus(a).Times(integer(1).Plus(a))
	case Softmax:
		p := t.activations[layer+1]
		other := p[l.In].Negated()
		if l.In == l.Out {
			other = integer(1).Plus(other)
		}
		return other.Times(p[l.Out])
	}
	if l.Param != None {
		return t.theta[layer][l.Param]
	}
	if nonlin := p.stages[layer].nonlin; nonlin != nil && !piecewise(nonlin) {
		return t.slopeBy(p, layer, nonlin, *l)
	}
	return integer(int64(l.Slope)) // 0 or 1
}

func (t *truth) lossGradient(p *Pass) []Real {
	loss := p.Network.Loss
	if loss == nil {
		return allWritten(p.Network.Upstream.Data)
	}
	gradient := make([]Real, len(t.target))
	for at := range gradient {
		var sum realSum
		for _, term := range p.lossTermsAt(at, p.loss.slopes) {
			sum.add(t.product(p, term.Factors))
		}
		gradient[at] = sum.total()
	}
	return gradient
}
