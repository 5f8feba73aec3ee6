package cnn

import (
	"fmt"
	"iter"
)

// ConvTranspose is the transposed convolution: the way back of a convolution,
// taken forward. Each cell of the input stamps the kernel, scaled by that cell,
// onto the output, and where stamps overlap they add:
//
//	Z[o, i·s+m−p, j·s+n−p] += Σ_c X[c,i,j] · K[c,o,m,n], and b[o] once
//
// Pad counts the rows and columns that are cropped from the result, Back those
// that are given back at the bottom and at the right; beyond the stamps they
// hold the bias alone (Dumoulin and Visin, A guide to convolution arithmetic for
// deep learning, arXiv:1603.07285, relationship 14).
type ConvTranspose struct {
	Kernel *Tensor // [C O kh kw]
	Bias   *Tensor // [O]
	Stride Steps
	Pad    Padding
	Back   Steps // output_pad in network files
}

// Op is "conv_transpose".
func (ConvTranspose) Op() string { return "conv_transpose" }

// Window is the window of the convolution that this one transposes: it slides
// over the output and sees, at each cell of the input, what that cell stamps.
func (c ConvTranspose) Window() Window {
	return Window{Size: Steps{c.Kernel.Shape[2], c.Kernel.Shape[3]}, Stride: c.Stride, Pad: c.Pad}
}

// OutputShape maps [C H W] to [O H' W'].
func (c ConvTranspose) OutputShape(in Shape) (Shape, error) {
	if len(c.Kernel.Shape) != 4 {
		return nil, fmt.Errorf("the kernel has shape %s, expected [C O kh kw]", c.Kernel.Shape)
	}
	if len(in) != 3 {
		return nil, fmt.Errorf("a transposed convolution reads maps [C][H][W], but the input has shape %s; give the input rows and columns, or move the layer before the flatten", in)
	}
	if err := c.Window().check(); err != nil {
		return nil, err
	}
	channels, kernels := c.Kernel.Shape[0], c.Kernel.Shape[1]
	switch {
	case in[0] != channels:
		return nil, fmt.Errorf("the kernel reads %s, but the input has %d; its first axis counts the input's channels, as in [C][O][kh][kw]", counted(channels, "channel"), in[0])
	case !c.Bias.Shape.Equal(Shape{kernels}):
		return nil, fmt.Errorf("the bias has shape %s, but the kernel makes %d maps; give one number for each", c.Bias.Shape, kernels)
	case c.Back.Down < 0 || c.Back.Across < 0 || c.Back.Down >= c.Stride.Down || c.Back.Across >= c.Stride.Across:
		return nil, fmt.Errorf("output_pad [%d, %d] beside the stride [%d, %d]: each must be from 0 to one less than the stride, since a whole stride more is one input cell more", c.Back.Down, c.Back.Across, c.Stride.Down, c.Stride.Across)
	}
	rows := (in[1]-1)*c.Stride.Down + c.Kernel.Shape[2] + c.Back.Down
	columns := (in[2]-1)*c.Stride.Across + c.Kernel.Shape[3] + c.Back.Across
	out := Shape{kernels, rows - c.Pad.Top - c.Pad.Bottom, columns - c.Pad.Left - c.Pad.Right}
	if out[1] < 1 || out[2] < 1 {
		return nil, fmt.Errorf("pad [%d, %d, %d, %d] crops everything: there are %d rows and %d columns; crop fewer", c.Pad.Top, c.Pad.Left, c.Pad.Bottom, c.Pad.Right, rows, columns)
	}
	return out, nil
}

// Links yields, for each output cell, the input cells whose stamps reach it,
// channel by channel in row-major order, and then the bias.
func (c ConvTranspose) Links(in Shape) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		w := c.Window()
		out, _ := c.OutputShape(in)
		k := c.Kernel.Shape
		at := 0
		for o := range out[0] {
			for u := range out[1] {
				for v := range out[2] {
					for ch := range in[0] {
						for i, m := range stamps(u+w.Pad.Top, w.Size.Down, w.Stride.Down, in[1]) {
							for j, n := range stamps(v+w.Pad.Left, w.Size.Across, w.Stride.Across, in[2]) {
								link := Link{
									Out:   at,
									In:    (ch*in[1]+i)*in[2] + j,
									Param: ((ch*k[1]+o)*k[2]+m)*k[3] + n,
								}
								if !yield(link) {
									return
								}
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

// stamps yields, along one axis, the cells whose stamps reach a place of the
// result before it is cropped, each with the place in the kernel that reaches
// it.
func stamps(place, size, stride, cells int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i := max(0, (place-size)/stride); i < cells && i*stride <= place; i++ {
			if m := place - i*stride; m < size && !yield(i, m) {
				return
			}
		}
	}
}

// LinkCount is one for each output cell that each stamp of each kernel reaches,
// and one for the bias of each output cell.
func (c ConvTranspose) LinkCount(in Shape) int64 {
	out, _ := c.OutputShape(in)
	stamped := c.Window().seen(out, Steps{in[1], in[2]})
	return int64(in[0])*int64(out[0])*stamped + int64(out.Size())
}

// Parameters are the kernel and the bias.
func (c ConvTranspose) Parameters() []Parameter {
	return []Parameter{{"kernel", c.Kernel}, {"bias", c.Bias}}
}

// WithParameters is the layer with another kernel and bias.
func (c ConvTranspose) WithParameters(values []*Tensor) Layer {
	c.Kernel, c.Bias = values[0], values[1]
	return c
}

func (c ConvTranspose) value(j int) *Tensor { return [...]*Tensor{c.Kernel, c.Bias}[j] }

func (c ConvTranspose) alike(other Layer) bool {
	o, ok := other.(ConvTranspose)
	return ok && c.Window() == o.Window() && c.Back == o.Back
}
