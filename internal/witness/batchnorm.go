package witness

import "backprop/internal/cnn"

// batchnorm normalizes each channel over all examples: (x − μ)/√(σ² + ε), times
// gamma and plus beta. It keeps μ, σ², the root and the quotients by their names.
func (p *Pass) batchnorm(l cnn.BatchNorm, x []cube) []cube {
	gamma, beta := p.learn("gamma", l.Gamma), p.learn("beta", l.Beta)
	out := make([]cube, len(x))
	normal := make([]cube, len(x))
	for e := range x {
		nothing := func(n *node) *node { return n }
		out[e], normal[e] = x[e].each(nothing), x[e].each(nothing)
	}
	mean, variance, deviation := []*node{}, []*node{}, []*node{}
	for c, places := range channels(x, len(gamma)) {
		m := p.leaf(float64(len(places)))
		sum, squares := p.leaf(0), p.leaf(0)
		for _, at := range places {
			sum = p.add(sum, *at.in(x))
		}
		mean = append(mean, p.div(sum, m))
		for _, at := range places {
			d := p.sub(*at.in(x), mean[c])
			squares = p.add(squares, p.mul(d, d))
		}
		variance = append(variance, p.div(squares, m))
		deviation = append(deviation, p.root(p.add(variance[c], p.leaf(l.Eps))))
		for _, at := range places {
			q := p.div(p.sub(*at.in(x), mean[c]), deviation[c])
			*at.in(normal) = q
			*at.in(out) = p.add(p.mul(gamma[c], q), beta[c])
		}
	}
	p.statistics[len(p.parameters)-1] = map[string][]*node{
		"mean": mean, "variance": variance, "deviation": deviation, "normalized": flat(normal),
	}
	return out
}

// spot is where a number is: the example, and the place in its cube.
type spot struct{ example, channel, row, column int }

func (s spot) in(x []cube) **node { return &x[s.example][s.channel][s.row][s.column] }

// channels lists the places of the numbers of each of so many channels: maps, or
// the numbers of a vector, which is one row of one map.
func channels(x []cube, count int) [][]spot {
	vector := len(x[0]) != count
	all := make([][]spot, count)
	for e, c := range x {
		for ch, rows := range c {
			for i, row := range rows {
				for j := range row {
					at := ch
					if vector {
						at = j
					}
					all[at] = append(all[at], spot{e, ch, i, j})
				}
			}
		}
	}
	return all
}

// root is the square root of a number from 0, e^(ln a / 2).
func (t *tape) root(a *node) *node {
	return t.exp(t.div(t.ln(a), t.leaf(2)))
}
