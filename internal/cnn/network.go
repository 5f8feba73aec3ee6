package cnn

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Limits of a network.
const (
	MaxElements = 1_000_000  // elements in a tensor
	MaxLinks    = 10_000_000 // links in a layer
	MaxAllLinks = 40_000_000 // links in all layers: a pass holds them all
	MaxLayers   = 1_000
)

// A Network is an input, the layers that it runs through and what the output
// is compared with. It is a value: a pass reads it and never changes it.
type Network struct {
	Name         string
	Input        *Tensor // [n] or [C H W], with the examples' axis before it in a batch
	Batch        int     // how many examples a batch has; 0: no batch
	Layers       []Layer // at least one
	Loss         *Loss   // nil: no loss
	Upstream     *Tensor // the gradient at the last output in place of a loss; nil: none
	LearningRate float64

	// WeightDecay is λ in the update step θ − η(∂L/∂θ + λθ). The gradient itself
	// has no part of it.
	WeightDecay float64

	// HalfUnits says of a given tensor how far the original of each element can
	// lie from what a file gives, if the file holds rounded prints: half a unit
	// of the last digit that is written, and 0 for an element that is exact. A
	// tensor without such elements is not in it, nor one that comes from no file.
	HalfUnits map[*Tensor][]float64
}

// A LayerError is what is wrong with one layer.
type LayerError struct {
	Layer int // from 0
	Op    string
	Err   error
}

// Error names the layer by number and kind.
func (e *LayerError) Error() string { return fmt.Sprintf("layer %d (%s): %v", e.Layer, e.Op, e.Err) }

// Unwrap is what is wrong.
func (e *LayerError) Unwrap() error { return e.Err }

// Shapes is the shape of the input and of each layer's output, those of one
// example in a batch, or what does not fit: a *LayerError where one layer is to
// blame.
func (n *Network) Shapes() ([]Shape, error) {
	if n.Input == nil {
		return nil, errors.New("the network has no input; give a vector [n] or maps [C][H][W]")
	}
	if err := n.checkBatch(); err != nil {
		return nil, err
	}
	if len(n.Layers) == 0 || len(n.Layers) > MaxLayers {
		return nil, fmt.Errorf("the network has %d layers; it needs at least one and at most %d", len(n.Layers), MaxLayers)
	}
	if err := withinElements(n.Input.Shape); err != nil {
		return nil, fmt.Errorf("input: %w", err)
	}
	shapes := []Shape{n.one(n.Input.Shape)}
	links := int64(0)
	for i, layer := range n.Layers {
		in := shapes[i]
		out, err := layer.OutputShape(in)
		if w, ok := layer.(WholeBatch); ok && err == nil {
			err = w.checkBatch(in, n.Examples())
		}
		if err == nil {
			err = n.checkLayer(i, shapes)
		}
		if err == nil {
			err = withinElements(n.all(out))
		}
		if err == nil {
			count := layer.LinkCount(in)
			if links += count; count > MaxLinks {
				err = fmt.Errorf("%d links; a layer may have at most %d, make it smaller", count, MaxLinks)
			} else if links > MaxAllLinks {
				err = fmt.Errorf("the layers up to here have %d links; a network may have at most %d, make it smaller", links, MaxAllLinks)
			}
		}
		if err != nil {
			return nil, &LayerError{i, layer.Op(), err}
		}
		shapes = append(shapes, out)
	}
	return shapes, n.checkEnd(shapes[len(shapes)-1])
}

// checkLayer reports a layer that does not fit into the network, though it fits
// its input. The shapes are those up to its input.
func (n *Network) checkLayer(i int, shapes []Shape) error {
	switch l := n.Layers[i].(type) {
	case Add:
		return l.check(i, shapes)
	case Dropout:
		return l.checkBatch(n.Batch, shapes[i])
	}
	return nil
}

// checkEnd reports a loss or an upstream gradient that does not fit.
func (n *Network) checkEnd(out Shape) error {
	if n.Loss != nil && n.Upstream != nil {
		return errors.New("the network has both a loss and an upstream gradient; keep one")
	}
	if n.Loss != nil {
		return n.checkLoss(n.Layers[len(n.Layers)-1], out)
	}
	if out = n.all(out); n.Upstream != nil && !n.Upstream.Shape.Equal(out) {
		return fmt.Errorf("upstream has shape %s, but the last output has %s; give one number for each output", n.Upstream.Shape, out)
	}
	return nil
}

// withinElements refuses a shape of more than MaxElements elements, without
// an overflow on the way.
func withinElements(s Shape) error {
	size := 1
	for _, length := range s {
		if length < 1 {
			return fmt.Errorf("shape %s has an empty axis", s)
		}
		if size > MaxElements/length {
			return fmt.Errorf("shape %s has more than %d elements; make it smaller", s, MaxElements)
		}
		size *= length
	}
	return nil
}

// WithExample is the same network with another input and another target.
func (n *Network) WithExample(input, target *Tensor) *Network {
	m := *n
	m.Input = input
	if n.Loss != nil {
		loss := *n.Loss
		loss.Target = target
		m.Loss = &loss
	}
	return &m
}

// differentiable reports whether there is anything to go backward from.
func (n *Network) differentiable() bool { return n.Loss != nil || n.Upstream != nil }

// ParameterCount is the number of learned elements.
func (n *Network) ParameterCount() int {
	count := 0
	for _, layer := range n.Layers {
		for _, p := range ParametersOf(layer) {
			count += len(p.Value.Data)
		}
	}
	return count
}

// firstNotFinite is the place of the first element that is no number, or −1:
// v − v is 0 for every number, but not for ∞ and NaN.
func firstNotFinite(values []float64) int {
	found := uint64(0)
	for _, v := range values { // without a branch for each, since nearly all are finite
		found |= math.Float64bits(v - v)
	}
	if found == 0 {
		return -1
	}
	return slices.IndexFunc(values, func(v float64) bool { return v-v != 0 })
}
