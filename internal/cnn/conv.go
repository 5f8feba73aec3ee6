package cnn

import (
	"fmt"
	"iter"
)

// Conv is the convolution of deep learning, a cross-correlation:
//
//	Z[o,i,j] = Σ_{c,m,n} X[c, i·s+m−p, j·s+n−p] · K[o,c,m,n] + b[o]
//
// with zeros outside X (Goodfellow, Bengio, Courville, Deep Learning, 2016,
// equation 9.6, with channels, stride and padding).
type Conv struct {
	Kernel *Tensor // [O C kh kw]
	Bias   *Tensor // [O]
	Stride Steps
	Pad    Padding
}

// Op is "conv".
func (Conv) Op() string { return "conv" }

// Window is the window that the kernel covers.
func (c Conv) Window() Window {
	return Window{Size: Steps{c.Kernel.Shape[2], c.Kernel.Shape[3]}, Stride: c.Stride, Pad: c.Pad}
}

// OutputShape maps [C H W] to [O H' W'].
func (c Conv) OutputShape(in Shape) (Shape, error) {
	if len(c.Kernel.Shape) != 4 {
		return nil, fmt.Errorf("the kernel has shape %s, expected [O C kh kw]", c.Kernel.Shape)
	}
	out, err := c.Window().positions(in)
	if err != nil {
		return nil, err
	}
	if in[0] != c.Kernel.Shape[1] {
		return nil, fmt.Errorf("the kernel reads %d channels, but the input has %d; give each kernel one plane for each input channel", c.Kernel.Shape[1], in[0])
	}
	if !c.Bias.Shape.Equal(Shape{c.Kernel.Shape[0]}) {
		return nil, fmt.Errorf("the bias has shape %s, but there are %d kernels; give one number for each", c.Bias.Shape, c.Kernel.Shape[0])
	}
	return Shape{c.Kernel.Shape[0], out.Down, out.Across}, nil
}

// Links yields, for each output cell, the input cells under its window,
// channel by channel in row-major order, and then the bias.
func (c Conv) Links(in Shape) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		w := c.Window()
		out, _ := c.OutputShape(in)
		k := c.Kernel.Shape
		at := 0
		for o := range out[0] {
			for i := range out[1] {
				for j := range out[2] {
					for ch := range in[0] {
						for cell, place := range w.cells(in, i, j) {
							link := Link{
								Out:   at,
								In:    (ch*in[1]+cell[0])*in[2] + cell[1],
								Param: ((o*k[1]+ch)*k[2]+place[0])*k[3] + place[1],
							}
							if !yield(link) {
								return
							}
						}
					}
					if !yield(Link{Out: at, In: One, Param: k.Size() + o}) {
						return
					}
					at++
				}
			}
		}
	}
}

// LinkCount is one for each input cell under each window of each kernel, and
// one for the bias of each output cell.
func (c Conv) LinkCount(in Shape) int64 {
	out, _ := c.OutputShape(in)
	return int64(out[0])*int64(in[0])*c.Window().seen(in, Steps{out[1], out[2]}) + int64(out.Size())
}

// Parameters are the kernel and the bias.
func (c Conv) Parameters() []Parameter {
	return []Parameter{{"kernel", c.Kernel}, {"bias", c.Bias}}
}

// WithParameters is the convolution with another kernel and bias.
func (c Conv) WithParameters(values []*Tensor) Layer {
	c.Kernel, c.Bias = values[0], values[1]
	return c
}
