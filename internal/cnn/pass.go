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
	parameters := layer.Parameters()
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
	p.exact, p.asked = nil, false
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
			value := parameterValue(layer, j)
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
	switch a := a.(type) {
	case Conv:
		b, ok := b.(Conv)
		return ok && a.Window() == b.Window() && a.Parts() == b.Parts()
	case Conv1d:
		b, ok := b.(Conv1d)
		a.Kernel, a.Bias, b.Kernel, b.Bias = nil, nil, nil, nil
		return ok && a == b
	case ConvTranspose:
		b, ok := b.(ConvTranspose)
		return ok && a.Window() == b.Window() && a.Back == b.Back
	case Dense:
		_, ok := b.(Dense)
		return ok
	case BatchNorm:
		b, ok := b.(BatchNorm)
		return ok && a.Eps == b.Eps
	}
	return false
}

// parameterValue is layer.Parameters()[j].Value without the slice.
func parameterValue(layer Layer, j int) *Tensor {
	switch l := layer.(type) {
	case Conv:
		return [...]*Tensor{l.Kernel, l.Bias}[j]
	case Conv1d:
		return [...]*Tensor{l.Kernel, l.Bias}[j]
	case ConvTranspose:
		return [...]*Tensor{l.Kernel, l.Bias}[j]
	case Dense:
		return [...]*Tensor{l.Weights, l.Bias}[j]
	case BatchNorm:
		return [...]*Tensor{l.Gamma, l.Beta}[j]
	}
	if parameters := layer.Parameters(); j < len(parameters) {
		return parameters[j].Value
	}
	return nil
}

func (p *Pass) forward() error {
	for i := range p.stages {
		s := &p.stages[i]
		x, y := p.Activations[i].Data, p.Activations[i+1].Data
		if s.whole != nil {
			if err := s.whole.forward(x, y, s.theta, s.links); err != nil {
				if overflow := p.forwardOverflow(i); overflow != nil {
					return overflow
				}
				return &LayerError{i, p.Network.Layers[i].Op(), err}
			}
		} else {
			for n := range s.examples {
				s.run(n, x[n*s.in:(n+1)*s.in], y[n*s.out:(n+1)*s.out])
			}
		}
		if p.uses != nil {
			p.addSkip(i)
		}
	}
	if firstNotFinite(p.numbers[len(p.Activations[0].Data):]) >= 0 {
		return p.forwardOverflow(len(p.stages))
	}
	if loss := p.Network.Loss; loss != nil {
		p.Loss = 0
		for n := range p.losses {
			p.Loss += p.exampleLoss(n)
		}
		if p.Loss = float64(p.Loss * p.Network.Share()); firstNotFinite([]float64{p.Loss}) >= 0 {
			return fmt.Errorf("loss (%s): too large for float64; make the scores or the outputs smaller", loss.Op)
		}
	}
	return nil
}

// forwardOverflow names the first output that is not finite of so many layers;
// nil where there is none.
func (p *Pass) forwardOverflow(layers int) error {
	for i := range layers {
		if at := firstNotFinite(p.Activations[i+1].Data); at >= 0 {
			return p.overflow(i, "output", p.Activations[i+1].Shape.Index(at))
		}
	}
	return nil
}

// run computes the output of one example.
func (s *stage) run(n int, x, y []float64) {
	if s.nonlin == nil {
		if s.slopes != nil {
			s.recall(n)
		}
		s.forward(x, y)
		return
	}
	s.nonlin.Forward(x, y, s.links)
	if s.slopes != nil {
		s.keep(n)
	}
}

// weigh makes the parameters the slopes of their links.
func (s *stage) weigh() {
	for k := range s.links {
		if link := &s.links[k]; link.Param != None {
			link.Slope = s.theta[link.Param]
		}
	}
}

// forward adds up slope times input, in the order of the links. A sum stays in
// a register as long as the links are those of the same output.
func (s *stage) forward(x, y []float64) {
	first := 0
	clear(y)
	for _, next := range s.runs {
		run := s.links[first:next]
		sum := y[run[0].Out]
		for k := range run {
			link := &run[k]
			if link.In == One {
				sum += link.Slope
			} else {
				sum += float64(link.Slope * x[link.In])
			}
		}
		y[run[0].Out] = sum
		first = next
	}
}

func (p *Pass) backward() error {
	last := len(p.stages)
	if p.Network.Loss != nil {
		for n := range p.losses {
			scores, out := p.examplePart(p.Activations[last-1].Data, n), p.examplePart(p.Activations[last].Data, n)
			p.loss.gradient(&p.losses[n], scores, out, p.examplePart(p.Gradients[last].Data, n))
		}
		p.reduce(p.Gradients[last].Data)
	} else {
		copy(p.Gradients[last].Data, p.Network.Upstream.Data)
	}
	clear(p.all.gradient)
	for i := last - 1; i >= 0; i-- {
		s := &p.stages[i]
		if s.whole != nil {
			s.whole.backward(p.Gradients[i].Data, p.Gradients[i+1].Data, s.theta, s.gradient)
		} else {
			p.sendBack(i)
		}
		if p.uses != nil {
			for _, layer := range p.uses[i] {
				addTo(p.Gradients[i].Data, p.Gradients[layer+1].Data)
			}
		}
	}
	rate, decay := p.Network.LearningRate, p.Network.WeightDecay
	for j, g := range p.all.gradient {
		p.all.updated[j] = p.all.theta[j] - float64(rate*(g+float64(decay*p.all.theta[j])))
	}
	if firstNotFinite(p.all.updated) >= 0 || firstNotFinite(p.Gradients[0].Data) >= 0 {
		return p.backwardOverflow()
	}
	return nil
}

// sendBack sends the gradient through a layer, example by example.
func (p *Pass) sendBack(layer int) {
	s, last := &p.stages[layer], len(p.stages)
	x, dx, dy := p.Activations[layer].Data, p.Gradients[layer].Data, p.Gradients[layer+1].Data
	beyond := layer == last-1 && p.Beyond()
	for n := range s.examples {
		in, out := n*s.in, n*s.out
		x, dx, dy := x[in:in+s.in], dx[in:in+s.in], dy[out:out+s.out]
		if beyond && p.beyond(n) {
			p.loss.(joinedRule).scoreGradient(&p.losses[n], x, p.examplePart(p.Activations[last].Data, n), dx)
			p.reduce(dx)
			continue
		}
		if s.slopes != nil {
			s.recall(n)
		}
		s.backward(x, dx, dy)
	}
}

// addSkip adds to the output of an add layer the activation that it names.
func (p *Pass) addSkip(layer int) {
	if a, ok := p.layers[layer].(Add); ok {
		addTo(p.Activations[layer+1].Data, p.Activations[a.From].Data)
	}
}

func addTo(sums, more []float64) {
	for i, v := range more {
		sums[i] += v
	}
}

// reduce multiplies gradients of the examples' own losses by what these count
// for in the loss.
func (p *Pass) reduce(gradients []float64) {
	if share := p.Network.Share(); share != 1 {
		for i := range gradients {
			gradients[i] *= share
		}
	}
}

// Beyond reports whether an element of ∂L/∂ the probabilities, such as −t/p of
// cross entropy, is one that float64 cannot hold: the scores are about 709
// apart, or as far from 0 under a sigmoid. Then ∂L/∂ the scores was not computed
// from it but is output minus target at once.
func (p *Pass) Beyond() bool {
	return p.Gradients != nil && p.Network.Loss != nil && firstNotFinite(p.Gradients[len(p.stages)].Data) >= 0
}

// backwardOverflow names the place where a gradient first was not finite, as
// seen from the end. Such a gradient stays so on its way: it ends in a parameter
// or in the input, and only there does a pass look for it.
func (p *Pass) backwardOverflow() error {
	layer := len(p.stages) - 1
	for layer > 0 && firstNotFinite(p.stages[layer].updated) < 0 {
		layer--
	}
	for i := len(p.stages) - 1; i >= layer; i-- {
		if at := firstNotFinite(p.Gradients[i].Data); at >= 0 {
			return p.overflow(i, "input's gradient", p.Gradients[i].Shape.Index(at))
		}
	}
	return &LayerError{layer, p.Network.Layers[layer].Op(), errors.New("a parameter's gradient or update is too large for float64; make the numbers smaller")}
}

// backward sends the error dy of one example along every link to the input and,
// where a parameter joins the two ends, adds it to what the parameter has from
// the examples before.
func (s *stage) backward(x, dx, dy []float64) {
	gradient, first := s.gradient, 0
	clear(dx)
	for _, next := range s.runs {
		run := s.links[first:next]
		first = next
		d := dy[run[0].Out]
		if d == 0 { // as behind closed gates: adding zeros changes no sum
			continue
		}
		for k := range run {
			link := &run[k]
			if link.In == One {
				gradient[link.Param] += d
				continue
			}
			dx[link.In] += float64(d * link.Slope)
			if link.Param != None {
				gradient[link.Param] += float64(d * x[link.In])
			}
		}
	}
}

func (p *Pass) overflow(layer int, what string, index []int) error {
	return &LayerError{layer, p.Network.Layers[layer].Op(), fmt.Errorf("the %s %v is too large for float64; make the numbers smaller", what, index)}
}
