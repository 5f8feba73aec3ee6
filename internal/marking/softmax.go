package marking

import "backprop/internal/cnn"

// softmaxMistakes are about the step from the probabilities to the scores.
var softmaxMistakes = []Mistake{
	{
		Name: "softmax-jacobian-twice", Group: Softmax, common: 2,
		Wrong:   "p − y is multiplied by the softmax derivative again.",
		Did:     "multiplied p − y by the softmax derivative once more",
		Right:   "p − y already holds the softmax derivative.",
		Instead: "Take p − y as the gradient at the scores and go on to the layer before. It is what the Jacobian makes of −y/p, so the Jacobian is used up.",
		Links:   []string{"https://postnetwork.co/gradient-of-softmax-cross-entropy-w-r-t-logits"},
		ways: []fault{
			{at: isSoftmax, after: jacobianAgain(true)},
			{at: isSoftmax, after: jacobianAgain(false)},
		},
	},
	{
		Name: "softmax-diagonal", Group: Softmax, common: 1,
		Wrong:   "Only the diagonal p(1 − p) of the softmax Jacobian is used.",
		Did:     "used only the diagonal of the softmax Jacobian",
		Right:   "The Jacobian is all of diag(p) − p pᵀ.",
		Instead: "Multiply by the full matrix, with −p_i·p_j off the diagonal. Every probability depends on every score, since they share one sum.",
		Links:   []string{"https://postnetwork.co/gradient-of-softmax-cross-entropy-w-r-t-logits"},
		ways: []fault{{at: isSoftmax, backward: eachLink(func(_ *stage, _ *run, l *link) bool {
			return l.in == l.out
		})}},
	},
	{
		Name: "softmax-skipped", Group: Softmax, common: 1,
		Wrong:   "The gradient at the probabilities, −y/p, is passed on as the scores' gradient.",
		Did:     "passed −y/p on as the gradient at the scores",
		Right:   "It goes through the softmax Jacobian first, which makes p − y of it.",
		Instead: "Multiply −y/p by the Jacobian of the softmax, or write p − y at once. The softmax is a layer of its own on the way back as well.",
		ways: []fault{{at: isSoftmax, backward: eachLink(func(_ *stage, _ *run, l *link) bool {
			l.slope = point(1)
			return l.in == l.out
		})}},
	},
	{
		Name: "softmax-twice", Group: Softmax, common: 2,
		Wrong:   "Softmax is applied to probabilities, so that it is applied twice.",
		Did:     "applied softmax to probabilities",
		Right:   "Softmax is applied once, to the scores.",
		Instead: "If your loss function takes scores, hand it the scores and leave your own softmax out. Probabilities that went through softmax twice lie close to each other, and no loss comes near 0.",
		ways: []fault{
			{at: isSoftmax, output: softmaxOnceMore},
			{ends: hasCrossEntropy, loss: func(r *run, _ span) span {
				last := len(r.stages)
				return fromProbabilities(softmaxOnceMore(r.stages[last-1], r, r.activations[last]), points(r.network.Loss.Target.Data))
			}},
		},
	},
}

func isSoftmax(s *stage) bool {
	_, ok := s.layer.(cnn.Softmax)
	return ok
}

// jacobianAgain multiplies a gradient at the scores by the softmax Jacobian,
// or by its diagonal, once more.
func jacobianAgain(whole bool) func(*stage, *run, []span) []span {
	return func(s *stage, r *run, dx []span) []span {
		again := make([]span, len(dx))
		for l := range r.links(s) {
			if whole || l.in == l.out {
				again[l.in] = again[l.in].plus(dx[l.out].times(l.slope))
			}
		}
		return again
	}
}

// softmaxOnceMore applies softmax to what softmax gave.
func softmaxOnceMore(_ *stage, _ *run, p []span) []span {
	again := make([]span, len(p))
	share(p, again)
	return again
}
