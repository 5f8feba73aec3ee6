package lab

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
)

// isAlong reports a kind of layer that slides along sequences.
func isAlong(op string) bool { return strings.HasSuffix(op, "1d") }

// inputAxes is the shape of the input with as many axes as the first layer that
// slides asks for: a sequence has a row of each map, and maps are as high as the
// sequence is long.
func (p Plan) inputAxes() []int {
	for _, layer := range p.Layers {
		in := p.Input
		switch layer.Op {
		case "conv1d", "maxpool1d", "avgpool1d":
			switch len(in) {
			case 1:
				return []int{1, in[0]}
			case 3:
				return []int{in[0], in[2]}
			}
			return in
		case "conv", "conv_transpose", "maxpool", "avgpool":
			if len(in) == 2 {
				return []int{in[0], in[1], in[1]}
			}
			return in
		}
	}
	return p.Input
}

// along makes a layer that slides along a sequence.
func (p PlannedLayer) along(old cnn.Layer, in cnn.Shape, same bool) (cnn.Layer, error) {
	if !in.IsSequence() {
		return nil, fmt.Errorf("a layer along one axis reads a sequence, and here is the shape %s; put it before the flatten, and let no layer over maps stand before it", in)
	}
	p.Down = p.Across
	window := cnn.Window{Size: cnn.Steps{Down: 1, Across: p.Across}, Stride: cnn.Steps{Down: 1, Across: p.Stride}, Pad: cnn.Padding{Left: p.Pad, Right: p.Pad}}
	pooling := func(was cnn.Window) cnn.Window {
		if same {
			return was
		}
		w := p.pooling(window, was.All)
		if !w.All {
			w.Size.Down, w.Stride.Down = 1, 1
		}
		return w
	}
	switch was := old.(type) {
	case cnn.MaxPool1d:
		was.Window = pooling(was.Window)
		return was, nil
	case cnn.AvgPool1d:
		was.Window = pooling(was.Window)
		return was, nil
	}
	switch p.Op {
	case cnn.MaxPool1d{}.Op():
		return cnn.MaxPool1d{MaxPool: cnn.MaxPool{Window: pooling(cnn.Window{})}}, nil
	case cnn.AvgPool1d{}.Op():
		return cnn.AvgPool1d{AvgPool: cnn.AvgPool{Window: pooling(cnn.Window{})}}, nil
	}
	was, ok := old.(cnn.Conv1d)
	if !ok || !same {
		was.Stride, was.Pad, was.Same = window.Stride, window.Pad, false
	}
	if in[0]%was.Parts() != 0 || p.Count%was.Parts() != 0 {
		was.Groups = 0
	}
	var err error
	if was.Kernel, err = resized(was.Kernel, weights, p.Count, in[0]/was.Parts(), p.Across); err != nil {
		return nil, err
	}
	was.Bias, err = resized(was.Bias, biases, p.Count)
	return was, err
}
