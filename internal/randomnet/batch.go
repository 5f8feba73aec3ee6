package randomnet

import (
	"slices"

	"backprop/internal/cnn"
)

// Batch is the network with a batch in place of its input, the first example of
// which is its own.
func (g Generator) Batch(n *cnn.Network) *cnn.Network {
	m := *n
	m.Batch = 1 + g.IntN(4)
	m.HalfUnits = nil
	m.Input = g.stacked(n.Input, m.Batch, func() *cnn.Tensor { return g.Tensor(n.Input.Shape...) })
	if n.Loss != nil {
		loss := *n.Loss
		loss.Reduction = []cnn.Reduction{cnn.MeanOfBatch, cnn.SumOfBatch}[g.IntN(2)]
		loss.Target = g.stacked(n.Loss.Target, m.Batch, func() *cnn.Tensor {
			return g.target(n.Loss, n.Loss.Target.Shape)
		})
		m.Loss = &loss
	}
	m.Layers = slices.Clone(n.Layers)
	for i, layer := range n.Layers {
		if d, ok := layer.(cnn.Dropout); ok {
			shape := d.Mask.Shape
			d.Mask = g.stacked(d.Mask, m.Batch, func() *cnn.Tensor { return g.mask(shape) })
			m.Layers[i] = d
		}
	}
	if n.Upstream != nil {
		m.Upstream = g.stacked(n.Upstream, m.Batch, func() *cnn.Tensor { return g.Tensor(n.Upstream.Shape...) })
	}
	return &m
}

// stacked are a tensor and others of its shape, count of them together.
func (g Generator) stacked(first *cnn.Tensor, count int, other func() *cnn.Tensor) *cnn.Tensor {
	all := &cnn.Tensor{Shape: append(cnn.Shape{count}, first.Shape...), Data: slices.Clone(first.Data)}
	for range count - 1 {
		all.Data = append(all.Data, other().Data...)
	}
	return all
}

// Vary is the network with a batch normalization now and then, and now and then
// with a batch in place of its input. A pass need not be possible then: a channel
// may have one number, or only equal ones.
func (g Generator) Vary(n *cnn.Network) *cnn.Network {
	normalized := g.IntN(6) == 0
	if normalized {
		g.Normalize(n)
	}
	if g.IntN(5) == 0 || normalized && g.IntN(2) == 0 {
		return g.Batch(n)
	}
	return n
}

// Normalize puts a batch normalization in front of a layer. An add layer behind
// it has the activation that it had.
func (g Generator) Normalize(n *cnn.Network) {
	shapes, err := n.Shapes()
	if err != nil {
		return
	}
	at := g.IntN(len(n.Layers))
	channels := shapes[at][0]
	eps := []float64{1e-5, 1e-5, 1e-3, 0.5, 0}[g.IntN(5)]
	n.Layers = slices.Insert(slices.Clone(n.Layers), at, cnn.Layer(cnn.BatchNorm{Gamma: g.Tensor(channels), Beta: g.Tensor(channels), Eps: eps}))
	for i, layer := range n.Layers {
		if a, ok := layer.(cnn.Add); ok && a.From > at {
			a.From++
			n.Layers[i] = a
		}
	}
}
