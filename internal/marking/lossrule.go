package marking

import (
	"math"

	"backprop/internal/cnn"
)

// lossValue is the loss of the run's outputs, by the right rule and then by
// those of the slips.
func (r *run) lossValue() span {
	loss := r.network.Loss
	last := len(r.stages)
	out, target := r.activations[last], r.given(r.target, loss.Target)
	var value span
	if loss.Op == cnn.CrossEntropy {
		scores, known := floats(r.activations[last-1])
		if known && r.slope[last-1] != nil {
			value = point(cnn.SoftmaxCrossEntropy(scores, loss.Target.Data))
		} else {
			value = fromProbabilities(out, target)
		}
	} else {
		value = squares(out, target).times(point(squareShare(loss.Op, len(out))))
	}
	for _, f := range r.slips {
		if f.fault.loss != nil && f.acts(r.model, lossStep, -1) {
			value = f.fault.loss(r, value)
		}
	}
	return value
}

// fromProbabilities is −Σ t·ln p.
func fromProbabilities(p, target []span) span {
	var sum span
	for i, t := range target {
		if t != point(0) {
			log := span{math.Log(max(p[i].lo, 0)), math.Log(max(p[i].hi, 0))}
			sum = sum.plus(log.times(t.times(point(-1))))
		}
	}
	return sum
}

// squares is Σ (out − t)².
func squares(out, target []span) span {
	var sum span
	for i, o := range out {
		d := o.minus(target[i])
		square := d.times(d)
		if d.lo < 0 && d.hi > 0 {
			square.lo = 0
		}
		sum = sum.plus(square)
	}
	return sum
}

// squareShare is the factor before the sum of squares: 1, ½ or 1/n.
func squareShare(op cnn.LossOp, n int) float64 {
	switch op {
	case cnn.HalfSquaredError:
		return 0.5
	case cnn.MeanSquaredError:
		return 1 / float64(n)
	}
	return 1
}

// start is the gradient at the last output: the slope of the loss, or the
// upstream gradient.
func (r *run) start() []span {
	loss := r.network.Loss
	if loss == nil {
		return r.given(r.up, r.network.Upstream)
	}
	out, target := r.activations[len(r.stages)], r.given(r.target, loss.Target)
	grad := make([]span, len(out))
	for i, o := range out {
		switch t := target[i]; {
		case loss.Op != cnn.CrossEntropy:
			grad[i] = point(2 * squareShare(loss.Op, len(out))).times(o.minus(t))
		case t.isPoint() && t.lo != 0:
			grad[i] = over(-t.lo, o)
		case !t.isPoint():
			grad[i] = hull(over(-t.lo, o).lo, over(-t.lo, o).hi, over(-t.hi, o).lo, over(-t.hi, o).hi)
		}
	}
	for _, f := range r.slips {
		if f.fault.start != nil && f.acts(r.model, startStep, -1) {
			grad = f.fault.start(r.model, grad)
		}
	}
	return grad
}

// probabilitiesMinusTarget is the gradient at the scores of a last softmax
// under cross entropy, p·Σt − t, without the detour over −t/p. On the detour
// p would count as three numbers that are independent of each other, and the
// span would be several times too wide. It is used where p is not known
// exactly and nothing on the detour is the reader's own or wrong.
func (r *run) probabilitiesMinusTarget(s *stage) ([]span, bool) {
	last := len(r.stages) - 1
	if _, ok := s.layer.(cnn.Softmax); !ok || s.number != last || r.network.Loss == nil || r.network.Loss.Op != cnn.CrossEntropy {
		return nil, false
	}
	if r.slope[last] != nil || r.course.gives(cnn.GradientPlace(last+1)) {
		return nil, false
	}
	for _, f := range r.slips {
		backward := f.fault.backward != nil || f.fault.after != nil
		if f.acts(r.model, startStep, -1) || backward && f.acts(r.model, backwardStep, last) {
			return nil, false
		}
	}
	target := r.given(r.target, r.network.Loss.Target)
	var total span
	for _, t := range target {
		total = total.plus(t)
	}
	grad := make([]span, len(r.activations[last+1]))
	for i, p := range r.activations[last+1] {
		grad[i] = p.times(total).minus(target[i])
	}
	return grad, true
}
