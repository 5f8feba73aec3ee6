package cnn

// NLL is −Σ t · out, after a log_softmax: the negative log-likelihood.
const NLL LossOp = "nll"

var nllKind = LossKind{
	Op:       NLL,
	Sentence: "Negative log-likelihood: minus the outputs, weighted by the target. The outputs already are logarithms of probabilities, so together with the log-softmax it is cross entropy.",
	Formula:  `-\sum_{INDEX} TARGET \cdot OUT`,
	Slope:    `-TARGET`,
	After:    "log_softmax", Target: ClassShares, rule: nll{},
}

type nll struct{}

func (nll) value(l *Loss, _, out []float64) float64 {
	sum := 0.0
	for i, t := range l.Target.Data {
		if t != 0 {
			sum -= float64(t * out[i])
		}
	}
	return sum
}

// gradient is −t: the logarithm is the layer's, and so is its slope.
func (nll) gradient(l *Loss, _, _, grad []float64) {
	for i, t := range l.Target.Data {
		grad[i] = 0 - t
	}
}

func (nll) terms(_ *Loss, e lossEnd, i int) []Term {
	t := e.y(i)
	if t.Value == 0 {
		return nil
	}
	return []Term{term(constant(-1), t, e.a(Element, i, e.o(i)))}
}

func (nll) slopes(_ *Loss, e lossEnd, i int) []Term {
	return []Term{term(constant(-1), e.y(i))}
}
