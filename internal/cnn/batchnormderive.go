package cnn

// RootOfSum is √(t + c), what batchnorm divides by.
var RootOfSum = newKind("root of a sum", Root(Plus(T, C)))

// statistics are what a pass holds of a batchnorm layer beside its output: the
// names in their places, as in "layers/1/mean", and their signs.
var statistics = []struct{ name, letter string }{
	{"mean", `\mu`}, {"variance", "v"}, {"deviation", "d"}, {"normalized", `\hat{x}`},
}

// Statistics are the places of what a batchnorm layer computes before its output:
// of each channel the mean, the variance and the deviation √(v + ε), and of each
// element (x − μ)/d. They stand in no values file. It is nil for other layers.
func (p *Pass) Statistics(layer int) []Place {
	if p.stages[layer].norm == nil {
		return nil
	}
	var places []Place
	for _, s := range statistics {
		places = append(places, ValuePlace(layer, s.name))
	}
	return places
}

// statistic is the quantity of such a name; ok is false where there is none.
func (p *Pass) statistic(layer int, name string) (q Quantity, ok bool) {
	n := p.stages[layer].norm
	if n == nil {
		return Quantity{}, false
	}
	number, count := 0, 0 // of the batchnorm layers
	for i := range p.stages {
		if p.stages[i].norm != nil {
			if count++; i == layer {
				number = count
			}
		}
	}
	if count == 1 {
		number = 0
	}
	all := map[string][]float64{"mean": n.mean, "variance": n.variance, "deviation": n.deviation, "normalized": n.normalized}
	for _, s := range statistics {
		if s.name == name {
			shape := Shape{n.channels}
			if name == "normalized" {
				shape = p.Activations[layer].Shape
			}
			return p.quantity(Sign{Letter: s.letter, Number: number}, ValuePlace(layer, name), &Tensor{shape, all[name]}), true
		}
	}
	return Quantity{}, false
}

// statisticTerms are the terms of such a quantity.
func (p *Pass) statisticTerms(layer int, name string, offset int) []Term {
	n, x := p.stages[layer].norm, p.activation(layer)
	mean, _ := p.statistic(layer, "mean")
	variance, _ := p.statistic(layer, "variance")
	share := oneOver(n.count())
	less := func(kind FactorKind, i, channel int) Factor {
		d := x.Data[i] - n.mean[channel]
		if kind == SquareDifference {
			d *= d
		}
		f := x.factor(kind, i, d)
		m := mean.factor(Element, channel, n.mean[channel])
		f.Minus = &m
		return f
	}
	var terms []Term
	switch name {
	case "mean":
		for i := range n.each(offset) {
			terms = append(terms, term(share, x.factor(Element, i, x.Data[i])))
		}
	case "variance":
		for i := range n.each(offset) {
			terms = append(terms, term(share, less(SquareDifference, i, offset)))
		}
	case "deviation":
		f := variance.factor(RootOfSum, offset, n.deviation[offset])
		f.Constant = n.eps
		terms = append(terms, term(f))
	case "normalized":
		c := n.channel(offset)
		terms = append(terms, term(less(Difference, offset, c), p.overDeviation(layer, c)))
	}
	return terms
}

// overDeviation is one over the deviation of a channel.
func (p *Pass) overDeviation(layer, channel int) Factor {
	q, _ := p.statistic(layer, "deviation")
	return q.factor(Reciprocal, channel, 1/q.Data[channel])
}

// normTerms are γ·x̂ and β, for an output of batchnorm.
func (p *Pass) normTerms(layer, offset int) []Term {
	n := p.stages[layer].norm
	c := n.channel(offset)
	normalized, _ := p.statistic(layer, "normalized")
	gamma, beta := p.value(layer, 0), p.value(layer, 1)
	return []Term{
		term(gamma.factor(Element, c, gamma.Data[c]), normalized.factor(Element, offset, normalized.Data[offset])),
		term(beta.factor(Element, c, beta.Data[c])),
	}
}

// normGradientTerms are the three ways back to an input of batchnorm: through x
// itself, through the mean and through the variance.
func (p *Pass) normGradientTerms(layer, offset int) []Term {
	n := p.stages[layer].norm
	c := n.channel(offset)
	normalized, _ := p.statistic(layer, "normalized")
	gamma, dGamma, dBeta, dy := p.value(layer, 0), p.parameterGradient(layer, 0), p.parameterGradient(layer, 1), p.gradient(layer+1)
	g, d, share := gamma.factor(Element, c, gamma.Data[c]), p.overDeviation(layer, c), oneOver(n.count())
	return []Term{
		term(g, d, dy.factor(Element, offset, dy.Data[offset])),
		term(constant(-1), g, d, share, dBeta.factor(Element, c, dBeta.Data[c])),
		term(constant(-1), g, d, share, normalized.factor(Element, offset, normalized.Data[offset]), dGamma.factor(Element, c, dGamma.Data[c])),
	}
}

// normParameterTerms are what each element of a channel contributes to the
// gradient of its γ (0) or its β (1).
func (p *Pass) normParameterTerms(layer, parameter, channel int) []Term {
	n := p.stages[layer].norm
	normalized, _ := p.statistic(layer, "normalized")
	dy := p.gradient(layer + 1)
	var terms []Term
	for i := range n.each(channel) {
		factors := []Factor{dy.factor(Element, i, dy.Data[i])}
		if parameter == 0 {
			factors = append(factors, normalized.factor(Element, i, normalized.Data[i]))
		}
		terms = append(terms, term(factors...))
	}
	return terms
}

// The truth of batchnorm.

// A realNormalization is what the truth holds of a batchnorm layer.
type realNormalization struct{ mean, variance, deviation, normalized []Real }

// normalize computes the output of a batchnorm layer.
func (t *truth) normalize(p *Pass, layer int) (y []Real) {
	n, x, theta := p.stages[layer].norm, t.activations[layer], t.theta[layer]
	r := &realNormalization{normalized: make([]Real, len(x))}
	if t.norms == nil {
		t.norms = map[int]*realNormalization{}
	}
	t.norms[layer] = r
	y = make([]Real, len(x))
	m := integer(int64(n.count()))
	for c := range n.channels {
		var sum, squares realSum
		for i := range n.each(c) {
			sum.add(x[i])
		}
		mean := sum.total().Over(m)
		for i := range n.each(c) {
			d := x[i].Minus(mean)
			squares.add(d.Times(d))
		}
		variance := squares.total().Over(m)
		deviation := variance.Plus(Written(n.eps)).root()
		r.mean, r.variance, r.deviation = append(r.mean, mean), append(r.variance, variance), append(r.deviation, deviation)
		for i := range n.each(c) {
			r.normalized[i] = x[i].Minus(mean).Over(deviation)
			y[i] = theta[c].Times(r.normalized[i]).Plus(theta[n.channels+c])
		}
	}
	return y
}

// normBackward sends the gradient through a batchnorm layer.
func (t *truth) normBackward(p *Pass, layer int) (dx, dTheta []Real) {
	n, r, dy, theta := p.stages[layer].norm, t.norms[layer], t.gradients[layer+1], t.theta[layer]
	dx, dTheta = make([]Real, len(dy)), make([]Real, len(theta))
	m := integer(int64(n.count()))
	for c := range n.channels {
		var dGamma, dBeta realSum
		for i := range n.each(c) {
			dGamma.add(dy[i].Times(r.normalized[i]))
			dBeta.add(dy[i])
		}
		dTheta[c], dTheta[n.channels+c] = dGamma.total(), dBeta.total()
		scale := theta[c].Over(r.deviation[c])
		for i := range n.each(c) {
			dx[i] = SumOf(dy[i], dTheta[n.channels+c].Over(m).Negated(), dTheta[c].Over(m).Times(r.normalized[i]).Negated()).Times(scale)
		}
	}
	return dx, dTheta
}

// root is the square root of a number from 0.
func (a Real) root() Real {
	if a.unsure {
		return floatAlone(newWide(bigWritten(realBits, a.float), 0).root().float())
	}
	return Real{near: a.near.plus(a.rest).root()}
}

// root is the square root of a number from 0.
func (a wide) root() wide {
	if a.m == nil {
		return a
	}
	m, e := a.m, a.e
	if e%2 != 0 {
		m, e = newBig().SetMantExp(m, 1), e-1
	}
	r := newWide(newBig().Sqrt(m), e/2)
	r.rounded = true
	return r
}
