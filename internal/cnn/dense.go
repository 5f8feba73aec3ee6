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

// InOutHint and HWCOHint say how weights and kernels can be given as other
// systems have them. They end the error of a shape that such a layout explains.
const (
	InOutHint = `, or where the file has them as [in][out], say "layout": "in_out"`
	HWCOHint  = `, or where the file has the kernel as [kh][kw][C][O], say "layout": "HWCO"`
)

// Op is "dense".
func (Dense) Op() string { return "dense" }

// OutputShape maps [in] to [out].
func (d Dense) OutputShape(in Shape) (Shape, error) {
	if len(in) != 1 {
		hint := ""
		if len(in) == 3 && in[0] == 1 && in[2] == d.Weights.Shape[1] {
			hint = fmt.Sprintf(`, or give several examples of %d numbers as "batch": [{"input": …}, …]`, in[2])
		}
		return nil, fmt.Errorf("a dense layer reads a vector, but the input has shape %s; put a flatten before it%s", in, hint)
	}
	if in[0] != d.Weights.Shape[1] {
		hint := ""
		if in[0] == d.Weights.Shape[0] {
			hint = InOutHint
		}
		return nil, fmt.Errorf("each row of the weights has %s, but the input has %d; give one weight for each input%s", counted(d.Weights.Shape[1], "number"), in[0], hint)
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

func (d Dense) value(j int) *Tensor { return [...]*Tensor{d.Weights, d.Bias}[j] }

func (d Dense) alike(other Layer) bool {
	_, ok := other.(Dense)
	return ok
}
