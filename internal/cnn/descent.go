package cnn

import (
	"errors"
	"fmt"
)

// WithParameters is the same network with other parameter values, indexed by
// layer and parameter. The list of a layer holds one tensor for each of its
// parameters, of their shapes; a layer without a list keeps its own values.
// It panics if a list has another length than the layer's parameters.
func (n *Network) WithParameters(values [][]*Tensor) *Network {
	m := *n
	m.Layers = make([]Layer, len(n.Layers))
	for i, layer := range n.Layers {
		m.Layers[i] = layer
		if i >= len(values) || len(values[i]) == 0 {
			continue
		}
		parametric, ok := layer.(Parametric)
		if count := len(ParametersOf(layer)); !ok || len(values[i]) != count {
			panic(fmt.Sprintf("cnn: layer %d (%s) has %d parameters, given %d", i, layer.Op(), count, len(values[i])))
		}
		m.Layers[i] = parametric.WithParameters(values[i])
	}
	return &m
}

// Updated is the network after one step of gradient descent with its own
// learning rate, θ − η·∂L/∂θ, in fresh tensors. After a forward pass only it
// is the network itself.
func (p *Pass) Updated() *Network {
	if p.Gradients == nil {
		return p.Network
	}
	values := make([][]*Tensor, len(p.Parameters))
	for i, learned := range p.Parameters {
		for _, l := range learned {
			values[i] = append(values[i], l.Updated.Clone())
		}
	}
	return p.Network.WithParameters(values)
}

// Stepped is the pass of the network after one step, with parameters that are
// known as well as Updated's numbers are: a step of 10⁻³⁰ is not lost beside a
// weight of 1. The error is one of Run.
func (p *Pass) Stepped() (*Pass, error) {
	after, err := Run(p.Updated())
	if t := p.truth(); err == nil && t != nil && p.Gradients != nil {
		after.known = t.updated
	}
	return after, err
}

// A Batch adds up the losses and the gradients of several examples, for one
// step of gradient descent on their mean.
type Batch struct {
	network *Network
	pass    *Pass
	example Network // the network with the example of the moment
	loss    Loss    // example.Loss
	count   int
	losses  float64
	sums    [][]*Tensor // of the gradients, by layer and parameter
}

// NewBatch makes an empty batch for a network, which must have a loss. The
// network's own input and target are not in it.
func NewBatch(n *Network) (*Batch, error) {
	if n.Loss == nil {
		return nil, errors.New("batch: the network has no loss; give it one to learn from")
	}
	if n.Batch > 0 {
		return nil, errBatch
	}
	pass, err := NewPass(n)
	if err != nil {
		return nil, err
	}
	b := &Batch{pass: pass}
	for _, learned := range pass.Parameters {
		var sums []*Tensor
		for _, l := range learned {
			sums = append(sums, NewTensor(l.Value.Shape...))
		}
		b.sums = append(b.sums, sums)
	}
	b.reset(n)
	return b, nil
}

// reset empties the batch and puts a network in place of its own.
func (b *Batch) reset(n *Network) {
	b.network, b.example, b.loss = n, *n, *n.Loss
	b.example.Loss = &b.loss
	b.count, b.losses = 0, 0
	for _, sums := range b.sums {
		for _, sum := range sums {
			clear(sum.Data)
		}
	}
}

// Add runs the network on an example and adds its loss and gradients. After
// an error, which says what does not fit or where a number overflows, the
// sums are what they were.
func (b *Batch) Add(input, target *Tensor) error {
	if input == nil || target == nil {
		return errors.New("batch: an example needs an input and a target")
	}
	b.example.Input, b.loss.Target = input, target
	last := len(b.network.Layers)
	if err := b.loss.check(b.network.Layers[last-1], b.pass.shapes[last]); err != nil {
		return err
	}
	if err := b.pass.Run(&b.example); err != nil {
		return err
	}
	b.count++
	b.losses += b.pass.Loss
	for i, sums := range b.sums {
		for j, sum := range sums {
			for k, g := range b.pass.Parameters[i][j].Gradient.Data {
				sum.Data[k] += g
			}
		}
	}
	return nil
}

// Count is the number of examples since the last step.
func (b *Batch) Count() int { return b.count }

// Loss is the mean loss of the examples, 0 without any.
func (b *Batch) Loss() float64 { return b.mean(b.losses) }

// Gradient is the mean gradient of a layer's parameter, in a fresh tensor of
// its shape; zeros without an example.
func (b *Batch) Gradient(layer, parameter int) *Tensor {
	g := b.sums[layer][parameter].Clone()
	for k, sum := range g.Data {
		g.Data[k] = b.mean(sum)
	}
	return g
}

// Pass is the pass of the last example. The next Add or Step overwrites it.
func (b *Batch) Pass() *Pass { return b.pass }

// Step is the network after one step against the mean gradient, with the weight
// decay λ of the network θ − rate·(g + λθ), in fresh tensors. The batch is then
// empty and goes on with that network.
func (b *Batch) Step(rate float64) *Network {
	values := make([][]*Tensor, len(b.sums))
	for i, layer := range b.network.Layers {
		for j, param := range ParametersOf(layer) {
			value := param.Value.Clone()
			for k, sum := range b.sums[i][j].Data {
				decay := float64(b.network.WeightDecay * value.Data[k])
				value.Data[k] -= float64(rate * (b.mean(sum) + decay))
			}
			values[i] = append(values[i], value)
		}
	}
	next := b.network.WithParameters(values)
	b.reset(next)
	return next
}

// mean divides a sum over the examples by their number.
func (b *Batch) mean(sum float64) float64 {
	if b.count == 0 {
		return 0
	}
	return sum / float64(b.count)
}
