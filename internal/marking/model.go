package marking

import (
	"slices"

	"backprop/internal/cnn"
)

// A model is a network laid out for runs: its stages, and the steps in which
// its places are worked out. Runs share it and do not change it.
type model struct {
	network *cnn.Network
	pass    *cnn.Pass // the right values
	stages  []*stage
	steps   []step // in working order
	links   int64  // of all layers
	input   []span // the input, with what it can be the rounded print of
	target  []span // likewise, or nil
	up      []span // the upstream gradient likewise, or nil
	rounded bool   // some given number can be a rounded print

	example  int      // 1 + the example that this is the model of; 0 for the whole
	examples []*model // of a batch, each with its own input, target and links; nil without one
}

// A stage is a layer in its network.
type stage struct {
	number    int
	layer     cnn.Layer     // along one axis, that over maps of one row
	in, out   cnn.Shape     // of a sequence, those of maps of one row
	nonlinear cnn.Nonlinear // nil for a linear layer
	own       []cnn.Link    // the layer's links, with the slopes of the right pass
	theta     []span        // the parameters, end to end as the links number them
	open      []span        // the same with what they can be the rounded prints of
	learned   []learned
	loss      *cnn.Loss // of the last stage; nil elsewhere
	uses      []int     // the add layers to which the input goes as well
}

// learned is where a parameter lies among all those of its layer.
type learned struct {
	name        string
	first, next int
}

// A stepKind says what a step works out.
type stepKind int

const (
	inputStep     stepKind = iota // the input: nothing to work out
	forwardStep                   // a layer's output
	lossStep                      // the loss
	startStep                     // the gradient at the last output
	parameterStep                 // the gradient of a layer's parameter
	backwardStep                  // the gradient at a layer's input
	updateStep                    // a parameter after the update
)

// A step is what makes the tensor at one place.
type step struct {
	index int // among the steps
	kind  stepKind
	layer int // −1 for the input, the loss and the gradient at the last output
	param int // which of the layer's parameters
	place cnn.Place
	shape cnn.Shape
	plain cnn.Shape // as a reader writes it
	batch bool      // the first axis counts the examples of a batch
	flat  bool      // it lies along one axis; see cnn.Quantity.IsFlat
}

// newModel runs the network and lays it out.
func newModel(n *cnn.Network) (*model, error) {
	pass, err := cnn.Run(n)
	if err != nil {
		return nil, err
	}
	m := &model{network: n, pass: pass}
	for i, layer := range n.Layers {
		s := &stage{number: i, layer: cnn.OnMaps(layer), in: pass.Shape(i).OnMaps(), out: pass.Shape(i + 1).OnMaps(), own: pass.Links(i)}
		s.nonlinear, _ = layer.(cnn.Nonlinear)
		s.uses = n.Uses(i)
		values := cnn.ParametersOf(layer)
		for j, p := range pass.Parameters[i] {
			first := len(s.theta)
			s.theta = append(s.theta, points(p.Value.Data)...)
			s.open = append(s.open, m.originals(values[j].Value)...)
			s.learned = append(s.learned, learned{p.Name, first, len(s.theta)})
		}
		m.links += int64(pass.LinkCount(i))
		m.stages = append(m.stages, s)
	}
	m.stages[len(m.stages)-1].loss = n.Loss
	m.input = m.originals(n.Input)
	if n.Loss != nil {
		m.target = m.originals(n.Loss.Target)
	}
	if n.Upstream != nil {
		m.up = m.originals(n.Upstream)
	}
	m.layOut()
	m.split()
	return m, nil
}

// originals are what the numbers of a given tensor can be the rounded prints
// of.
func (m *model) originals(t *cnn.Tensor) []span {
	spans := points(t.Data)
	for i, half := range m.network.HalfUnits[t] {
		if half > 0 {
			spans[i] = around(t.Data[i], half)
			m.rounded = true
		}
	}
	return spans
}

// layOut lists the steps in the order of cnn.Pass.Places.
func (m *model) layOut() {
	add := func(kind stepKind, layer, param int, place cnn.Place) {
		q, err := m.pass.Quantity(place)
		if err != nil {
			panic("marking: " + err.Error()) // the place is one of the pass's own
		}
		m.steps = append(m.steps, step{len(m.steps), kind, layer, param, place, q.Shape, q.Plain(), q.InBatch(), q.IsFlat()})
	}
	last := len(m.stages)
	add(inputStep, -1, 0, cnn.ActivationPlace(0))
	for i := range m.stages {
		add(forwardStep, i, 0, cnn.ActivationPlace(i+1))
	}
	if m.network.Loss != nil {
		add(lossStep, -1, 0, cnn.LossPlace)
	}
	if m.pass.Gradients == nil {
		return
	}
	add(startStep, -1, 0, cnn.GradientPlace(last))
	for i := last - 1; i >= 0; i-- {
		for j, p := range m.stages[i].learned {
			add(parameterStep, i, j, cnn.ParameterPlace(i, p.name))
		}
		add(backwardStep, i, 0, cnn.GradientPlace(i))
	}
	for i, s := range m.stages {
		for j, p := range s.learned {
			add(updateStep, i, j, cnn.UpdatedPlace(i, p.name))
		}
	}
}

// step finds the step that makes a place.
func (m *model) step(place cnn.Place) (step, bool) {
	i := slices.IndexFunc(m.steps, func(s step) bool { return s.place == place })
	if i < 0 {
		return step{}, false
	}
	return m.steps[i], true
}

// right is the tensor at a place.
func (m *model) right(place cnn.Place) *cnn.Tensor {
	q, err := m.pass.Quantity(place)
	if err != nil {
		panic("marking: " + err.Error())
	}
	return q.Tensor
}

// dependsOn reports whether what a step makes can depend on what another
// makes. Gates, winners and probabilities join every gradient to every
// activation.
func (s step) dependsOn(t step) bool {
	switch {
	case t.kind == lossStep || t.kind == updateStep || s.kind == inputStep:
		return false
	case t.kind == inputStep:
		return true
	case t.kind == forwardStep:
		return s.kind != forwardStep || t.layer < s.layer
	case s.kind == forwardStep || s.kind == lossStep:
		return false
	case t.kind == parameterStep:
		return s.kind == updateStep && s.layer == t.layer && s.param == t.param
	case t.kind == startStep:
		return s.kind != startStep
	}
	// t is the gradient at the input of layer t.layer.
	return s.kind != startStep && s.layer < t.layer
}

// stepBefore is the step whose result a step goes on with, and false where
// that is given by the network.
func (m *model) stepBefore(s step) (step, bool) {
	last := len(m.stages)
	place := cnn.Place{}
	switch {
	case s.kind == lossStep, s.kind == startStep && m.network.Loss != nil:
		place = cnn.ActivationPlace(last)
	case s.kind == forwardStep && s.layer > 0:
		place = cnn.ActivationPlace(s.layer)
	case s.kind == backwardStep, s.kind == parameterStep:
		place = cnn.GradientPlace(s.layer + 1)
	case s.kind == updateStep:
		place = cnn.ParameterPlace(s.layer, m.stages[s.layer].learned[s.param].name)
	default:
		return step{}, false
	}
	return m.step(place)
}
