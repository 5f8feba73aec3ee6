package cnn

import (
	"errors"
	"fmt"
	"slices"
)

// A Pass holds what one run through a network computed, forward and
// backward. It is made once for a network's shapes and can be run again, on
// the same network or on one with other numbers, without allocating.
type Pass struct {
	Network     *Network
	Loss        float64
	Activations []*Tensor // the input and the output of each layer
	// Gradients are ∂L/∂ each of these; nil in a forward pass only. Under cross
	// entropy, binary or not, an element of the last, such as −t/p, is infinite
	// where float64 cannot hold it. All others are finite, ∂L/∂ the scores among
	// them.
	Gradients  []*Tensor
	Parameters [][]Learned // for each layer, in the order of its parameters

	shapes []Shape  // as Shapes gives them: of one example in a batch
	layers []Layer  // that the links were made for
	loss   lossRule // of the network; nil without a loss
	losses []Loss   // the loss of each example, whose targets are parts of the batch's
	uses   [][]int  // of each activation, the add layers that it goes to; nil in a chain
	stages []stage
	signs  []Sign // of the activations

	// All activations and all parameters, layer after layer: what is looked at or
	// changed in every layer alike is one loop.
	numbers []float64
	all     struct{ theta, gradient, updated []float64 }

	exact *truth // of the last run, once asked for
	asked bool
	known [][]Real // the parameters of each layer, where more of them is known than their float64s; else nil
}

// Learned is a parameter in a pass. All three tensors have its shape.
type Learned struct {
	Name     string
	Sign     Sign
	Value    *Tensor
	Gradient *Tensor // ∂L/∂ the parameter; nil in a forward pass only
	Updated  *Tensor // the value after one step of gradient descent
}

// A stage is a layer in a pass: its links and its parameters, laid end to end
// as the links number them. The links are those of one example, and the
// examples of a batch share them.
type stage struct {
	links    []Link
	runs     []int // where each run of links of the same output ends
	examples int
	in, out  int       // how many elements of one example the links join
	slopes   []float64 // of each example of a batch, link by link; nil where they do not differ
	nonlin   Nonlinear // nil for a linear layer
	whole    whole     // nil but for a WholeBatch layer
	theta    []float64 // parts of the pass's
	gradient []float64
	updated  []float64

	byIn, byParam []int // orders of links, made when a derivation asks
}

// NewPass checks the network and makes room for everything that a pass
// computes, without running it.
func NewPass(n *Network) (*Pass, error) {
	shapes, err := n.Shapes()
	if err != nil {
		return nil, err
	}
	p := &Pass{Network: n, shapes: shapes, layers: n.Layers, signs: activationSigns(n.Layers, shapes)}
	backward := n.differentiable()
	activations, parameters := 0, n.ParameterCount()
	for _, shape := range shapes {
		activations += n.all(shape).Size()
	}
	p.numbers = make([]float64, activations)
	p.all.theta, p.all.gradient, p.all.updated = make([]float64, parameters), make([]float64, parameters), make([]float64, parameters)
	first, learned := 0, 0
	for i, shape := range shapes {
		all := n.all(shape)
		next := first + all.Size()
		p.Activations = append(p.Activations, &Tensor{slices.Clone(all), p.numbers[first:next:next]})
		first = next
		if backward {
			p.Gradients = append(p.Gradients, NewTensor(n.all(shape)...))
		}
		if i < len(n.Layers) {
			learned += p.addStage(n.Layers[i], shape, shapes[i+1], backward, learned)
		}
	}
	if n.Branches() {
		for i := range shapes {
			p.uses = append(p.uses, n.Uses(i))
		}
	}
	p.losses = make([]Loss, n.Examples())
	for i := range p.losses {
		p.losses[i].Target = &Tensor{Shape: shapes[len(shapes)-1]}
	}
	p.signParameters()
	return p, nil
}

// Run makes a pass of a network and runs it.
func Run(n *Network) (*Pass, error) {
	p, err := NewPass(n)
	if err != nil {
		return nil, err
	}
	return p, p.Run(n)
}

// addStage makes a layer's stage, whose parameters begin at first among all, and
// returns how many they are.
func (p *Pass) addStage(layer Layer, in, out Shape, backward bool, first int) int {
	s := stage{
		links:    slices.AppendSeq(make([]Link, 0, layer.LinkCount(in)), layer.Links(in)),
		examples: p.Network.Examples(), in: in.Size(), out: out.Size(),
	}
	s.runs = make([]int, 0, s.out)
	for k := range s.links {
		if k+1 == len(s.links) || s.links[k+1].Out != s.links[k].Out {
			s.runs = append(s.runs, k+1)
		}
	}
	if w, ok := layer.(WholeBatch); ok {
		s.whole = w.over(in, s.examples)
	}
	s.nonlin, _ = layer.(Nonlinear)
	if s.nonlin != nil && s.examples > 1 {
		s.slopes = make([]float64, s.examples*len(s.links))
	}
	if d, ok := layer.(Dropout); ok && s.examples > 1 {
		s.slopes = make([]float64, s.examples*len(s.links))
		for i := range s.slopes {
			s.slopes[i] = d.slope(i)
		}
	}
	parameters := ParametersOf(layer)
	learned := make([]Learned, len(parameters))
	next := first
	for i, param := range parameters {
		at := next
		next += len(param.Value.Data)
		view := func(all []float64) *Tensor { return &Tensor{param.Value.Shape, all[at:next:next]} }
		learned[i] = Learned{Name: param.Name, Value: view(p.all.theta)}
		if backward {
			learned[i].Gradient, learned[i].Updated = view(p.all.gradient), view(p.all.updated)
		}
	}
	s.theta, s.gradient, s.updated = p.all.theta[first:next:next], p.all.gradient[first:next:next], p.all.updated[first:next:next]
	p.stages = append(p.stages, s)
	p.Parameters = append(p.Parameters, learned)
	return next - first
}

// Run computes everything for a network of the pass's own shapes: the one it
// was made for, or one with other numbers. An error names the layer at which
// a number grew beyond what float64 can hold; what the pass holds then is not
// to be used.
func (p *Pass) Run(n *Network) error {
	if err := p.load(n); err != nil {
		return err
	}
	if err := p.forward(); err != nil {
		return err
	}
	if p.Gradients == nil {
		return nil
	}
	return p.backward()
}

// load takes over the numbers of a network.
func (p *Pass) load(n *Network) error {
	if err := p.fits(n); err != nil {
		return err
	}
	p.Network = n
	p.exact, p.asked, p.known = nil, false, nil
	copy(p.Activations[0].Data, n.Input.Data)
	if n.Loss != nil {
		if p.loss == nil || n.Loss.Op != p.losses[0].Op {
			p.loss = n.Loss.rule()
		}
		for i := range p.losses {
			loss := &p.losses[i]
			loss.Op, loss.Margin = n.Loss.Op, n.Loss.Margin
			loss.Target.Data = p.examplePart(n.Loss.Target.Data, i)
		}
	}
	same := len(n.Layers) > 0 && &n.Layers[0] == &p.layers[0]
	for i, layer := range n.Layers {
		if !same && !sameLayer(layer, p.layers[i]) {
			return &LayerError{i, layer.Op(), fmt.Errorf("the pass was made for another %s here; make a new pass", p.layers[i].Op())}
		}
		changed := false
		for j := range p.Parameters[i] {
			learned := &p.Parameters[i][j]
			value := layer.(Parametric).value(j)
			if value == nil || !value.Shape.Equal(learned.Value.Shape) {
				return &LayerError{i, layer.Op(), fmt.Errorf("its %s is not of the shape %s that the pass was made for; make a new pass", learned.Name, learned.Value.Shape)}
			}
			if !slices.Equal(learned.Value.Data, value.Data) {
				copy(learned.Value.Data, value.Data)
				changed = true
			}
		}
		if changed {
			p.stages[i].weigh()
		}
	}
	return nil
}

// fits reports a network whose input, number of layers or end is not what the
// pass was made for.
func (p *Pass) fits(n *Network) error {
	last := p.Activations[len(p.stages)].Shape
	switch {
	case n.Batch != p.Network.Batch:
		return fmt.Errorf("the pass was made for a batch of %d, not for one of %d; make a new one", p.Network.Batch, n.Batch)
	case n.Input == nil || !n.Input.Shape.Equal(p.Activations[0].Shape):
		return fmt.Errorf("the pass was made for an input of shape %s; make a new one for another", p.Activations[0].Shape)
	case len(n.Layers) != len(p.stages):
		return fmt.Errorf("the pass was made for %d layers, not for %d; make a new one", len(p.stages), len(n.Layers))
	case p.Gradients != nil && !n.differentiable():
		return errors.New("the pass goes backward, but the network has neither a loss nor an upstream gradient; make a new one")
	case n.Loss != nil && !n.Loss.Target.Shape.Equal(last), n.Upstream != nil && !n.Upstream.Shape.Equal(last):
		return fmt.Errorf("the target or the upstream gradient must have the shape %s of the last output", last)
	}
	return nil
}

// sameLayer reports whether two layers differ in nothing but the values of
// their parameters.
func sameLayer(a, b Layer) bool {
	if a == b { // the very same, nearly always
		return true
	}
	parametric, ok := a.(Parametric)
	return ok && parametric.alike(b)
}
