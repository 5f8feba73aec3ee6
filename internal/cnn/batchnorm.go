package cnn

import (
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
			return nil, fmt.Errorf("%s has shape %s, but the input has shape %s; give one number for each channel, %d in all", p.Name, p.Value.Shape, in, in[0])
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

func (b BatchNorm) value(j int) *Tensor { return [...]*Tensor{b.Gamma, b.Beta}[j] }

func (b BatchNorm) alike(other Layer) bool {
	o, ok := other.(BatchNorm)
	return ok && b.Eps == o.Eps
}

// over makes room for the means and the variances.
func (b BatchNorm) over(in Shape, examples int) whole { return newNormalization(b, in, examples) }
