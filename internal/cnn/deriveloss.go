package cnn

import (
	"slices"
)

// scoreGradientTerms is output minus target, where the detour over ∂L/∂ the
// output leads beyond float64.
func (p *Pass) scoreGradientTerms(offset int) []Term {
	return p.lossTermsAt(offset, p.loss.(joinedRule).scoreTerms)
}

// lossTermsAt are terms of a loss that are about one output. In a batch it is
// that of the output's example, and its share of the mean stands in each term,
// after a sign or a 2.
func (p *Pass) lossTermsAt(offset int, of func(*Loss, lossEnd, int) []Term) []Term {
	last := len(p.stages)
	count := p.shapes[last].Size()
	n := offset / count
	e := lossEnd{p.examplePart(p.Activations[last-1].Data, n), p.activation(last), p.target(), n * count, count}
	terms := of(&p.losses[n], e, offset%count)
	if share := p.batchShare(); share != nil {
		for k, t := range terms {
			at := 0
			if t.Factors[0].Kind == Constant {
				at = 1
			}
			terms[k] = term(slices.Insert(t.Factors, at, share...)...)
		}
	}
	return terms
}

// lossTerms writes the loss as a sum over the outputs.
func (p *Pass) lossTerms() (terms []Term) {
	for at := range p.Activations[len(p.stages)].Data {
		terms = append(terms, p.lossTermsAt(at, p.loss.terms)...)
	}
	return terms
}

// batchShare is the factor 1/N of the mean over a batch; nothing where there is
// none.
func (p *Pass) batchShare() []Factor {
	if !p.Network.Averages() {
		return nil
	}
	return []Factor{oneOver(p.Network.Batch)}
}

// FromScores reports a loss that is made from the scores that the last layer
// reads, and not from its outputs.
func (l *Loss) FromScores() bool {
	_, joined := l.rule().(joinedRule)
	return joined
}

// Value is the loss of outputs. The scores are what the last layer read.
func (l *Loss) Value(scores, out []float64) float64 { return l.rule().value(l, scores, out) }

// Terms are the products that one output adds to the loss, and Slopes those
// whose sum is its ∂L/∂ the output, written with other quantities in the places
// of the output and the target. Whoever writes them in letters gives numbers
// that leave nothing out.
func (l *Loss) Terms(out, target Quantity, i int) []Term {
	return l.rule().terms(l, lossEnd{nil, out, target, 0, len(out.Tensor.Data)}, i)
}

// Slopes are to the gradient what Terms are to the loss.
func (l *Loss) Slopes(out, target Quantity, i int) []Term {
	return l.rule().slopes(l, lossEnd{nil, out, target, 0, len(out.Tensor.Data)}, i)
}
