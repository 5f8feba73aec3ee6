package marking

import (
	"math"

	"backprop/internal/cnn"
)

// normMistakes are about the way back through batch normalization.
var normMistakes = []Mistake{
	{
		Name: "batchnorm-mean-constant", Group: Normalization, common: 1,
		Wrong:   "On the way back the mean of a channel is taken for a constant.",
		Did:     "took the mean for a constant on the way back",
		Right:   "Every number of the channel moves the mean, and through it every output.",
		Instead: "Subtract the mean of the arriving gradients from each of them. The gradients that go on then sum to 0 over a channel.",
		Links:   []string{"https://github.com/BVLC/caffe/pull/4110"},
		ways: []fault{{at: isBatchNorm, after: func(s *stage, r *run, dx []span) []span {
			n := r.norm(s)
			return n.with(dx, func(i, c int) span { return n.dBeta[c] })
		}}},
	},
	{
		Name: "batchnorm-variance-constant", Group: Normalization, common: 1,
		Wrong:   "On the way back the variance of a channel is taken for a constant.",
		Did:     "took the variance for a constant on the way back",
		Right:   "Every number of the channel moves the variance, and through it every output.",
		Instead: "Subtract x̂ times the mean of the arriving gradients times x̂ as well. Without it the gradients still sum to 0 over a channel, but a larger scale of the inputs seems to matter, and it does not.",
		Links:   []string{"https://github.com/BVLC/caffe/pull/4110"},
		ways: []fault{{at: isBatchNorm, after: func(s *stage, r *run, dx []span) []span {
			n := r.norm(s)
			return n.with(dx, func(i, c int) span { return n.normal[i].times(n.dGamma[c]) })
		}}},
	},
}

func isBatchNorm(s *stage) bool {
	_, ok := s.layer.(cnn.BatchNorm)
	return ok
}

// A norm is batch normalization in a run, over all examples at once.
type norm struct {
	channels, size int    // of one example: its channels, and what each of them holds
	count          int    // of all examples, in a channel
	output, normal []span // y, and x̂
	scale          []span // γ/d of each channel
	dGamma, dBeta  []span // what the arriving gradient makes of them; nil before there is one
}

func (n *norm) channel(i int) int { return i / n.size % n.channels }

// norm works a layer out from the run's numbers.
func (r *run) norm(s *stage) *norm {
	layer, x, theta := s.layer.(cnn.BatchNorm), r.activations[s.number], r.theta(s)
	n := &norm{channels: s.in[0], size: s.in.Size() / s.in[0], output: make([]span, len(x)), normal: make([]span, len(x))}
	n.count = len(x) / n.channels
	share := point(1 / float64(n.count))
	sums, squares := make([]span, n.channels), make([]span, n.channels)
	for i, v := range x {
		sums[n.channel(i)] = sums[n.channel(i)].plus(v)
	}
	for i, v := range x {
		c := n.channel(i)
		squares[c] = squares[c].plus(spans{}.Squared(v.minus(sums[c].times(share))))
	}
	over := make([]span, n.channels)
	for c := range over {
		deviation := squares[c].times(share).plus(point(layer.Eps)).through(func(v float64) float64 { return math.Sqrt(max(v, 0)) })
		over[c] = reciprocal(deviation)
		n.scale = append(n.scale, theta[c].times(over[c]))
	}
	for i, v := range x {
		c := n.channel(i)
		n.normal[i] = v.minus(sums[c].times(share)).times(over[c])
		n.output[i] = theta[c].times(n.normal[i]).plus(theta[n.channels+c])
	}
	if dy := r.gradients[s.number+1]; dy != nil {
		n.dGamma, n.dBeta = make([]span, n.channels), make([]span, n.channels)
		for i, d := range dy {
			c := n.channel(i)
			n.dGamma[c] = n.dGamma[c].plus(d.times(n.normal[i]))
			n.dBeta[c] = n.dBeta[c].plus(d)
		}
	}
	return n
}

// with adds to the gradient at the input what a path that is forgotten would have
// taken away.
func (n *norm) with(dx []span, path func(i, channel int) span) []span {
	all := make([]span, len(dx))
	for i, v := range dx {
		c := n.channel(i)
		all[i] = v.plus(n.scale[c].times(path(i, c)).times(point(1 / float64(n.count))))
	}
	return all
}

// throughNorm is what the layer sends to its input, by all three paths.
func (r *run) throughNorm(s *stage) []span {
	n, dy := r.norm(s), r.gradients[s.number+1]
	share := point(1 / float64(n.count))
	dx := make([]span, len(dy))
	for i, d := range dy {
		c := n.channel(i)
		own := d.minus(n.dBeta[c].times(share)).minus(n.normal[i].times(n.dGamma[c]).times(share))
		dx[i] = own.times(n.scale[c])
	}
	return dx
}

// normParts are what each example contributes to the gradients of γ and β.
func (r *run) normParts(s *stage) [][]span {
	n, dy := r.norm(s), r.gradients[s.number+1]
	parts := make([][]span, r.network.Examples())
	for e := range parts {
		parts[e] = make([]span, len(s.theta))
		size := len(dy) / len(parts)
		for i := e * size; i < (e+1)*size; i++ {
			c := n.channel(i)
			parts[e][c] = parts[e][c].plus(dy[i].times(n.normal[i]))
			parts[e][n.channels+c] = parts[e][n.channels+c].plus(dy[i])
		}
	}
	return parts
}
