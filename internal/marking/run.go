package marking

import (
	"iter"
	"math"
	"slices"

	"backprop/internal/cnn"
)

// A run works out the places of a pass, with wrong rules where there are any
// and on the course that it is given.
type run struct {
	*model
	course course
	slips  []slip

	activations [][]span // as the run goes on with them
	gradients   [][]span
	parameters  [][]span // the gradient of all parameters of a layer, end to end

	// raw are the numbers as they were worked out, before the course changed
	// them, by step.
	raw [][]span

	// slope holds the slopes of nonlinear layers as their own Forward gave
	// them; nil where the input or the output is not a number of the run.
	slope [][]span

	halved bool // a number was rounded that was a half

	// parts are the runs of the examples of a batch, each of which works out what
	// concerns its own numbers alone; nil without a batch.
	parts []*run
	share span // what the loss of an example counts for

	// base is a run on the same course without some of the slips, which are the
	// fresh ones; nil where there is none. Up to the first step that a fresh
	// slip changes, this run is that one.
	base  *run
	fresh []slip
}

// begin prepares a run.
func (m *model) begin(c course, slips ...slip) *run {
	r := &run{
		model: m, course: c, slips: replacingFirst(slips),
		activations: make([][]span, len(m.stages)+1),
		gradients:   make([][]span, len(m.stages)+1),
		parameters:  make([][]span, len(m.stages)),
		slope:       make([][]span, len(m.stages)),
		raw:         make([][]span, len(m.steps)),
	}
	r.split()
	return r
}

// slipping prepares a run that makes slips on the course of a whole run
// without any.
func (base *run) slipping(slips ...slip) *run {
	r := base.model.begin(base.course, slips...)
	r.base, r.fresh = base, slips
	return r
}

// first is the index of the first step that a slip changes.
func (r *run) first(f slip) int {
	at := slices.IndexFunc(r.steps, func(s step) bool { return f.changes(r.model, s) })
	if at < 0 {
		return len(r.steps)
	}
	return at
}

// all works out every place.
func (r *run) all() *run {
	for _, s := range r.steps {
		r.take(s)
	}
	return r
}

// until works out the places that one depends on and returns that one. A slip
// of writing, and one that updates too early, may need others.
func (r *run) until(place cnn.Place) (cnn.Shape, []span) {
	at, _ := r.step(place)
	if r.rewrites(at) || slices.ContainsFunc(r.slips, func(f slip) bool { return f.fault.early }) {
		r.all()
		return r.written(at)
	}
	for _, s := range r.steps[:at.index] {
		if at.dependsOn(s) {
			r.take(s)
		}
	}
	r.take(at)
	return r.written(at)
}

// take works out one place and settles what the run goes on with.
func (r *run) take(s step) {
	if r.base != nil && slices.ContainsFunc(r.fresh, func(f slip) bool { return f.changes(r.model, s) }) {
		r.base = nil
	}
	if r.base != nil {
		r.copy(s)
		return
	}
	switch s.kind {
	case inputStep:
		r.activations[0] = r.settle(s, r.given(r.input, r.network.Input))
	case forwardStep:
		r.activations[s.layer+1] = r.settle(s, r.turned(s, r.wholeForward(r.stages[s.layer])))
	case lossStep:
		r.settle(s, []span{r.wholeLoss()})
	case startStep:
		r.gradients[len(r.stages)] = r.settle(s, r.wholeStart())
	case parameterStep:
		at := r.stages[s.layer]
		if r.parameters[s.layer] == nil {
			r.parameters[s.layer] = r.decayed(at, r.wholeParameterGradient(at))
		}
		part := at.learned[s.param]
		view := r.parameters[s.layer][part.first:part.next]
		copy(view, r.settle(s, r.turned(s, slices.Clone(view))))
	case backwardStep:
		r.gradients[s.layer] = r.settle(s, r.turned(s, r.wholeInputGradient(r.stages[s.layer])))
	case updateStep:
		r.settle(s, r.update(s))
	}
}

// copy takes over a step of the base.
func (r *run) copy(s step) {
	r.raw[s.index] = r.base.raw[s.index]
	switch s.kind {
	case inputStep:
		r.activations[0] = r.base.activations[0]
	case forwardStep:
		r.activations[s.layer+1] = r.base.activations[s.layer+1]
		r.slope[s.layer] = r.base.slope[s.layer]
		for n, p := range r.parts {
			p.slope[s.layer] = r.base.parts[n].slope[s.layer]
		}
	case startStep:
		r.gradients[len(r.stages)] = r.base.gradients[len(r.stages)]
	case parameterStep:
		r.parameters[s.layer] = r.base.parameters[s.layer]
	case backwardStep:
		r.gradients[s.layer] = r.base.gradients[s.layer]
	}
}

// given are the numbers of a tensor of the network, as the file gives them, with
// what they can be the rounded prints of, or with what single precision holds.
func (r *run) given(open []span, t *cnn.Tensor) []span {
	switch {
	case r.course.originals:
		return open
	case r.course.single:
		return storedInSingle(t.Data)
	}
	return points(t.Data)
}

// forward is a layer's output: slope times input, added up in the order of
// the links, or the function of a nonlinear layer.
func (r *run) forward(s *stage) []span {
	x := r.activations[s.number]
	if s.nonlinear != nil {
		y := r.function(s, x)
		for _, f := range r.slips {
			if f.fault.output != nil && f.acts(r.model, forwardStep, s.number) {
				y = f.fault.output(s, r, y)
				r.slope[s.number] = nil // they were those of another output
			}
		}
		return y
	}
	y := make([]span, s.out.Size())
	for l := range r.read(s, forwardStep, r.links(s)) {
		if l.in == cnn.One {
			y[l.out] = y[l.out].plus(l.slope)
		} else {
			y[l.out] = y[l.out].plus(l.slope.times(x[l.in]))
		}
	}
	r.addSkip(s, y)
	return y
}

// inputGradient sends the arriving error along every link to the input.
func (r *run) inputGradient(s *stage) []span {
	if sharp, ok := r.probabilitiesMinusTarget(s); ok {
		return sharp
	}
	dx := r.through(s)
	r.addSkips(s, dx)
	for _, f := range r.slips {
		if f.fault.after != nil && f.acts(r.model, backwardStep, s.number) {
			dx = f.fault.after(s, r, dx)
		}
	}
	return dx
}

// through is what a layer itself sends to its input.
func (r *run) through(s *stage) []span {
	if isBatchNorm(s) {
		return r.throughNorm(s)
	}
	dy := r.gradients[s.number+1]
	dx := make([]span, s.in.Size())
	for l := range r.read(s, backwardStep, r.links(s)) {
		switch {
		case l.in == cnn.One:
		case l.out == cnn.One:
			dx[l.in] = dx[l.in].plus(l.slope)
		default:
			dx[l.in] = dx[l.in].plus(r.along(s, l, dy[l.out]))
		}
	}
	return dx
}

// along is what a gradient brings to the input of a link. A probability that
// float64 cannot tell from 0 makes −t/p infinite and its slope, p_i([i = j] −
// p_j), 0: the product is −t([i = j] − p_j). Behind a sigmoid it is a − t.
func (r *run) along(s *stage, l link, d span) span {
	if math.IsInf(d.lo, 0) && isUnderBinaryCrossEntropy(s) {
		difference := r.outputMinusTarget(s, l.out, point(s.loss.Target.Data[l.out]))
		return point(math.Copysign(difference.size(), d.lo))
	}
	if !math.IsInf(d.lo, 0) || !isSoftmaxUnderCrossEntropy(s) || l.slope.size() > 1e-300 {
		return d.times(l.slope)
	}
	same := 0.0
	if l.in == l.out {
		same = 1
	}
	t := math.Copysign(s.loss.Target.Data[l.out], d.lo)
	return point(same).minus(r.activations[s.number+1][l.in]).times(point(t)).times(r.share)
}

// parameterGradient sends the arriving error along every link to the
// parameter that joins its ends.
func (r *run) parameterGradient(s *stage) []span {
	x, dy := r.activations[s.number], r.gradients[s.number+1]
	grad := make([]span, len(s.theta))
	for l := range r.read(s, parameterStep, r.links(s)) {
		d := dy[l.out]
		if l.in != cnn.One {
			d = d.times(x[l.in])
		}
		if l.weight != 1 {
			d = d.times(point(l.weight))
		}
		grad[l.param] = grad[l.param].plus(d)
	}
	return grad
}

// decayed adds to a gradient what slips count into it of the decay.
func (r *run) decayed(s *stage, grad []span) []span {
	for _, f := range r.slips {
		if f.fault.decayed != 0 && f.acts(r.model, parameterStep, s.number) {
			for k, theta := range r.theta(s) {
				grad[k] = grad[k].plus(theta.times(point(f.fault.decayed * r.network.WeightDecay)))
			}
		}
	}
	return grad
}

// update is θ − η·(∂L/∂θ + λθ).
func (r *run) update(at step) []span {
	s := r.stages[at.layer]
	part := s.learned[at.param]
	rate, theta := point(r.network.LearningRate), r.theta(s)
	decay := r.network.WeightDecay
	for _, f := range r.slips {
		if f.fault.decay != nil && f.acts(r.model, updateStep, s.number) {
			decay = *f.fault.decay * r.network.WeightDecay
		}
	}
	var updated []span
	for k := part.first; k < part.next; k++ {
		move := rate.times(r.parameters[at.layer][k].plus(theta[k].times(point(decay))))
		for _, f := range r.slips {
			if f.fault.move != nil && f.acts(r.model, updateStep, s.number) {
				move = f.fault.move(move)
			}
		}
		updated = append(updated, theta[k].minus(move))
	}
	return updated
}

// read is the list of links that a step goes by: the right one, or what the
// slips make of it.
func (r *run) read(s *stage, kind stepKind, links iter.Seq[link]) iter.Seq[link] {
	for _, f := range r.slips {
		if wrong := f.fault.reading(kind); wrong != nil && f.acts(r.model, kind, s.number) {
			links = wrong(s, r, links)
		}
	}
	return links
}
