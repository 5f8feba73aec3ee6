package cnn

import (
	"errors"
	"fmt"
	"iter"
	"slices"
)

// MaxBatch is how many examples a batch may have.
const MaxBatch = 256

// A Reduction is what makes one loss of the losses of a batch, as network files
// spell it.
type Reduction string

// The reductions. An empty one is the mean.
const (
	MeanOfBatch Reduction = "mean" // the losses are added and divided by their number
	SumOfBatch  Reduction = "sum"  // the losses are added
)

// Examples is the number of examples that a pass runs at once: those of a batch,
// or the only one.
func (n *Network) Examples() int { return max(n.Batch, 1) }

// all is the shape of what all examples have together: in a batch the examples'
// axis stands before the others.
func (n *Network) all(one Shape) Shape {
	if n.Batch == 0 {
		return one
	}
	return append(Shape{n.Batch}, one...)
}

// one is the inverse of all.
func (n *Network) one(all Shape) Shape {
	if n.Batch == 0 {
		return all
	}
	return all[1:]
}

// Share is what the loss of one example counts for: 1/N under the mean of a
// batch, else 1.
func (n *Network) Share() float64 {
	if n.Averages() {
		return 1 / float64(n.Batch)
	}
	return 1
}

// Averages reports a loss that is the mean over a batch of more than one
// example.
func (n *Network) Averages() bool {
	return n.Batch > 1 && n.Loss != nil && n.Loss.Reduction != SumOfBatch
}

// Example is the network with one example of its batch, and no batch: what is
// said of it holds of that example, but for the 1/N of a mean. Without a batch
// it is the network itself.
func (n *Network) Example(i int) *Network {
	if n.Batch == 0 {
		return n
	}
	m := *n
	m.Batch = 0
	m.Input = n.part(n.Input, i)
	for at, layer := range n.Layers {
		if d, ok := layer.(Dropout); ok {
			if &m.Layers[0] == &n.Layers[0] {
				m.Layers = slices.Clone(n.Layers)
			}
			m.Layers[at] = d.example(n, i)
		}
	}
	if n.Loss != nil {
		loss := *n.Loss
		loss.Target, loss.Reduction = n.part(loss.Target, i), ""
		m.Loss = &loss
	}
	if n.Upstream != nil {
		m.Upstream = n.part(n.Upstream, i)
	}
	return &m
}

// part is what one example has of a tensor of the batch.
func (n *Network) part(t *Tensor, i int) *Tensor {
	one := n.one(t.Shape)
	return &Tensor{Shape: one, Data: t.Data[i*one.Size() : (i+1)*one.Size()]}
}

// checkBatch reports an input that is not the batch that the network says.
func (n *Network) checkBatch() error {
	switch {
	case n.Batch < 0 || n.Batch > MaxBatch:
		return fmt.Errorf("batch: found %d examples; a batch has 1 to %d", n.Batch, MaxBatch)
	case n.Batch == 0 && n.Loss != nil && n.Loss.Reduction != "":
		return fmt.Errorf("loss: reduction %q is for the examples of a batch, and there is none; leave it out, or give the examples under \"batch\"", string(n.Loss.Reduction))
	case n.Batch == 0:
		return nil
	case len(n.Input.Shape) < 2 || n.Input.Shape[0] != n.Batch:
		return fmt.Errorf("batch: the input has shape %s, but there are %d examples; its first axis must count them", n.Input.Shape, n.Batch)
	case n.Loss == nil:
		return nil
	}
	switch n.Loss.Reduction {
	case "", MeanOfBatch, SumOfBatch:
		return nil
	}
	return fmt.Errorf("loss: reduction %q is not known; use \"mean\" or \"sum\"", string(n.Loss.Reduction))
}

// checkLoss reports a target that does not fit, in a batch with its example.
func (n *Network) checkLoss(last Layer, out Shape) error {
	if n.Batch == 0 {
		return n.Loss.check(last, out)
	}
	target := n.Loss.Target
	if all := n.all(out); !target.Shape.Equal(all) {
		return fmt.Errorf("loss: the targets have shape %s, but the last outputs of the batch have %s; give each example one number for each output", target.Shape, all)
	}
	for i := range n.Batch {
		loss := *n.Loss
		loss.Target = n.part(target, i)
		if err := loss.check(last, out); err != nil {
			return fmt.Errorf("batch: example %d: %w", i, err)
		}
	}
	return nil
}

// errBatch is the error of what takes one example at a time.
var errBatch = errors.New("the network has a batch of its own; give it one example")

// A batch in a pass. The links of a layer are those of one example and serve all
// of them: example n has its ends n times the size of an example further on. Only
// the slopes of a nonlinear layer are kept for each.

// at is the link k of example n, with its ends in the arrays of the whole batch.
func (s *stage) at(n, k int) Link {
	link := s.links[k]
	if s.slopes != nil {
		link.Slope = s.slopes[n*len(s.links)+k]
	}
	link.Out += n * s.out
	if link.In != One {
		link.In += n * s.in
	}
	return link
}

// each lists the links of all examples, one after the other.
func (s *stage) each() iter.Seq[Link] {
	return func(yield func(Link) bool) {
		for n := range s.examples {
			for k := range s.links {
				if !yield(s.at(n, k)) {
					return
				}
			}
		}
	}
}

// keep puts the slopes of the links away as those of example n.
func (s *stage) keep(n int) {
	slopes := s.slopes[n*len(s.links):]
	for k := range s.links {
		slopes[k] = s.links[k].Slope
	}
}

// recall gives the links the slopes of example n again.
func (s *stage) recall(n int) {
	slopes := s.slopes[n*len(s.links):]
	for k := range s.links {
		s.links[k].Slope = slopes[k]
	}
}

// EachLink lists the links of a layer with the slopes of the last run, in
// ascending order of the output element: in a batch those of every example,
// with their ends in the arrays of the whole batch.
func (p *Pass) EachLink(layer int) iter.Seq[Link] { return p.stages[layer].each() }

// LinkCount is how many links EachLink lists.
func (p *Pass) LinkCount(layer int) int {
	s := &p.stages[layer]
	return s.examples * len(s.links)
}

// LinksIn are the links of a layer with their slopes in one example of a batch,
// and their ends in that example's part of the arrays.
func (p *Pass) LinksIn(layer, example int) []Link {
	s := &p.stages[layer]
	if s.slopes == nil {
		return s.links
	}
	links := slices.Clone(s.links)
	for k := range links {
		links[k].Slope = s.slopes[example*len(links)+k]
	}
	return links
}

// Shape is the shape of the input (0) or of the output of layer i−1, that of one
// example in a batch.
func (p *Pass) Shape(i int) Shape { return p.shapes[i] }

// examplePart is what example n has of the elements of an array.
func (p *Pass) examplePart(all []float64, n int) []float64 {
	examples := p.Network.Examples()
	if examples == 1 { // a division takes as long as a few dozen products
		return all
	}
	size := len(all) / examples
	return all[n*size : (n+1)*size]
}

// exampleLoss is the loss of example n, before the reduction.
func (p *Pass) exampleLoss(n int) float64 {
	last := len(p.stages)
	return p.loss.value(&p.losses[n], p.examplePart(p.Activations[last-1].Data, n), p.examplePart(p.Activations[last].Data, n))
}

// ExampleLosses are the losses of the examples, before the reduction; nil
// without a loss.
func (p *Pass) ExampleLosses() []float64 {
	if p.Network.Loss == nil {
		return nil
	}
	losses := make([]float64, p.Network.Examples())
	for n := range losses {
		losses[n] = p.exampleLoss(n)
	}
	return losses
}

// BeyondIn reports an example of the batch that Beyond is about.
func (p *Pass) BeyondIn(n int) bool { return p.Gradients != nil && p.beyond(n) }

// beyond reports an example whose ∂L/∂ the probabilities float64 cannot hold; see
// Beyond.
func (p *Pass) beyond(n int) bool {
	return firstNotFinite(p.examplePart(p.Gradients[len(p.stages)].Data, n)) >= 0
}

// InBatch reports whether a quantity has the examples' axis.
func (q Quantity) InBatch() bool {
	return q.pass != nil && q.pass.Network.Batch > 0 && q.example == 0 && q.isActivation()
}

// isActivation reports what a layer reads or makes, a gradient of that, a target,
// or what a layer over the whole batch makes of each element of its input on the
// way.
func (q Quantity) isActivation() bool {
	if q.Place.Kind == Layers {
		return q.pass != nil && q.pass.isEach(q.Place.Number, q.Place.Name)
	}
	return q.Place.Kind == Activations || q.Place.Kind == Gradients || q.Place == TargetPlace
}
