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
