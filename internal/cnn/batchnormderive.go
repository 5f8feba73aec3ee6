package cnn

// RootOfSum is √(t + c), what batchnorm divides by.
var RootOfSum = newKind("root of a sum", Root(Plus(T, C)))

// statistics are of each channel the mean, the variance and the deviation √(v + ε),
// and of each element (x − μ)/d.
func (n *normalization) statistics() []statistic {
	return []statistic{
		{"mean", `\mu`, false, n.mean}, {"variance", "v", false, n.variance}, {"deviation", "d", false, n.deviation},
		{"normalized", `\hat{x}`, true, n.normalized},
	}
}

// statisticTerms are the terms of such a quantity.
func (n *normalization) statisticTerms(in layerIn, name string, offset int) []Term {
	x, mean, variance := in.activation(in.layer), in.statistic("mean"), in.statistic("variance")
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
		terms = append(terms, term(less(Difference, offset, c), in.overDeviation(c)))
	}
	return terms
}

// overDeviation is one over the deviation of a channel.
func (in layerIn) overDeviation(channel int) Factor {
	q := in.statistic("deviation")
	return q.factor(Reciprocal, channel, 1/q.Data[channel])
}

// outputTerms are γ·x̂ and β.
func (n *normalization) outputTerms(in layerIn, offset int) []Term {
	c := n.channel(offset)
	normalized, gamma, beta := in.statistic("normalized"), in.value(in.layer, 0), in.value(in.layer, 1)
	return []Term{
		term(gamma.factor(Element, c, gamma.Data[c]), normalized.factor(Element, offset, normalized.Data[offset])),
		term(beta.factor(Element, c, beta.Data[c])),
	}
}

// inputTerms are the three ways back: through x itself, through the mean and
// through the variance.
func (n *normalization) inputTerms(in layerIn, offset int) []Term {
	c := n.channel(offset)
	normalized, gamma := in.statistic("normalized"), in.value(in.layer, 0)
	dGamma, dBeta, dy := in.parameterGradient(in.layer, 0), in.parameterGradient(in.layer, 1), in.gradient(in.layer+1)
	g, d, share := gamma.factor(Element, c, gamma.Data[c]), in.overDeviation(c), oneOver(n.count())
	return []Term{
		term(g, d, dy.factor(Element, offset, dy.Data[offset])),
		term(constant(-1), g, d, share, dBeta.factor(Element, c, dBeta.Data[c])),
		term(constant(-1), g, d, share, normalized.factor(Element, offset, normalized.Data[offset]), dGamma.factor(Element, c, dGamma.Data[c])),
	}
}

// parameterTerms are what each element of a channel contributes to the gradient
// of its γ (0) or its β (1).
func (n *normalization) parameterTerms(in layerIn, parameter, channel int) []Term {
	normalized, dy := in.statistic("normalized"), in.gradient(in.layer+1)
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
