package cnn

import (
	"errors"
	"fmt"
	"iter"
	"math"
)

// A normalization is what a pass holds of a batchnorm layer beside its output.
type normalization struct {
	eps        float64
	channels   int
	size       int // elements of a channel in one example
	examples   int
	mean       []float64 // of each channel
	variance   []float64
	deviation  []float64 // √(σ² + ε)
	normalized []float64 // x̂, of the input's shape
}

func newNormalization(b BatchNorm, in Shape, examples int) *normalization {
	c := in[0]
	return &normalization{
		eps: b.Eps, channels: c, size: in.Size() / c, examples: examples,
		mean: make([]float64, c), variance: make([]float64, c), deviation: make([]float64, c),
		normalized: make([]float64, examples*in.Size()),
	}
}

// count is how many numbers a channel has.
func (n *normalization) count() int { return n.examples * n.size }

// each lists the offsets of a channel's elements, example by example.
func (n *normalization) each(channel int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for e := range n.examples {
			first := (e*n.channels + channel) * n.size
			for i := range n.size {
				if !yield(first + i) {
					return
				}
			}
		}
	}
}

// channel is that of an element.
func (n *normalization) channel(offset int) int { return offset / n.size % n.channels }

var errNoVariance = errors.New("all numbers of a channel are the same and eps is 0 (or they differ by too little for a variance in float64), so there is nothing to divide by; give an eps above 0, such as 1e-5")

// forward computes y from x, and gives the links of x itself their slope, γ/σ.
func (n *normalization) forward(x, y, theta []float64, links []Link) error {
	m := float64(n.count())
	for c := range n.channels {
		// Away from the first number, the mean of equal numbers is that number.
		first, sum := x[c*n.size], 0.0
		for i := range n.each(c) {
			sum += x[i] - first
		}
		mean := first + sum/m
		squares := 0.0
		for i := range n.each(c) {
			d := x[i] - mean
			squares += float64(d * d)
		}
		n.mean[c], n.variance[c] = mean, squares/m
		n.deviation[c] = math.Sqrt(n.variance[c] + n.eps)
		switch {
		case math.IsInf(n.deviation[c], 0) || math.IsNaN(n.deviation[c]):
			return fmt.Errorf("the variance of channel %d is too large for float64; make the numbers smaller", c)
		case n.deviation[c] == 0:
			return errNoVariance
		}
		gamma, beta := theta[c], theta[n.channels+c]
		for i := range n.each(c) {
			n.normalized[i] = (x[i] - mean) / n.deviation[c]
			y[i] = float64(gamma*n.normalized[i]) + beta
		}
	}
	for k := range links {
		link := &links[k]
		if link.Slope = theta[link.Param]; link.In != One {
			link.Slope /= n.deviation[n.channel(link.Out)]
		}
	}
	return nil
}

// backward sends the gradient at the output to the input, and to γ and β.
func (n *normalization) backward(dx, dy, theta, gradient []float64) {
	m := float64(n.count())
	for c := range n.channels {
		dGamma, dBeta := 0.0, 0.0
		for i := range n.each(c) {
			dGamma += float64(dy[i] * n.normalized[i])
			dBeta += dy[i]
		}
		gradient[c], gradient[n.channels+c] = dGamma, dBeta
		scale := theta[c] / n.deviation[c]
		for i := range n.each(c) {
			own := dy[i] - dBeta/m
			dx[i] = scale * (own - float64(n.normalized[i]*(dGamma/m)))
		}
	}
}

// jacobian fills ∂out/∂in: γ/σ·([i = j] − 1/m − x̂ᵢ·x̂ⱼ/m) within a channel.
func (n *normalization) jacobian(theta []float64, to *Tensor) {
	m := float64(n.count())
	for c := range n.channels {
		for i := range n.each(c) {
			for j := range n.each(c) {
				slope := -1/m - float64(n.normalized[i]*n.normalized[j]/m)
				if i == j {
					slope++
				}
				to.Data[i*to.Shape[1]+j] = theta[c] / n.deviation[c] * slope
			}
		}
	}
}
