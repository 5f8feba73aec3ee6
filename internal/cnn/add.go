package cnn

import (
	"fmt"
	"iter"
)

// Add adds an earlier activation to its input: a skip connection (He, Zhang, Ren
// and Sun, Deep residual learning for image recognition, 2015, equation 1). Its
// links are those to its input alone, each with slope 1; a pass adds the earlier
// activation, and on the way back what this one sends there.
type Add struct {
	From int // the number of the activation; 0 is the network's input
}

// Op is "add".
func (Add) Op() string { return "add" }

// OutputShape is the input's shape; see Network.Shapes for the other one.
func (Add) OutputShape(in Shape) (Shape, error) { return in, nil }

// Links yields one link with slope 1 for each element, from it to itself.
func (Add) Links(in Shape) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		for i := range in.Size() {
			if !yield(Link{Out: i, In: i, Param: None, Slope: 1}) {
				return
			}
		}
	}
}

// LinkCount is one for each element.
func (Add) LinkCount(in Shape) int64 { return int64(in.Size()) }

// check reports an activation that layer i, with what comes before it of these
// shapes, cannot add.
func (a Add) check(i int, shapes []Shape) error {
	switch {
	case i == 0:
		return fmt.Errorf("add is the first layer, and nothing lies before its input; put a layer before it, for it to be added to what that makes")
	case a.From < 0 || a.From >= i:
		return fmt.Errorf("from: found %d, expected a number from 0 to %d: 0 is the network's input, k what layer k−1 makes, and it must lie before this layer's own input, %d", a.From, i-1, i)
	case !shapes[a.From].Equal(shapes[i]):
		return fmt.Errorf("from: activations/%d has shape %s, but this layer's input has %s; both must be equal to be added", a.From, shapes[a.From], shapes[i])
	}
	return nil
}

// Uses lists the add layers to which an activation goes beside its own next
// layer.
func (n *Network) Uses(activation int) (layers []int) {
	for i, layer := range n.Layers {
		if a, ok := layer.(Add); ok && a.From == activation {
			layers = append(layers, i)
		}
	}
	return layers
}

// Branches reports a network that is no chain: one with an add layer.
func (n *Network) Branches() bool {
	for _, layer := range n.Layers {
		if _, ok := layer.(Add); ok {
			return true
		}
	}
	return false
}
