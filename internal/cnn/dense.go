package cnn

import (
	"fmt"
	"iter"
)

// Dense is the fully connected layer s = W f + c: every output reads every
// input.
type Dense struct {
	Weights *Tensor // [out in]
	Bias    *Tensor // [out]
}

// Op is "dense".
func (Dense) Op() string { return "dense" }

// OutputShape maps [in] to [out].
func (d Dense) OutputShape(in Shape) (Shape, error) {
	if len(in) != 1 {
		return nil, fmt.Errorf("a dense layer reads a vector, but the input has shape %s; put a flatten before it", in)
	}
	if in[0] != d.Weights.Shape[1] {
		return nil, fmt.Errorf("each row of the weights has %d numbers, but the input has %d; give one weight for each input", d.Weights.Shape[1], in[0])
	}
	if !d.Bias.Shape.Equal(Shape{d.Weights.Shape[0]}) {
		return nil, fmt.Errorf("the bias has shape %s, but the weights have %d rows; give one number for each", d.Bias.Shape, d.Weights.Shape[0])
	}
	return Shape{d.Weights.Shape[0]}, nil
}

// Links yields each row of the weights and then the bias.
func (d Dense) Links(in Shape) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		out, n := d.Weights.Shape[0], d.Weights.Shape[1]
		for i := range out {
			for j := range n {
				if !yield(Link{Out: i, In: j, Param: i*n + j}) {
					return
				}
			}
			if !yield(Link{Out: i, In: One, Param: out*n + i}) {
				return
			}
		}
	}
}

// LinkCount is one for each weight and each bias.
func (d Dense) LinkCount(Shape) int64 { return int64(len(d.Weights.Data) + len(d.Bias.Data)) }

// Parameters are the weights and the bias.
func (d Dense) Parameters() []Parameter {
	return []Parameter{{"weights", d.Weights}, {"bias", d.Bias}}
}

// WithParameters is the layer with other weights and another bias.
func (d Dense) WithParameters(values []*Tensor) Layer {
	d.Weights, d.Bias = values[0], values[1]
	return d
}
