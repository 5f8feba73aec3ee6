package marking

import (
	"math"
	"slices"

	"backprop/internal/cnn"
)

// A fault is a wrong rule as code: what replaces the right rule at some steps
// of a run. A mistake that people make in several ways has one for each.
type fault struct {
	// at says which layers have the rule; nil for the rules of the loss and
	// of the gradient at the last output, which ends then decides on.
	at   func(s *stage) bool
	ends func(m *model) bool

	forward   reading // of a layer's links, for its output
	backward  reading // for the gradient at its input
	parameter reading // for the gradient of its parameter of
	of        string  // "" for all parameters

	// early says that a reading of the way back needs the layer's updated
	// parameters.
	early bool

	// withoutError says that a reading takes 1 for every error that arrives.
	withoutError bool

	// replaces says that a reading makes its links anew, so that other slips
	// must come after it.
	replaces bool

	output func(s *stage, r *run, y []span) []span  // the output, once worked out
	after  func(s *stage, r *run, dx []span) []span // the gradient at the input, once worked out
	loss   func(r *run, value span) span
	start  func(m *model, grad []span) []span // the gradient at the last output
	// Of a batch as a whole: the loss and the gradient at the last output after the
	// reduction, and which examples' contributions to a parameter's gradient are
	// added, those of each example in order.
	wholeLoss  func(r *run, value span) span
	wholeStart func(r *run, grad []span) []span
	examples   func(r *run, parts [][]span) [][]span

	move func(move span) span // η·(∂L/∂θ + λθ), before it is subtracted

	// Of a weight decay λ: decayed says that λθ is counted into the gradient, times
	// so much, and decay by what λ is multiplied in the step.
	decayed float64
	decay   *float64

	// rewrite is a slip of writing: another tensor stands at the place than
	// the one that belongs there. The run goes on with the right one.
	rewrite  func(r *run, s step) (cnn.Shape, []span)
	rewrites func(m *model, s step) bool

	// turns says at which steps the planes of what was worked out are square,
	// so that a run can go on with them transposed. Such a slip is made at one
	// step alone.
	turns func(m *model, s step) bool
}

// reading is the wrong list of links for a step, or nil.
func (f *fault) reading(kind stepKind) reading {
	switch kind {
	case forwardStep:
		return f.forward
	case backwardStep:
		return f.backward
	case parameterStep:
		return f.parameter
	}
	return nil
}

// actsAt reports whether the fault replaces the rule of a step.
func (f *fault) actsAt(m *model, s step) bool {
	if f.rewrites != nil && f.rewrites(m, s) {
		return true
	}
	if f.turns != nil {
		return f.turns(m, s)
	}
	switch s.kind {
	case lossStep:
		return (f.loss != nil || f.wholeLoss != nil) && f.ends(m)
	case startStep:
		return (f.start != nil || f.wholeStart != nil) && f.ends(m)
	case inputStep:
		return false
	}
	at := m.stages[s.layer]
	if f.at == nil || !f.at(at) || f.decay != nil && m.network.WeightDecay == 0 {
		return false
	}
	switch s.kind {
	case forwardStep:
		return f.forward != nil || f.output != nil
	case backwardStep:
		return f.backward != nil || f.after != nil
	case parameterStep:
		return f.decayed != 0 || f.examples != nil && m.examples != nil || f.parameter != nil && (f.of == "" || f.of == at.learned[s.param].name)
	}
	return f.move != nil || f.decay != nil && f.decayed == 0
}

// A slip is a fault made at every layer that has the rule, at one layer, or at
// one step.
type slip struct {
	mistake *Mistake
	fault   *fault
	layer   int // −1 for all
	step    int // −1 for all
}

// everywhere reports whether the slip is made wherever it can be.
func (f slip) everywhere() bool { return f.layer < 0 && f.step < 0 }

// acts reports whether the slip replaces the rule of such a step at a layer.
func (f slip) acts(m *model, kind stepKind, layer int) bool {
	if layer >= 0 && f.layer >= 0 && f.layer != layer {
		return false
	}
	switch kind {
	case lossStep:
		return (f.fault.loss != nil || f.fault.wholeLoss != nil) && f.fault.ends(m)
	case startStep:
		return (f.fault.start != nil || f.fault.wholeStart != nil) && f.fault.ends(m)
	}
	return f.fault.at != nil && f.fault.at(m.stages[layer]) && (f.fault.decay == nil || m.network.WeightDecay != 0)
}

// inPlace reports whether the slip is made at a step itself, not before it.
func (f slip) inPlace(m *model, s step) bool {
	return (f.layer < 0 || s.layer < 0 || f.layer == s.layer) && (f.step < 0 || f.step == s.index) && f.fault.actsAt(m, s)
}

// changes reports whether the slip changes what a run works out at a step. The
// parameters of a layer are worked out together.
func (f slip) changes(m *model, s step) bool {
	if s.kind == parameterStep && f.fault.turns == nil {
		return (f.fault.decayed != 0 || f.fault.parameter != nil || f.fault.examples != nil && m.examples != nil) && f.acts(m, s.kind, s.layer)
	}
	return f.inPlace(m, s)
}

// harmless reports whether a slip gives the right coefficient on every single
// link of a run, because each error that arrives is the 1 that it takes for
// it. It may still lose links, but nobody sees that from its rule.
func (f slip) harmless(base *run) bool {
	if !f.fault.withoutError {
		return false
	}
	for i, s := range base.stages {
		if !f.acts(base.model, backwardStep, i) {
			continue
		}
		for _, d := range base.gradients[s.number+1] {
			if !d.isPoint() || math.Abs(d.lo-1) > noise(1, 1) {
				return false
			}
		}
	}
	return true
}

// replacingFirst puts slips that make their links anew before the others.
func replacingFirst(slips []slip) []slip {
	sorted := slices.Clone(slips)
	slices.SortStableFunc(sorted, func(a, b slip) int {
		switch {
		case a.fault.replaces == b.fault.replaces:
			return 0
		case a.fault.replaces:
			return -1
		}
		return 1
	})
	return sorted
}

// rewrites reports whether a slip of writing stands at a step.
func (r *run) rewrites(s step) bool {
	return slices.ContainsFunc(r.slips, func(f slip) bool { return f.fault.rewrite != nil && f.inPlace(r.model, s) })
}

// written is the tensor that stands at a place once the run is over.
func (r *run) written(s step) (cnn.Shape, []span) {
	for _, f := range r.slips {
		if f.fault.rewrite != nil && f.inPlace(r.model, s) {
			return f.fault.rewrite(r, s)
		}
	}
	return s.shape, r.raw[s.index]
}
