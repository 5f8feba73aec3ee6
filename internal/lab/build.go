package lab

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// A Plan is a network without its numbers: what it reads, its layers and its
// loss. Where the plan of a network has changed, Build makes the numbers fit.
type Plan struct {
	Input  []int          `json:"input"`
	Layers []PlannedLayer `json:"layers"`
	Loss   string         `json:"loss"` // "" for none, "upstream" for a gradient that is given
}

// A PlannedLayer is a layer with its sizes; those that its kind does not have
// are 0.
type PlannedLayer struct {
	Op     string `json:"op"`
	From   int    `json:"from"` // the layer of the old network whose numbers it takes over; −1 for none
	Count  int    `json:"count"`
	Down   int    `json:"down"`
	Across int    `json:"across"`
	Stride int    `json:"stride"`
	Pad    int    `json:"pad"`
	// Of a convolution; 0 stands for 1.
	Dilation int `json:"dilation"`
	Groups   int `json:"groups"`
	Skip     int `json:"skip"` // the activation that an add layer adds
}

// A Kind is a kind of layer as the page offers it, with the sizes that it has,
// by the names of PlannedLayer.
type Kind struct {
	Op    string   `json:"op"`
	Title string   `json:"title"`
	Sizes []string `json:"sizes"`
}

// kinds are those of package cnn.
func kinds() []Kind {
	var all []Kind
	for _, k := range cnn.Kinds() {
		kind := Kind{Op: k.Layer.Op(), Title: k.Title}
		switch k.Layer.(type) {
		case cnn.Conv1d:
			kind.Sizes = []string{"count", "across", "stride", "pad"}
		case cnn.MaxPool1d, cnn.AvgPool1d:
			kind.Sizes = []string{"across", "stride", "pad"}
		case cnn.Conv:
			kind.Sizes = []string{"count", "down", "across", "stride", "pad", "dilation", "groups"}
		case cnn.ConvTranspose:
			kind.Sizes = []string{"count", "down", "across", "stride", "pad"}
		case cnn.MaxPool, cnn.AvgPool:
			kind.Sizes = []string{"down", "across", "stride", "pad"}
		case cnn.Dense:
			kind.Sizes = []string{"count"}
		case cnn.Add:
			kind.Sizes = []string{"skip"}
		}
		all = append(all, kind)
	}
	return all
}

// upstream is what a plan calls a gradient in place of a loss.
const upstream = "upstream"

// planOf is the plan of a network.
func planOf(n *cnn.Network) Plan {
	p := Plan{Input: n.Input.Shape}
	if n.Batch > 0 {
		p.Input = p.Input[1:] // of each example
	}
	for i, layer := range n.Layers {
		p.Layers = append(p.Layers, planned(layer, i))
	}
	switch {
	case n.Loss != nil:
		p.Loss = string(n.Loss.Op)
	case n.Upstream != nil:
		p.Loss = upstream
	}
	return p
}

// planned is the plan of a layer, the first of each pair of options.
func planned(layer cnn.Layer, number int) PlannedLayer {
	p := PlannedLayer{Op: layer.Op(), From: number}
	window := func(w cnn.Window) {
		p.Down, p.Across, p.Stride, p.Pad = w.Size.Down, w.Size.Across, w.Stride.Down, w.Pad.Top
	}
	along := func(w cnn.Window) {
		p.Down, p.Across, p.Stride, p.Pad = w.Size.Across, w.Size.Across, w.Stride.Across, w.Pad.Left
	}
	switch l := layer.(type) {
	case cnn.Conv1d:
		along(l.Window())
		p.Count = l.Kernel.Shape[0]
	case cnn.MaxPool1d:
		along(l.Window)
	case cnn.AvgPool1d:
		along(l.Window)
	case cnn.Conv:
		window(l.Window())
		p.Count = l.Kernel.Shape[0]
		p.Dilation, p.Groups = l.Window().Apart().Down, l.Parts()
	case cnn.ConvTranspose:
		window(l.Window())
		p.Count = l.Kernel.Shape[1]
	case cnn.MaxPool:
		window(l.Window)
	case cnn.AvgPool:
		window(l.Window)
	case cnn.Dense:
		p.Count = l.Weights.Shape[0]
	case cnn.Add:
		p.Skip = l.From
	}
	return p
}

// Build is a network made anew by a plan. Numbers stay where there is a place
// for them; for the others a few short ones are repeated.
func Build(network string, p Plan) (string, error) {
	old, err := format.ParseNetwork(name, []byte(network))
	if err != nil {
		return "", err
	}
	if len(p.Input) < 1 || len(p.Input) > 3 {
		return "", fmt.Errorf("%s: the input is a vector of n numbers, a sequence with channels and a length, or maps with channels, rows and columns", name)
	}
	p.Input = p.inputAxes()
	n := &cnn.Network{Name: old.Name, Batch: old.Batch, LearningRate: old.LearningRate, WeightDecay: old.WeightDecay}
	if n.Input, err = resized(old.Input, pixels, ofAll(n, p.Input)...); err != nil {
		return "", inNetwork(fmt.Errorf("input: %w", err))
	}
	shape := cnn.Shape(p.Input)
	shapes := []cnn.Shape{shape}
	for i, planned := range p.Layers {
		var from cnn.Layer
		if 0 <= planned.From && planned.From < len(old.Layers) && old.Layers[planned.From].Op() == planned.Op {
			from = old.Layers[planned.From]
		}
		layer, err := planned.layer(from, shape)
		if _, ok := layer.(cnn.Add); ok {
			layer, err = p.added(i, from, shapes)
		}
		if err == nil {
			n.Layers = append(n.Layers, layer)
			if shape, err = layer.OutputShape(shape); err == nil && shape.Size() > cnn.MaxElements {
				err = fmt.Errorf("its output has %d numbers; %d are too many", shape.Size(), cnn.MaxElements+1)
			}
			shapes = append(shapes, shape)
		}
		if err != nil {
			return "", inNetwork(&cnn.LayerError{Layer: i, Op: planned.Op, Err: err})
		}
	}
	if err := p.end(n, old, shape); err != nil {
		return "", inNetwork(err)
	}
	file, err := format.MarshalNetwork(n)
	if err != nil {
		return "", inNetwork(err)
	}
	if _, err := format.ParseNetwork(name, file); err != nil {
		return "", err
	}
	return string(file), nil
}

// layer makes a layer for an input of a shape. The old one of its kind lends
// its numbers and, where the sizes are the same, its other options.
func (p PlannedLayer) layer(old cnn.Layer, in cnn.Shape) (cnn.Layer, error) {
	window := cnn.Window{Size: cnn.Steps{Down: p.Down, Across: p.Across}, Stride: cnn.Steps{Down: p.Stride, Across: p.Stride},
		Pad: cnn.Padding{Top: p.Pad, Left: p.Pad, Bottom: p.Pad, Right: p.Pad}}
	same := false
	if old != nil {
		was := planned(old, p.From)
		was.Count = p.Count
		same = was == p
	}
	switch p.Op {
	case cnn.Conv1d{}.Op(), cnn.MaxPool1d{}.Op(), cnn.AvgPool1d{}.Op():
		return p.along(old, in, same)
	case cnn.Conv{}.Op():
		if len(in) != 3 {
			return nil, fmt.Errorf("a convolution reads maps, and here are %d numbers in a row; put it before the flatten", in.Size())
		}
		conv, ok := old.(cnn.Conv)
		if !ok || !same {
			conv.Stride, conv.Pad, conv.Same = window.Stride, window.Pad, false
			conv.Dilation, conv.Groups = cnn.Steps{}, 0
			if p.Dilation > 1 {
				conv.Dilation = cnn.Steps{Down: p.Dilation, Across: p.Dilation}
			}
			if p.Groups > 1 {
				conv.Groups = p.Groups
			}
		}
		var err error
		if conv.Kernel, err = resized(conv.Kernel, weights, p.Count, max(1, in[0]/conv.Parts()), p.Down, p.Across); err != nil {
			return nil, err
		}
		conv.Bias, err = resized(conv.Bias, biases, p.Count)
		return conv, err
	case cnn.ConvTranspose{}.Op():
		if len(in) != 3 {
			return nil, fmt.Errorf("a transposed convolution reads maps, and here are %d numbers in a row; put it before the flatten", in.Size())
		}
		was, ok := old.(cnn.ConvTranspose)
		if !ok || !same {
			was.Stride, was.Pad, was.Back = window.Stride, window.Pad, cnn.Steps{}
		}
		var err error
		if was.Kernel, err = resized(was.Kernel, weights, in[0], p.Count, p.Down, p.Across); err != nil {
			return nil, err
		}
		was.Bias, err = resized(was.Bias, biases, p.Count)
		return was, err
	case cnn.MaxPool{}.Op():
		was, ok := old.(cnn.MaxPool)
		if !ok || !same {
			was.Window = p.pooling(window, was.All)
		}
		return was, nil
	case cnn.AvgPool{}.Op():
		was, ok := old.(cnn.AvgPool)
		if !ok || !same {
			was.Window = p.pooling(window, was.All)
		}
		return was, nil
	case cnn.Dense{}.Op():
		if len(in) != 1 {
			return nil, fmt.Errorf("a fully connected layer reads a vector, and here are maps of %s; put a flatten before it", in)
		}
		was, _ := old.(cnn.Dense)
		w, err := resized(was.Weights, weights, p.Count, in[0])
		if err != nil {
			return nil, err
		}
		bias, err := resized(was.Bias, biases, p.Count)
		return cnn.Dense{Weights: w, Bias: bias}, err
	}
	if p.Op == (cnn.Dropout{}).Op() {
		return dropout(old, in)
	}
	if p.Op == "batchnorm" {
		return normalization(old, in)
	}
	if old != nil {
		return old, nil
	}
	kind, ok := cnn.KindOf(p.Op)
	if !ok {
		return nil, fmt.Errorf("there is no such layer")
	}
	switch kind.Layer.(type) {
	case cnn.LeakyReLU:
		return cnn.LeakyReLU{Leak: 0.01}, nil
	case cnn.ELU:
		return cnn.ELU{Alpha: 1}, nil
	case cnn.Flatten:
		return cnn.Flatten{Order: cnn.CHW}, nil
	}
	return kind.Layer, nil
}

// pooling is a window of the planned size. A size of 0 makes it the whole map,
// and where it has been that, one that is not 0 makes it square again.
func (p PlannedLayer) pooling(w cnn.Window, all bool) cnn.Window {
	largest := max(p.Down, p.Across)
	switch {
	case all && largest > 0:
		size := cnn.Steps{Down: largest, Across: largest}
		return cnn.Window{Size: size, Stride: size}
	case p.Down == 0 || p.Across == 0:
		return cnn.Window{All: true}
	}
	return w
}

// end gives a network its loss, with a target of the output's shape.
func (p Plan) end(n, old *cnn.Network, out cnn.Shape) (err error) {
	switch p.Loss {
	case "":
		return nil
	case upstream:
		n.Upstream, err = resized(old.Upstream, weights, ofAll(n, out)...)
		return err
	}
	var target *cnn.Tensor
	if old.Loss != nil {
		target = old.Loss.Target
	}
	n.Loss = &cnn.Loss{Op: cnn.LossOp(p.Loss)}
	if n.Loss.Op == cnn.Hinge {
		n.Loss.Margin = 1
	}
	if old.Loss != nil && old.Loss.Op == n.Loss.Op {
		n.Loss.Margin = old.Loss.Margin
	}
	if old.Loss != nil {
		n.Loss.Reduction = old.Loss.Reduction
	}
	if n.Loss.Target, err = resized(target, []float64{0}, ofAll(n, out)...); err == nil {
		for example := range n.Examples() {
			fitting(n.Example(example).Loss) // its target is a part of the batch's
		}
	}
	return err
}

// ofAll is a shape of all examples of a batch, by that of one.
func ofAll(n *cnn.Network, one cnn.Shape) cnn.Shape {
	if n.Batch == 0 {
		return one
	}
	return append(cnn.Shape{n.Batch}, one...)
}

// normalization is a batchnorm for an input, with what an old one has learned.
func normalization(old cnn.Layer, in cnn.Shape) (cnn.Layer, error) {
	was, ok := old.(cnn.BatchNorm)
	if !ok {
		was.Eps = 1e-5
	}
	var err error
	if was.Gamma, err = resized(was.Gamma, []float64{1}, in[0]); err == nil {
		was.Beta, err = resized(was.Beta, []float64{0}, in[0])
	}
	return was, err
}

// What new cells get, over and over.
var (
	pixels  = []float64{1, 0, 2, 1, 3, 0, 1}
	weights = []float64{0.5, -0.25, 0.1, 0.4, -0.3}
	biases  = []float64{0.1, -0.2}
)

// resized is a tensor of a shape with the numbers of an old one of as many
// axes, as far as they have a place; the old one may be nil.
func resized(old *cnn.Tensor, fill []float64, shape ...int) (*cnn.Tensor, error) {
	size := 1
	for _, n := range shape {
		if n < 1 || n > mostLength {
			return nil, fmt.Errorf("a size of %d; choose one from 1 to %d", n, mostLength)
		}
		if size *= n; size > cnn.MaxElements {
			return nil, fmt.Errorf("more than %d numbers", cnn.MaxElements)
		}
	}
	t := cnn.NewTensor(shape...)
	for offset := range t.Data {
		t.Data[offset] = fill[offset%len(fill)]
		if old != nil && len(old.Shape) == len(shape) {
			if from, ok := offsetIn(old.Shape, t.Shape.Index(offset)); ok {
				t.Data[offset] = old.Data[from]
			}
		}
	}
	return t, nil
}

// mostLength is the largest size of an axis that can be asked for.
const mostLength = 1000

// offsetIn is where an index lies in a shape, if it does.
func offsetIn(shape cnn.Shape, index []int) (offset int, ok bool) {
	for axis, i := range index {
		if i >= shape[axis] {
			return 0, false
		}
	}
	return shape.Offset(index...), true
}
