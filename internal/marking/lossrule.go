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
	scores, known := floats(r.activations[last-1])
	out, written := floats(r.activations[last])
	_, exact := floats(r.given(r.target, loss.Target))
	var value span
	switch {
	case exact && loss.FromScores() && known && r.slope[last-1] != nil, exact && !loss.FromScores() && written:
		value = point(loss.Value(scores, out))
	default:
		value = r.lossFromTerms()
	}
	for _, f := range r.slips {
		if f.fault.loss != nil && f.acts(r.model, lossStep, -1) {
			value = f.fault.loss(r, value)
		}
	}
	return value
}

// lossFromTerms adds up the terms of the loss, each from the run's outputs.
func (r *run) lossFromTerms() (sum span) {
	loss, out, target := r.network.Loss, r.quantityAt(cnn.ActivationPlace(len(r.stages))), r.quantityAt(cnn.TargetPlace)
	for i := range out.Data {
		sum = sum.plus(r.addedUp(loss.Terms(out, target, i), out))
	}
	return sum
}

func (r *run) quantityAt(place cnn.Place) cnn.Quantity {
	q, err := r.pass.Quantity(place)
	if err != nil {
		panic("marking: " + err.Error())
	}
	if r.example > 0 {
		return q.Example(r.example - 1)
	}
	return q
}

// addedUp is what terms of the loss come to, with the outputs of the run.
func (r *run) addedUp(terms []cnn.Term, out cnn.Quantity) (sum span) {
	for _, t := range terms {
		product := point(1)
		for _, f := range t.Factors {
			product = product.times(r.lossFactor(f, out))
			if product == point(0) {
				break // 0 times what may be no number
			}
		}
		sum = sum.plus(product)
	}
	return sum
}

// lossFactor is what a factor of such a term comes to.
func (r *run) lossFactor(f cnn.Factor, out cnn.Quantity) span {
	form, ok := f.Kind.Expression()
	if !ok {
		return point(f.Value) // a number of the loss's own
	}
	x := cnn.Operands[span]{T: r.lossElement(f, out), C: point(f.Constant)}
	if f.Minus != nil {
		x.U = r.lossElement(*f.Minus, out)
	}
	if form.Op == cnn.Quotient { // one over a probability, which is above 0
		return over(float64(form.Of[0].Number), cnn.Evaluate(spans{}, form.Of[1], x))
	}
	return cnn.Evaluate(spans{}, form, x)
}

// lossElement is an output of the run or a number of the target.
func (r *run) lossElement(f cnn.Factor, out cnn.Quantity) span {
	at := out.Offset(f.Index) // the target has the same shape
	if f.Place == cnn.TargetPlace {
		return r.given(r.target, r.network.Loss.Target)[at]
	}
	return r.activations[len(r.stages)][at]
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

// start is the gradient at the last output: the slope of the loss, or the
// upstream gradient.
func (r *run) start() []span {
	loss := r.network.Loss
	if loss == nil {
		return r.given(r.up, r.network.Upstream)
	}
	out, target := r.quantityAt(cnn.ActivationPlace(len(r.stages))), r.quantityAt(cnn.TargetPlace)
	grad := make([]span, len(out.Data))
	for i := range grad {
		grad[i] = r.addedUp(loss.Slopes(out, target, i), out)
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
	if s.number != last || !joinsLoss(s) {
		return nil, false
	}
	if r.slope[last] != nil || r.course.gives(cnn.GradientPlace(last+1)) {
		return nil, false
	}
	for _, f := range r.slips {
		backward := f.fault.backward != nil || f.fault.after != nil
		whole := r.example > 0 && f.fault.wholeStart != nil // an example's model does not know that it is one of several
		if whole || f.acts(r.model, startStep, -1) || backward && f.acts(r.model, backwardStep, last) {
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
		if isUnderBinaryCrossEntropy(s) {
			grad[i] = r.outputMinusTarget(s, i, target[i])
			continue
		}
		grad[i] = p.times(total).minus(target[i]).times(r.share)
	}
	return grad, true
}

// outputMinusTarget is a − t behind a sigmoid, or its 1/n.
func (r *run) outputMinusTarget(s *stage, i int, t span) span {
	a := r.activations[s.number+1]
	share := 1.0
	if s.loss.Op == cnn.MeanBinaryCrossEntropy {
		share = 1 / float64(len(a))
	}
	return a[i].minus(t).times(point(share)).times(r.share)
}
