package cnn

// A realNormalization is what the truth holds of a batchnorm layer.
type realNormalization struct {
	of                                    *normalization
	mean, variance, deviation, normalized []Real
}

// real computes the output.
func (n *normalization) real(x, theta []Real) (y []Real, _ realWhole) {
	r := &realNormalization{of: n, normalized: make([]Real, len(x))}
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
	return y, r
}

// backward sends the gradient to the input, and to γ and β.
func (r *realNormalization) backward(dy, theta []Real) (dx, dTheta []Real) {
	n := r.of
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

// slope is that of the way of x itself, γ/σ, or of β.
func (r *realNormalization) slope(theta []Real, l *Link) Real {
	if l.In == One {
		return theta[l.Param]
	}
	return theta[l.Param].Over(r.deviation[r.of.channel(l.Out)])
}

func (r *realNormalization) statistic(name string) []Real {
	return map[string][]Real{"mean": r.mean, "variance": r.variance, "deviation": r.deviation, "normalized": r.normalized}[name]
}
