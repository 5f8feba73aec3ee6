package cnn

import (
	"errors"
	"fmt"
	"iter"
	"math"
)

// BatchNorm gives each channel the mean β and the deviation γ, over all examples
// of a batch and all positions in them:
//
//	μ = Σ x / m    σ² = Σ (x − μ)² / m    x̂ = (x − μ) / √(σ² + ε)    y = γ·x̂ + β
//
// with m numbers in the channel (Ioffe and Szegedy, Batch normalization, 2015,
// algorithm 1). Every number of a channel moves its mean and its variance, so a
// gradient goes back on three ways: through x itself, through the mean and
// through the variance. Added up they are
//
//	∂L/∂x = γ/σ · (∂L/∂y − 1/m · ∂L/∂β − 1/m · x̂ · ∂L/∂γ)
//
// where σ is the root. The channels of maps [C H W] and of sequences [C L] are
// their first axis; each element of a vector is a channel.
type BatchNorm struct {
	Gamma, Beta *Tensor // [C]
	Eps         float64
}

// Op is "batchnorm".
func (BatchNorm) Op() string { return "batchnorm" }

// OutputShape is the input's.
func (b BatchNorm) OutputShape(in Shape) (Shape, error) {
	for _, p := range b.Parameters() {
		if !p.Value.Shape.Equal(Shape{in[0]}) {
			return nil, fmt.Errorf("%s has shape %s, but the input has shape %s; give one number for each of its %d channels", p.Name, p.Value.Shape, in, in[0])
		}
	}
	if !(b.Eps >= 0) || math.IsInf(b.Eps, 0) {
		return nil, fmt.Errorf("eps is %v; use a small number from 0, such as 1e-5", b.Eps)
	}
	return in, nil
}

// checkBatch reports channels of fewer than two numbers.
func (b BatchNorm) checkBatch(in Shape, examples int) error {
	if count := examples * (in.Size() / in[0]); count < 2 {
		return fmt.Errorf("each channel has %d number, whose variance is 0 whatever it is; give a batch of at least 2 examples", count)
	}
	return nil
}

// Links yields for each element the way of x itself, with the channel's γ, and
// then β. The ways through the mean and the variance join every element of a
// channel with every other, and are not listed.
func (b BatchNorm) Links(in Shape) iter.Seq[Link] {
	size := in.Size() / in[0]
	return func(yield func(Link) bool) {
		for i := range in.Size() {
			c := i / size
			if !yield(Link{Out: i, In: i, Param: c}) || !yield(Link{Out: i, In: One, Param: in[0] + c}) {
				return
			}
		}
	}
}

// LinkCount is two for each element.
func (b BatchNorm) LinkCount(in Shape) int64 { return 2 * int64(in.Size()) }

// Parameters are γ and β.
func (b BatchNorm) Parameters() []Parameter {
	return []Parameter{{"gamma", b.Gamma}, {"beta", b.Beta}}
}

// WithParameters is the layer with another γ and β.
func (b BatchNorm) WithParameters(values []*Tensor) Layer {
	b.Gamma, b.Beta = values[0], values[1]
	return b
}

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
