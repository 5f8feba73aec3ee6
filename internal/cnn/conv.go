package cnn

import (
	"fmt"
	"iter"
)

// Conv is the convolution of deep learning, a cross-correlation:
//
//	Z[o,i,j] = Σ_{c,m,n} X[c, i·s+m·d−p, j·s+n·d−p] · K[o,c,m,n] + b[o]
//
// with zeros outside X (Goodfellow, Bengio, Courville, Deep Learning, 2016,
// equation 9.6, with channels, stride, padding and dilation). With g groups the
// input maps and the kernels are split into g parts, and kernel o reads the maps
// of part ⌊o·g/O⌋ alone: c counts from the first of these.
type Conv struct {
	Kernel   *Tensor // [O C/g kh kw]
	Bias     *Tensor // [O]
	Stride   Steps
	Pad      Padding
	Same     bool  // pads as Window.Same says; Pad is 0 then
	Dilation Steps // 0 stands for 1
	Groups   int   // 0 stands for 1
}

// Op is "conv".
func (Conv) Op() string { return "conv" }

// Window is the window that the kernel covers.
func (c Conv) Window() Window {
	return Window{Size: Steps{c.Kernel.Shape[2], c.Kernel.Shape[3]}, Stride: c.Stride, Pad: c.Pad, Dilation: c.Dilation, Same: c.Same}
}

// Parts is how many groups the maps are split into, 1 where there are none.
func (c Conv) Parts() int { return max(c.Groups, 1) }

// FirstRead is the first of the input maps that a kernel reads; it reads as many
// as the kernel has.
func (c Conv) FirstRead(kernel int) int {
	return kernel * c.Parts() / c.Kernel.Shape[0] * c.Kernel.Shape[1]
}

// OutputShape maps [C H W] to [O H' W'].
func (c Conv) OutputShape(in Shape) (Shape, error) {
	if len(c.Kernel.Shape) != 4 {
		return nil, fmt.Errorf("the kernel has shape %s, expected [O C kh kw]", c.Kernel.Shape)
	}
	if hint := c.otherLayout(in); hint != "" {
		return nil, c.wrongChannels(in, hint)
	}
	out, err := c.Window().positions(in)
	if err != nil {
		return nil, err
	}
	if err := c.checkGroups(in[0]); err != nil {
		return nil, err
	}
	if c.Parts() == 1 && in[0] != c.Kernel.Shape[1] {
		return nil, c.wrongChannels(in, "")
	}
	if !c.Bias.Shape.Equal(Shape{c.Kernel.Shape[0]}) {
		return nil, fmt.Errorf("the bias has shape %s, but there are %d kernels; give one number for each", c.Bias.Shape, c.Kernel.Shape[0])
	}
	return Shape{c.Kernel.Shape[0], out.Down, out.Across}, nil
}

// wrongChannels is the error of kernels that read another number of channels than
// the input has.
func (c Conv) wrongChannels(in Shape, hint string) error {
	return fmt.Errorf("the kernel reads %s, but the input has %d; give each kernel one plane for each input channel%s", counted(c.Kernel.Shape[1], "channel"), in[0], hint)
}

// otherLayout says which other order of the axes would make the kernel and the
// input fit, where they do not; "" elsewhere.
func (c Conv) otherLayout(in Shape) string {
	k := c.Kernel.Shape
	if len(in) != 3 || c.Parts() > 1 || k[1] == in[0] {
		return ""
	}
	pad := c.Window().On(in).Pad
	switch {
	case k[2] == in[0] && k[0] <= in[1]+pad.Top+pad.Bottom && k[1] <= in[2]+pad.Left+pad.Right:
		return HWCOHint // as then the kernel has k[0] rows and k[1] columns
	case k[1] == in[2]:
		return ", or where the input is written [H][W][C], put its channels first: [C][H][W]"
	}
	return ""
}

// checkGroups reports maps or kernels that do not split into the groups, and a
// kernel that does not read the maps of one of them.
func (c Conv) checkGroups(channels int) error {
	g, k := c.Groups, c.Kernel.Shape
	hint := ""
	if g > 1 && k[2]*g == channels && k[3]%g == 0 {
		hint = HWCOHint
	}
	switch {
	case g < 0:
		return fmt.Errorf("groups %d: there must be at least 1", g)
	case g <= 1:
		return nil
	case channels%g != 0:
		return fmt.Errorf("groups %d: the %d maps of the input do not split into %d equal groups; use a number that divides %d", g, channels, g, channels)
	case k[0]%g != 0:
		return fmt.Errorf("groups %d: the %d kernels do not split into %d equal groups; use a number that divides %d%s", g, k[0], g, k[0], hint)
	case k[1] != channels/g:
		return fmt.Errorf("the kernel reads %s, but with %d groups each group has %d of the input's %d; give each kernel one plane for each channel of its group, [O][C/groups][kh][kw]%s", counted(k[1], "channel"), g, channels/g, channels, hint)
	}
	return nil
}

// Links yields, for each output cell, the input cells under its window,
// channel by channel in row-major order, and then the bias.
func (c Conv) Links(in Shape) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		w := c.Window().On(in)
		out, _ := c.OutputShape(in)
		k := c.Kernel.Shape
		at := 0
		for o := range out[0] {
			group := c.FirstRead(o)
			for i := range out[1] {
				for j := range out[2] {
					for ch := range k[1] {
						for cell, place := range w.cells(in, i, j) {
							link := Link{
								Out:   at,
								In:    ((group+ch)*in[1]+cell[0])*in[2] + cell[1],
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
	return int64(out[0])*int64(c.Kernel.Shape[1])*c.Window().On(in).seen(in, Steps{out[1], out[2]}) + int64(out.Size())
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

func (c Conv) value(j int) *Tensor { return [...]*Tensor{c.Kernel, c.Bias}[j] }

func (c Conv) alike(other Layer) bool {
	o, ok := other.(Conv)
	return ok && c.Window() == o.Window() && c.Parts() == o.Parts()
}
