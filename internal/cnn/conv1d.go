package cnn

import (
	"fmt"
	"iter"
)

// Conv1d is the convolution along one axis:
//
//	Z[o,i] = Σ_{c,m} X[c, i·s+m−p] · K[o,c,m] + b[o]
//
// It is a Conv over maps of one row, whose options it has: the step across is
// its stride, and the padding before and after is that at the left and the right.
type Conv1d struct{ Conv } // with a kernel [O C k]

// Op is "conv1d".
func (Conv1d) Op() string { return "conv1d" }

// onMaps is the convolution over maps of one row; its kernel has the same
// numbers.
func (c Conv1d) onMaps() Conv {
	k := c.Kernel.Shape
	c.Conv.Kernel = &Tensor{Shape{k[0], k[1], 1, k[2]}, c.Kernel.Data}
	return c.Conv
}

// Window is the window that the kernel covers, of one row.
func (c Conv1d) Window() Window { return c.onMaps().Window() }

// OutputShape maps [C L] to [O L'].
func (c Conv1d) OutputShape(in Shape) (Shape, error) {
	if len(c.Kernel.Shape) != 3 {
		return nil, fmt.Errorf("the kernel has shape %s, expected [O C k]", c.Kernel.Shape)
	}
	if err := c.Window().checkAlong(in); err != nil {
		return nil, err
	}
	out, err := c.onMaps().OutputShape(in.OnMaps())
	if err != nil {
		return nil, err
	}
	return Shape{out[0], out[2]}, nil
}

// Links are those over maps of one row.
func (c Conv1d) Links(in Shape) iter.Seq[Link] { return c.onMaps().Links(in.OnMaps()) }

// LinkCount is that over maps of one row.
func (c Conv1d) LinkCount(in Shape) int64 { return c.onMaps().LinkCount(in.OnMaps()) }

// WithParameters is the convolution with another kernel and bias.
func (c Conv1d) WithParameters(values []*Tensor) Layer {
	c.Kernel, c.Bias = values[0], values[1]
	return c
}

func (c Conv1d) value(j int) *Tensor { return [...]*Tensor{c.Kernel, c.Bias}[j] }

func (c Conv1d) alike(other Layer) bool {
	o, ok := other.(Conv1d)
	c.Kernel, c.Bias, o.Kernel, o.Bias = nil, nil, nil, nil
	return ok && c == o
}
