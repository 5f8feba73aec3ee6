package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// The layers of the chapter. Steps go down and across.
type layers struct {
	channels, padding, stride, apart *example

	parts  []*example // channels, with what arrives at one kernel alone
	ringed *example   // padding, with the zeros given as input
	slow   *example   // stride, with stride 1 and the dilated error signal
	hasty  *example   // stride, backward as if the stride were 1

	// All by two by two over the same map with the same gradients: windows
	// that overlap, partial windows at the end, padding at the start.
	overlap, partial, padded *example
}

var (
	one = cnn.Steps{Down: 1, Across: 1}
	two = cnn.Steps{Down: 2, Across: 2}
)

// examples runs all layers of the chapter.
func examples() (l layers) {
	for _, e := range []struct {
		to   **example
		conv cnn.Conv
		x    maps
		d    maps
	}{
		{&l.channels, cnn.Conv{
			Kernel: kernels(
				maps{{{1, 0}, {-1, 2}}, {{1, 1}, {0, -1}}},
				maps{{{2, -1}, {0, 1}}, {{-1, 1}, {2, 0}}},
				maps{{{-1, 1}, {0.5, 0}}, {{0.5, -1}, {0, 2}}},
			),
			Bias:   cnn.Vector(0.5, -1, 1),
			Stride: one,
		}, maps{
			{{1, 2, 0}, {0, 1, 3}, {2, 1, 1}},
			{{2, 0, 1}, {1, 1, 0}, {0, 3, 2}},
		}, maps{
			{{1, 0.5}, {-1, 2}},
			{{0.5, -1}, {1, 0.5}},
			{{1, 2}, {0.5, -1}},
		}},
		{&l.padding, cnn.Conv{
			Kernel: kernels(maps{{{1, 0, -1}, {2, 1, 0}, {0, -1, 0.5}}}),
			Bias:   cnn.Vector(0.5),
			Stride: one,
			Pad:    cnn.Padding{Top: 1, Left: 1, Bottom: 1, Right: 1},
		}, maps{
			{{1, 2, 0}, {0, 1, 3}, {2, 1, 1}},
		}, maps{
			{{1, 0.5, -1}, {0.5, 2, 1}, {-2, -1, 1}},
		}},
		{&l.stride, cnn.Conv{
			Kernel: kernels(maps{{{1, 0.5, -1}, {2, 1, 0}, {-0.5, -1, 3}}}),
			Bias:   cnn.Vector(0.5),
			Stride: two,
		}, maps{{
			{1, 2, 0, 1, 3},
			{0, 1, 3, 2, 0},
			{2, 1, 1, 0, 1},
			{1, 0, 2, 1, 2},
			{3, 1, 0, 2, 1},
			{0, 2, 1, 1, 0},
		}}, maps{
			{{1, 0.5}, {-1, 2}},
		}},
		{&l.apart, cnn.Conv{
			Kernel: kernels(maps{{{1, 0.5, -1}, {2, -0.5, 3}}}),
			Bias:   cnn.Vector(0.5),
			Stride: cnn.Steps{Down: 1, Across: 2},
			Pad:    cnn.Padding{Top: 0, Left: 1, Bottom: 0, Right: 2},
		}, maps{
			{{1, 2, 0, 1, 3}, {0, 1, 3, 2, 1}, {2, 1, 1, 0, 2}},
		}, maps{
			{{1, 0.5, -1}, {2, -0.5, 1}},
		}},
	} {
		*e.to = newExample(&cnn.Network{
			Input:    tensor(e.x),
			Layers:   []cnn.Layer{e.conv},
			Upstream: tensor(e.d),
		}, e.conv.Window())
	}
	l.vary()
	l.pool()
	return l
}

// vary runs the layers that differ in one thing from others.
func (l *layers) vary() {
	for o := range l.channels.Z.Shape[0] {
		part := l.channels.with(func(n *cnn.Network, _ *cnn.Conv) {
			n.Upstream = cnn.NewTensor(l.channels.DZ.Shape...)
			size := n.Upstream.Shape[1:].Size()
			copy(n.Upstream.Data[o*size:(o+1)*size],
				l.channels.DZ.Data[o*size:])
		})
		l.parts = append(l.parts, part)
	}
	l.ringed = l.padding.with(func(n *cnn.Network, c *cnn.Conv) {
		n.Input = cnn.Map(surrounded(n.Input.Rows(), c.Pad))
		c.Pad = cnn.Padding{}
	})
	l.slow = l.stride.with(func(n *cnn.Network, c *cnn.Conv) {
		c.Stride = one
		shape, _ := c.OutputShape(n.Input.Shape)
		n.Upstream = cnn.NewTensor(shape...)
		for i, j := range cells(l.stride.DZ.Rows()) {
			n.Upstream.Data[shape.Offset(0, i*two.Down, j*two.Across)] =
				l.stride.DZ.At(i, j)
		}
	})
	l.hasty = l.stride.with(func(n *cnn.Network, c *cnn.Conv) {
		c.Stride = one
		n.Input = cnn.Map(cut(n.Input.Rows(), 0, 0,
			l.stride.Z.Shape[1]+c.Kernel.Shape[2]-1,
			l.stride.Z.Shape[2]+c.Kernel.Shape[3]-1))
	})
}

// pool runs the poolings.
func (l *layers) pool() {
	for _, p := range []struct {
		to     **example
		window cnn.Window
	}{
		{&l.overlap, cnn.Window{Size: two, Stride: one}},
		{&l.partial, cnn.Window{Size: two, Stride: two, Ceil: true}},
		{&l.padded, cnn.Window{Size: two, Stride: two,
			Pad: cnn.Padding{Top: 1, Left: 1}}},
	} {
		*p.to = newExample(&cnn.Network{
			Input:    tensor(maps{{{4, 2, 6}, {1, 5, 3}, {8, 0, 7}}}),
			Layers:   []cnn.Layer{cnn.AvgPool{Window: p.window}},
			Upstream: tensor(maps{{{2, 0.5}, {-2, 3}}}),
		}, p.window)
	}
}

// An example is a network that is nothing but one layer. The gradients at
// its output are given.
type example struct {
	Network *cnn.Network
	Pass    *cnn.Pass
	Window  cnn.Window
	J       *cnn.Tensor // the Jacobian

	X, Z, DX, DZ cnn.Quantity // Z is the output, also of a pooling
	K, B, DK, DB cnn.Quantity // of a convolution
}

// newExample runs a network of one layer and names its parts.
func newExample(n *cnn.Network, w cnn.Window) *example {
	pass := notebook.Must(cnn.Run(n))
	e := &example{Network: n, Pass: pass, Window: w,
		J: notebook.Must(pass.Jacobian(0))}
	places := map[cnn.Place]*cnn.Quantity{
		cnn.ActivationPlace(0): &e.X, cnn.GradientPlace(0): &e.DX,
		cnn.ActivationPlace(1): &e.Z, cnn.GradientPlace(1): &e.DZ,
	}
	if len(pass.Parameters[0]) > 0 {
		places[cnn.ValuePlace(0, "kernel")] = &e.K
		places[cnn.ValuePlace(0, "bias")] = &e.B
		places[cnn.ParameterPlace(0, "kernel")] = &e.DK
		places[cnn.ParameterPlace(0, "bias")] = &e.DB
	}
	for place, q := range places {
		*q = notebook.Must(pass.Quantity(place))
	}
	return e
}

// with is the convolution with one thing changed.
func (e *example) with(change func(*cnn.Network, *cnn.Conv)) *example {
	n, conv := *e.Network, e.Network.Layers[0].(cnn.Conv)
	change(&n, &conv)
	n.Layers = []cnn.Layer{conv}
	return newExample(&n, conv.Window())
}
