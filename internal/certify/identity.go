package certify

import (
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// Some terms lose what counts when they are computed as they stand: ln p of a p
// that is e^−1000/(1 + e^−1000) is −1000 to all digits of p, and −1000 − e^−1000;
// and −t/p · p · (1 − p) is −t·(1 − p) only as far as the digits of −t/p go.

// logarithm is that of an output of a softmax or a sigmoid, from the scores.
func (w *world) logarithm(f cnn.Factor) (log witness.Decimal, ok bool) {
	place := f.Place
	if f.Kind != cnn.Logarithm && f.Kind != cnn.LogOfComplement || place.Kind != cnn.Activations || place.Number == 0 {
		return log, false
	}
	q, err := w.float.Quantity(f.Place)
	if err != nil {
		return log, false
	}
	at, ok := offset(q, f.Index)
	scores := w.exact.At(cnn.ActivationPlace(place.Number - 1))
	if !ok || at >= len(scores) {
		return log, false
	}
	one := witness.New(1)
	switch w.network.Layers[place.Number-1].(type) {
	case cnn.Softmax:
		if f.Kind != cnn.Logarithm {
			return log, false
		}
		size := len(scores) / max(w.network.Batch, 1)
		first := at / size * size
		return witness.LogShare(scores[first:first+size], at-first), true
	case cnn.Sigmoid:
		z := scores[at]
		if f.Kind == cnn.LogOfComplement { // 1 − σ(z) is σ(−z)
			z = z.Negated()
		}
		if z.Sign() < 0 {
			return z.Minus(one.Plus(z.Exp()).Ln()), true
		}
		return one.Plus(z.Negated().Exp()).Ln().Negated(), true
	}
	return log, false
}

// withoutDetour takes ∂L/∂p_i and p_i, which come to −t_i after a softmax under
// cross entropy, out of the factors of a term. After a sigmoid under its own
// loss the whole term is ∂L/∂ the score.
func (w *world) withoutDetour(factors []cnn.Factor) (rest []cnn.Factor, product witness.Decimal) {
	last := len(w.network.Layers)
	loss := w.network.Loss
	at := -1
	for _, f := range factors {
		if f.Kind == cnn.Element && f.Place == cnn.GradientPlace(last) {
			if q, err := w.float.Quantity(f.Place); err == nil {
				at, _ = offset(q, f.Index)
			}
		}
	}
	if loss == nil || at < 0 {
		return factors, witness.New(1)
	}
	switch loss.Op {
	case cnn.CrossEntropy:
	case cnn.BinaryCrossEntropy, cnn.MeanBinaryCrossEntropy:
		if scores := w.exact.At(cnn.GradientPlace(last - 1)); len(factors) == 3 && at < len(scores) {
			return nil, scores[at]
		}
		return factors, witness.New(1)
	default:
		return factors, witness.New(1)
	}
	paired := false
	for _, f := range factors {
		here := f.Kind == cnn.Element && f.Place == cnn.ActivationPlace(last)
		if q, err := w.float.Quantity(f.Place); here && err == nil {
			i, _ := offset(q, f.Index)
			here = i == at
		}
		switch {
		case f.Kind == cnn.Element && f.Place == cnn.GradientPlace(last):
		case here && !paired:
			paired = true
		default:
			rest = append(rest, f)
		}
	}
	if !paired {
		return factors, witness.New(1)
	}
	product = witness.New(-loss.Target.Data[at])
	if w.network.Averages() {
		product = product.Over(witness.New(float64(w.network.Batch)))
	}
	return rest, product
}
