package lab

import (
	"errors"
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// A Plan is a network without its numbers: what it reads, its layers and its
// loss. Where the plan of a network has changed, Build makes the numbers fit.
type Plan struct {
	Input       []int             `json:"input"`
	Batch       int               `json:"batch"` // how many examples; 0 for no batch
	Layers      []PlannedLayer    `json:"layers"`
	Loss        string            `json:"loss"` // "" for none, "upstream" for a gradient that is given
	LossOptions map[string]string `json:"lossOptions"`
}

// A PlannedLayer is a layer with the sizes of its arrays, as far as they are not
// those of what it reads, and its options; sizes that its kind does not have are
// 0.
type PlannedLayer struct {
	Op      string            `json:"op"`
	From    int               `json:"from"` // the layer of the old network whose numbers it takes over; −1 for none
	Count   int               `json:"count"`
	Down    int               `json:"down"`
	Across  int               `json:"across"`
	Options map[string]string `json:"options"` // see format.OptionValues
}

// A Kind is a kind of layer as the page offers it, with the sizes that it has,
// by the names of PlannedLayer, and its options; New are those of a new one.
type Kind struct {
	Op      string            `json:"op"`
	Title   string            `json:"title"`
	Sizes   []string          `json:"sizes"`
	Options []format.Option   `json:"options"`
	New     map[string]string `json:"new,omitempty"`
}

// kinds are those of package cnn.
func kinds() []Kind {
	var all []Kind
	for _, k := range cnn.Kinds() {
		kind := Kind{Op: k.Layer.Op(), Title: k.Title, Options: format.Options(k.Layer.Op()), New: map[string]string{}}
		switch k.Layer.(type) {
		case cnn.Conv1d:
			kind.Sizes = []string{"count", "across"}
		case cnn.Conv, cnn.ConvTranspose:
			kind.Sizes = []string{"count", "down", "across"}
		case cnn.Dense:
			kind.Sizes = []string{"count"}
		case cnn.Dropout:
			kind.New["rate"] = "0.25" // as its mask is
		}
		for _, o := range kind.Options {
			if o.Key == "size" {
				kind.New["size"] = "2"
			}
		}
		all = append(all, kind)
	}
	return all
}

// upstream is what a plan calls a gradient in place of a loss.
const upstream = "upstream"

// planOf is the plan of a network.
func planOf(n *cnn.Network) Plan {
	p := Plan{Input: n.Input.Shape, Batch: n.Batch, LossOptions: format.LossValues(n)}
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

// planned is the plan of a layer.
func planned(layer cnn.Layer, number int) PlannedLayer {
	p := PlannedLayer{Op: layer.Op(), From: number, Options: format.OptionValues(layer)}
	switch l := layer.(type) {
	case cnn.Conv1d:
		p.Count, p.Across = l.Kernel.Shape[0], l.Kernel.Shape[2]
	case cnn.Conv:
		p.Count, p.Down, p.Across = l.Kernel.Shape[0], l.Kernel.Shape[2], l.Kernel.Shape[3]
	case cnn.ConvTranspose:
		p.Count, p.Down, p.Across = l.Kernel.Shape[1], l.Kernel.Shape[2], l.Kernel.Shape[3]
	case cnn.Dense:
		p.Count = l.Weights.Shape[0]
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
	if p.Batch < 0 || p.Batch > cnn.MaxBatch {
		return "", fmt.Errorf("%s: %d examples; a batch has 1 to %d, and 0 is one example alone", name, p.Batch, cnn.MaxBatch)
	}
	p.Input = p.inputAxes()
	n := &cnn.Network{Name: old.Name, Batch: p.Batch, LearningRate: old.LearningRate, WeightDecay: old.WeightDecay}
	if n.Input, err = resized(inBatch(old.Input, old.Batch, n.Batch), pixels, ofAll(n, p.Input)...); err != nil {
		return "", inNetwork(fmt.Errorf("input: %w", err))
	}
	shape := cnn.Shape(p.Input)
	shapes := []cnn.Shape{shape}
	for i, planned := range p.Layers {
		var from cnn.Layer
		if 0 <= planned.From && planned.From < len(old.Layers) && old.Layers[planned.From].Op() == planned.Op {
			from = old.Layers[planned.From]
		}
		layer, err := p.layer(i, from, n, old.Batch, shapes)
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

// layer makes the layer number i. The shapes are those up to its input.
func (p Plan) layer(i int, old cnn.Layer, n *cnn.Network, was int, shapes []cnn.Shape) (cnn.Layer, error) {
	planned := p.Layers[i]
	if planned.Op == (cnn.Add{}).Op() {
		return p.added(i, old, shapes)
	}
	return planned.layer(old, n, was, shapes[i])
}

// layer makes a layer for an input of a shape. The old one of its kind lends its
// numbers.
func (p PlannedLayer) layer(old cnn.Layer, n *cnn.Network, was int, in cnn.Shape) (cnn.Layer, error) {
	if _, ok := cnn.KindOf(p.Op); !ok {
		return nil, errors.New("there is no such layer")
	}
	layer, err := format.LayerWith(p.Op, p.Options)
	if err != nil {
		return nil, err
	}
	if wanted, reads := reads(layer); len(in) != wanted && wanted > 0 {
		return nil, fmt.Errorf("%s, and here is the shape %s; %s", reads, in, map[int]string{
			1: "put a flatten before it", 2: "put it before the flatten, and let no layer over maps stand before it", 3: "put it before the flatten"}[wanted])
	}
	arrays := map[string]*cnn.Tensor{}
	for _, param := range cnn.ParametersOf(old) {
		arrays[param.Name] = param.Value
	}
	array := func(name string, fill []float64, shape ...int) *cnn.Tensor {
		t, failed := resized(arrays[name], fill, shape...)
		if err == nil {
			err = failed
		}
		return t
	}
	switch l := layer.(type) {
	case cnn.Conv1d:
		l.Kernel, l.Bias = array("kernel", weights, p.Count, max(1, in[0]/l.Parts()), p.Across), array("bias", biases, p.Count)
		return l, err
	case cnn.Conv:
		l.Kernel, l.Bias = array("kernel", weights, p.Count, max(1, in[0]/l.Parts()), p.Down, p.Across), array("bias", biases, p.Count)
		return l, err
	case cnn.ConvTranspose:
		l.Kernel, l.Bias = array("kernel", weights, in[0], p.Count, p.Down, p.Across), array("bias", biases, p.Count)
		return l, err
	case cnn.Dense:
		l.Weights, l.Bias = array("weights", weights, p.Count, in[0]), array("bias", biases, p.Count)
		return l, err
	case cnn.BatchNorm:
		l.Gamma, l.Beta = array("gamma", []float64{1}, in[0]), array("beta", []float64{0}, in[0])
		return l, err
	case cnn.Dropout:
		if mask := maskOf(old); mask != nil {
			arrays[maskName] = inBatch(mask, was, n.Batch)
		}
		l.Mask = array(maskName, masks, ofAll(n, in)...)
		return l, err
	}
	return layer, nil
}

// reads is how many axes a layer's input has, 0 for any number, and what it
// reads in words.
func reads(layer cnn.Layer) (axes int, words string) {
	switch layer.(type) {
	case cnn.Conv1d, cnn.MaxPool1d, cnn.AvgPool1d:
		return 2, "a layer along one axis reads a sequence"
	case cnn.Conv:
		return 3, "a convolution reads maps"
	case cnn.ConvTranspose:
		return 3, "a transposed convolution reads maps"
	case cnn.Dense:
		return 1, "a fully connected layer reads a vector"
	}
	return 0, ""
}

// end gives a network its loss, with a target of the output's shape.
func (p Plan) end(n, old *cnn.Network, out cnn.Shape) (err error) {
	switch p.Loss {
	case "":
		return nil
	case upstream:
		n.Upstream, err = resized(inBatch(old.Upstream, old.Batch, n.Batch), weights, ofAll(n, out)...)
		return err
	}
	var target *cnn.Tensor
	if old.Loss != nil {
		target = inBatch(old.Loss.Target, old.Batch, n.Batch)
	}
	if n.Loss, err = format.LossWith(cnn.LossOp(p.Loss), n.Batch > 0, p.LossOptions); err != nil {
		return fmt.Errorf("loss: %w", err)
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

// inBatch is a tensor with the axis of the examples where the new network has a
// batch, and without it, as the first example has it, where it has none.
func inBatch(t *cnn.Tensor, was, now int) *cnn.Tensor {
	switch {
	case t == nil:
		return nil
	case was == 0 && now > 0:
		return &cnn.Tensor{Shape: append(cnn.Shape{1}, t.Shape...), Data: t.Data}
	case was > 0 && now == 0:
		return &cnn.Tensor{Shape: t.Shape[1:], Data: t.Data[:len(t.Data)/was]}
	}
	return t
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
