package cnn

import "math"

// The losses of outputs that each answer a question with yes or no, after a
// sigmoid. n is the number of outputs.
const (
	BinaryCrossEntropy     LossOp = "binary_cross_entropy"      // −Σ [t · ln a + (1 − t) · ln(1 − a)]
	MeanBinaryCrossEntropy LossOp = "mean_binary_cross_entropy" // (1/n) of it
)

var (
	binaryCrossEntropyKind = LossKind{
		Op:       BinaryCrossEntropy,
		Sentence: "Binary cross entropy: every output answers a question of its own with yes or no, and pays minus the logarithm of the probability that it gave to the right answer.",
		Formula:  `-\sum_{INDEX} TARGET \cdot \ln OUT - \sum_{INDEX} (1 - TARGET) \cdot \ln (1 - OUT)`,
		Slope:    `-\frac{TARGET}{OUT} + \frac{1 - TARGET}{1 - OUT}`,
		After:    "sigmoid", Target: EachShare, rule: binaryCrossEntropy{},
	}
	meanBinaryCrossEntropyKind = LossKind{
		Op:       MeanBinaryCrossEntropy,
		Sentence: "Mean binary cross entropy: every output answers a question of its own with yes or no, pays minus the logarithm of the probability that it gave to the right answer, and the loss is the mean of that.",
		Formula:  `-\frac{1}{COUNT} \sum_{INDEX} TARGET \cdot \ln OUT - \frac{1}{COUNT} \sum_{INDEX} (1 - TARGET) \cdot \ln (1 - OUT)`,
		Slope:    `-\frac{1}{COUNT} \cdot \frac{TARGET}{OUT} + \frac{1}{COUNT} \cdot \frac{1 - TARGET}{1 - OUT}`,
		After:    "sigmoid", Target: EachShare, rule: binaryCrossEntropy{mean: true},
	}
)

// The parts of binary cross entropy that are about the other answer, no.
var (
	LogOfComplement        = newKind("logarithm of complement", Ln(Minus(Number(1), T)))
	ReciprocalOfComplement = newKind("reciprocal of complement", Over(Number(1), Minus(Number(1), T)))
)

type binaryCrossEntropy struct{ mean bool }

// share is the factor before the sum, 1 or 1/n.
func (b binaryCrossEntropy) share(n int) float64 {
	if b.mean {
		return 1 / float64(n)
	}
	return 1
}

// minusLog is −ln σ(z) = ln(1 + e^−z), without the detour over σ(z), which is
// 0 for float64 where z is below −745 and 1 where it is above 37.
func minusLog(z float64) float64 { return max(0, -z) + log1p(exp(-math.Abs(z))) }

// logOfSigmoid is ln σ(z), or ln(1 − σ(z)) for a factor of that kind, from the
// score: a logarithm of σ(z) would lose what it is away from z. It is false for
// any other factor.
func (t *truth) logOfSigmoid(p *Pass, f Factor) (log Real, ok bool) {
	last := len(p.stages)
	if _, sigmoid := p.Network.Layers[last-1].(Sigmoid); !sigmoid || f.Place != ActivationPlace(last) || f.Kind != Logarithm && f.Kind != LogOfComplement {
		return Real{}, false
	}
	z := t.activations[last-1][p.activation(last).Offset(f.Index)]
	if f.Kind == LogOfComplement {
		z = z.Negated()
	}
	e, ok := z.abs().Negated().exp()
	log = integer(1).Plus(e).Ln().Negated()
	if z.Sign() < 0 {
		log = log.Plus(z)
	}
	return log, ok
}

// value is computed from the scores: −ln a is ln(1 + e^−z), and −ln(1 − a) is
// ln(1 + e^z).
func (b binaryCrossEntropy) value(l *Loss, scores, _ []float64) float64 {
	sum := 0.0
	for i, z := range scores {
		t := l.Target.Data[i]
		if t != 0 {
			sum += float64(t * minusLog(z))
		}
		if t != 1 {
			sum += float64((1 - t) * minusLog(-z))
		}
	}
	return b.share(len(scores)) * sum
}

// gradient is −t/a + (1 − t)/(1 − a), with 1/a = 1 + e^−z and 1/(1 − a) = 1 +
// e^z. It is infinite where one of these is.
func (b binaryCrossEntropy) gradient(l *Loss, scores, _, grad []float64) {
	for i, z := range scores {
		t, g := l.Target.Data[i], 0.0
		if t != 0 {
			g -= float64(t * (1 + exp(-z)))
		}
		if t != 1 {
			g += float64((1 - t) * (1 + exp(z)))
		}
		grad[i] = b.share(len(scores)) * g
	}
}

// scoreGradient is a − t, or its 1/n. It is a(1 − t) − t(1 − a), with 1 − a from
// the score, which keeps its digits where a is next to 1.
func (b binaryCrossEntropy) scoreGradient(l *Loss, scores, _, grad []float64) {
	for i, z := range scores {
		e := exp(-math.Abs(z))
		a, no := 1/(1+e), e/(1+e)
		if z < 0 {
			a, no = no, a
		}
		t := l.Target.Data[i]
		grad[i] = b.share(len(scores)) * (float64(a*(1-t)) - float64(t*no))
	}
}

// before is the share as factors, after a sign.
func (b binaryCrossEntropy) before(sign float64, n int) (factors []Factor) {
	if sign != 1 {
		factors = append(factors, constant(sign))
	}
	if b.mean && n > 1 {
		factors = append(factors, oneOver(n))
	}
	return factors
}

func (b binaryCrossEntropy) terms(_ *Loss, e lossEnd, i int) (terms []Term) {
	t, n := e.y(i), e.count
	z := e.score(i)
	if t.Value != 0 {
		terms = append(terms, term(append(b.before(-1, n), t, e.a(Logarithm, i, -minusLog(z)))...))
	}
	if t.Value != 1 {
		no := e.target.factor(Complement, e.first+i, 1-t.Value)
		terms = append(terms, term(append(b.before(-1, n), no, e.a(LogOfComplement, i, -minusLog(-z)))...))
	}
	return terms
}

func (b binaryCrossEntropy) slopes(_ *Loss, e lossEnd, i int) (terms []Term) {
	t, n := e.y(i), e.count
	z := e.score(i)
	if t.Value != 0 {
		terms = append(terms, term(append(b.before(-1, n), t, e.a(Reciprocal, i, 1+exp(-z)))...))
	}
	if t.Value != 1 {
		no := e.target.factor(Complement, e.first+i, 1-t.Value)
		terms = append(terms, term(append(b.before(1, n), no, e.a(ReciprocalOfComplement, i, 1+exp(z)))...))
	}
	return terms
}

func (b binaryCrossEntropy) scoreTerms(_ *Loss, e lossEnd, i int) []Term {
	t, n := e.y(i), e.count
	return []Term{
		term(append(b.before(1, n), e.a(Element, i, e.o(i)))...),
		term(append(b.before(-1, n), t)...),
	}
}
