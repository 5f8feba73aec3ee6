package cnn

import "math"

// CrossEntropy is −Σ t · ln p, after a softmax.
const CrossEntropy LossOp = "cross_entropy"

var crossEntropyKind = LossKind{
	Op:       CrossEntropy,
	Sentence: "Cross entropy: minus the logarithms of the probabilities, weighted by the target.",
	Formula:  `-\sum_{INDEX} TARGET \cdot \ln OUT`,
	Slope:    `-\frac{TARGET}{OUT}`,
	After:    "softmax", Target: ClassShares, rule: crossEntropy{},
}

type crossEntropy struct{}

func (crossEntropy) value(l *Loss, scores, _ []float64) float64 {
	return SoftmaxCrossEntropy(scores, l.Target.Data)
}

// gradient is −t/p. A class whose target is 0 gets 0 also where its
// probability is 0. Where the probability of another is below 5·10⁻³⁰⁹, −t/p
// is infinite.
func (crossEntropy) gradient(l *Loss, _, p, grad []float64) {
	for i, t := range l.Target.Data {
		grad[i] = 0
		if t != 0 {
			grad[i] = -t / p[i]
		}
	}
}

// SoftmaxCrossEntropy is −Σ t · ln softmax(scores), computed from the scores: with
// m the largest, −ln p_i = (m − s_i) + ln Σ_j e^{s_j − m}. All addends are
// positive and the logarithm is taken of 1 + the rest, so that no digits are
// lost where p_i is next to 1.
func SoftmaxCrossEntropy(scores, target []float64) float64 {
	top, shift := logOfPowers(scores)
	sum := 0.0
	for i, t := range target {
		if t != 0 {
			sum += float64(t * (top - scores[i] + shift))
		}
	}
	return sum
}

// logOfPowers is ln Σ_j e^{s_j} in two parts: the largest score, and what is
// beyond it.
func logOfPowers(scores []float64) (top, rest float64) {
	at := 0
	for j, s := range scores {
		if s > scores[at] {
			at = j
		}
	}
	for j, s := range scores {
		if j != at {
			rest += exp(s - scores[at])
		}
	}
	return scores[at], log1p(rest)
}

// terms is −t · ln p, with ln p from the scores.
func (crossEntropy) terms(_ *Loss, e lossEnd, i int) []Term {
	t := e.y(i)
	if t.Value == 0 { // 0 · ln p is 0 by definition also where p is 0
		return nil
	}
	log := 0.0
	if e.scores != nil {
		top, shift := logOfPowers(e.scores)
		log = -(top - e.scores[i] + shift)
	}
	return []Term{term(constant(-1), t, e.a(Logarithm, i, log))}
}

func (crossEntropy) slopes(_ *Loss, e lossEnd, i int) []Term {
	t, p := e.y(i), e.o(i)
	if t.Value == 0 && math.IsInf(1/p, 0) { // 0 times no number
		return []Term{{Factors: []Factor{constant(-1), t}}}
	}
	return []Term{term(constant(-1), t, e.a(Reciprocal, i, 1/p))}
}

// scoreGradient is p_j·Σt − t_j, which is all
// that libraries compute, since to them softmax and cross entropy are one step
// (PyTorch's F.cross_entropy; Bishop, Pattern Recognition and Machine Learning,
// 2006, equation 4.109). With 1 = p_j + the other probabilities it is p_j times
// the other targets less t_j times the other probabilities, which keeps its
// digits where p_j is next to 1.
func (crossEntropy) scoreGradient(l *Loss, _, p, grad []float64) {
	target := l.Target.Data
	for j := range p {
		others, targets := 0.0, 0.0
		for i := range p {
			if i != j {
				others += p[i]
				targets += target[i]
			}
		}
		grad[j] = float64(p[j]*targets) - float64(target[j]*others)
	}
}

// scoreTerms is p − t where the shares sum to 1, as they should.
func (crossEntropy) scoreTerms(l *Loss, e lossEnd, i int) []Term {
	p := term(e.a(Element, i, e.o(i)))
	if sum := SumOf(allWritten(l.Target.Data)...).Float(); sum != 1 {
		p = term(append(p.Factors, constant(sum))...)
	}
	return []Term{p, term(constant(-1), e.y(i))}
}
