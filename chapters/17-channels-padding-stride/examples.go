package main

import (
	"embed"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
)

// The layers of the chapter.
type layers struct {
	channels, padding, stride, axes *example
	dilation, groups                *example

	parts  []*example // channels, with what arrives at one kernel alone
	ringed *example   // padding, with the zeros given as input
	slow   *example   // stride, with stride 1 and the dilated error signal
	hasty  *example   // stride, backward as if the stride were 1

	// All by two by two over the same map with the same gradients: windows
	// that overlap, partial windows at the end, padding at the start.
	overlap, partial, padded *example
}

// files hold a network of one layer each, with the gradient at its output.
//
//go:embed layers
var files embed.FS

// examples runs all layers of the chapter.
func examples() (l layers) {
	for name, to := range map[string]**example{
		"channels": &l.channels, "padding": &l.padding, "stride": &l.stride, "axes": &l.axes,
		"dilation": &l.dilation, "groups": &l.groups,
		"overlap": &l.overlap, "partial": &l.partial, "padded": &l.padded,
	} {
		file := "layers/" + name + ".json"
		n := notebook.Must(format.ParseNetwork(file, notebook.Must(files.ReadFile(file))))
		n.LearningRate = 0 // nobody takes a step here
		*to = newExample(n)
	}
	for o := range l.channels.Z.Shape[0] {
		l.parts = append(l.parts, l.channels.with(func(n *cnn.Network, _ *cnn.Conv) {
			size := n.Upstream.Shape[1:].Size()
			alone := cnn.NewTensor(n.Upstream.Shape...)
			copy(alone.Data[o*size:(o+1)*size], n.Upstream.Data[o*size:])
			n.Upstream = alone
		}))
	}
	l.ringed = l.padding.with(func(n *cnn.Network, c *cnn.Conv) {
		n.Input = cnn.Map(c.Pad.Around(n.Input.Rows()))
		c.Pad = cnn.Padding{}
	})
	one := cnn.Steps{Down: 1, Across: 1}
	l.slow = l.stride.with(func(n *cnn.Network, c *cnn.Conv) {
		s := c.Stride
		c.Stride = one
		shape := notebook.Must(c.OutputShape(n.Input.Shape))
		n.Upstream = cnn.NewTensor(shape...)
		for i, j := range cells(l.stride.DZ.Rows()) {
			n.Upstream.Data[shape.Offset(0, i*s.Down, j*s.Across)] = l.stride.DZ.At(i, j)
		}
	})
	l.hasty = l.stride.with(func(n *cnn.Network, c *cnn.Conv) {
		c.Stride = one
		n.Input = cnn.Map(cut(n.Input.Rows(), 0, 0,
			l.stride.Z.Shape[1]+c.Kernel.Shape[2]-1, l.stride.Z.Shape[2]+c.Kernel.Shape[3]-1))
	})
	return l
}

// means are the three poolings.
func (l layers) means() []*example { return []*example{l.overlap, l.partial, l.padded} }

// An example is a network that is nothing but one layer. The gradients at
// its output are given.
type example struct {
	Network *cnn.Network
	Pass    *cnn.Pass
	Window  cnn.Window

	X, Z, DX, DZ cnn.Quantity // Z is the output, also of a pooling
	K, B, DK, DB cnn.Quantity // of a convolution
}

// newExample runs a network of one layer and names its parts.
func newExample(n *cnn.Network) *example {
	e := &example{Network: n, Pass: notebook.Must(cnn.Run(n))}
	switch layer := n.Layers[0].(type) {
	case cnn.Conv:
		e.Window = layer.Window()
	case cnn.AvgPool:
		e.Window = layer.Window
	}
	at := func(place cnn.Place) cnn.Quantity { return notebook.Must(e.Pass.Quantity(place)) }
	e.X, e.DX = at(cnn.ActivationPlace(0)), at(cnn.GradientPlace(0))
	e.Z, e.DZ = at(cnn.ActivationPlace(1)), at(cnn.GradientPlace(1))
	if len(e.Pass.Parameters[0]) > 0 {
		e.K, e.DK = at(cnn.ValuePlace(0, "kernel")), at(cnn.ParameterPlace(0, "kernel"))
		e.B, e.DB = at(cnn.ValuePlace(0, "bias")), at(cnn.ParameterPlace(0, "bias"))
	}
	return e
}

// with is the convolution with one thing changed.
func (e *example) with(change func(*cnn.Network, *cnn.Conv)) *example {
	n, conv := *e.Network, e.Network.Layers[0].(cnn.Conv)
	change(&n, &conv)
	n.Layers = []cnn.Layer{conv}
	return newExample(&n)
}
