package marking

import (
	"slices"

	"backprop/internal/cnn"
)

// split gives each example of a batch a model of its own: the same stages, with
// the links and the given numbers of that example.
func (m *model) split() {
	for n := range m.network.Batch {
		e := *m
		e.example = 1 + n
		e.network = m.network.Example(n)
		e.input, e.target, e.up = partOf(m.input, n, m), partOf(m.target, n, m), partOf(m.up, n, m)
		e.stages = slices.Clone(m.stages)
		for i, s := range m.stages {
			own := *s
			own.own = m.pass.LinksIn(i, n)
			if s.loss != nil {
				own.loss = e.network.Loss
			}
			e.stages[i] = &own
		}
		m.examples = append(m.examples, &e)
	}
}

// partOf is what an example has of an array of the batch; nil where there is no
// array.
func partOf(all []span, n int, m *model) []span {
	size := len(all) / m.network.Examples()
	return all[n*size : (n+1)*size : (n+1)*size]
}

// split prepares the runs of the examples.
func (r *run) split() {
	r.share = point(r.network.Share())
	for _, e := range r.examples {
		p := *r
		p.model, p.parts = e, nil
		p.activations = make([][]span, len(r.activations))
		p.gradients = make([][]span, len(r.gradients))
		p.slope = make([][]span, len(r.slope))
		r.parts = append(r.parts, &p)
	}
}

// eachExample works something out for every example, and lays what comes of it
// one behind the other. Without a batch the run itself does it.
func (r *run) eachExample(work func(*run) []span) []span {
	if r.parts == nil {
		return work(r)
	}
	var all []span
	for n := range r.parts {
		all = append(all, work(r.part(n))...)
	}
	return all
}

// part is the run of an example, with its part of what the whole run goes on
// with.
func (r *run) part(n int) *run {
	p := r.parts[n]
	for i := range r.activations {
		p.activations[i] = partOf(r.activations[i], n, r.model)
		p.gradients[i] = partOf(r.gradients[i], n, r.model)
	}
	return p
}

// wholeLoss is the loss: in a batch the examples' losses, added and, for a mean,
// divided by their number.
func (r *run) wholeLoss() span {
	if r.parts == nil {
		return r.lossValue()
	}
	var sum span
	for n := range r.parts {
		sum = sum.plus(r.part(n).lossValue())
	}
	value := sum.times(r.share)
	for _, f := range r.slips {
		if f.fault.wholeLoss != nil && f.acts(r.model, lossStep, -1) {
			value = f.fault.wholeLoss(r, value)
		}
	}
	return value
}

// wholeStart is the gradient at the last output. In a batch each example's is
// multiplied by what its loss counts for.
func (r *run) wholeStart() []span {
	if r.parts == nil || r.network.Loss == nil {
		return r.start()
	}
	all := r.eachExample((*run).start)
	for i := range all {
		all[i] = all[i].times(r.share)
	}
	for _, f := range r.slips {
		if f.fault.wholeStart != nil && f.acts(r.model, startStep, -1) {
			all = f.fault.wholeStart(r, all)
		}
	}
	return all
}

// wholeForward is a layer's output, and wholeInputGradient the gradient at its
// input, example by example but for a layer that looks at all of them.
func (r *run) wholeForward(s *stage) []span {
	if isBatchNorm(s) {
		return r.norm(s).output
	}
	return r.eachExample(func(p *run) []span { return p.forward(p.stages[s.number]) })
}

func (r *run) wholeInputGradient(s *stage) []span {
	if isBatchNorm(s) {
		return r.inputGradient(s)
	}
	return r.eachExample(func(p *run) []span { return p.inputGradient(p.stages[s.number]) })
}

// wholeParameterGradient is the gradient of a layer's parameters: in a batch the
// sum of what each example contributes.
func (r *run) wholeParameterGradient(s *stage) []span {
	parts := make([][]span, len(r.parts))
	switch {
	case isBatchNorm(s):
		parts = r.normParts(s)
	case r.parts == nil:
		return r.parameterGradient(s)
	default:
		for n := range r.parts {
			p := r.part(n)
			parts[n] = p.parameterGradient(p.stages[s.number])
		}
	}
	sum := func(of [][]span) []span {
		all := make([]span, len(s.theta))
		for _, part := range of {
			for k, v := range part {
				all[k] = all[k].plus(v)
			}
		}
		return all
	}
	for _, f := range r.slips {
		if f.fault.examples != nil && r.parts != nil && f.acts(r.model, parameterStep, s.number) {
			return sum(f.fault.examples(r, parts))
		}
	}
	return sum(parts)
}

// fitsAt reports whether the answer has a shape that is worked out at a step.
// What has the step's own may be written without the axis of a single channel.
func (a Answer) fitsAt(s step, shape cnn.Shape) bool {
	switch {
	case a.fits(shape), shape.Equal(s.shape) && a.Shape.Equal(s.plain):
		return true
	}
	return s.flat && !s.batch && shape[0] == 1 && a.Shape.Equal(shape[1:])
}

// label is the index that a reader writes behind the sign of an element.
func (m *model) label(s step, offset int) []int {
	q, err := m.pass.Quantity(s.place)
	if err != nil {
		return nil
	}
	return q.Label(offset)
}
