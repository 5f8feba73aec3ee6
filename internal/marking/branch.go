package marking

import "backprop/internal/cnn"

// branchMistakes are about numbers that are kept or dropped, and about those
// that are used in more than one place.
var branchMistakes = []Mistake{
	{
		Name: "dropout-mask-forgotten", Group: Branches, common: 2,
		Wrong:   "The mask of a dropout, or its scale, is used on the way forward only.",
		Did:     "left the mask of the dropout or its scale out on the way back",
		Right:   "The gradient goes through the same mask and the same scale as the numbers did.",
		Instead: "Write 0 where the mask has a 0, and divide what is left by 1 − rate. A number that was dropped did not move the loss, and one that was scaled moved it by so much more.",
		Links:   []string{"https://github.com/ddbourgin/numpy-ml/issues/94"},
		ways: []fault{
			{at: isDropout, backward: slope(func(*stage, *run, link) span { return point(1) })},
			{at: isDropout, backward: slope(func(s *stage, _ *run, l link) span { return scaleOf(s) })},
			{at: isDropout, backward: slope(func(s *stage, _ *run, l link) span {
				if l.slope == point(0) {
					return l.slope
				}
				return point(1)
			})},
		},
	},
	{
		Name: "skip-forgotten", Group: Branches, common: 2,
		Wrong:   "The gradient of an array that is used twice is taken from one of the two ways alone.",
		Did:     "took the gradient from one way alone, though the array is used in two places",
		Right:   "What comes back on all ways adds, because the array moves the loss on each of them.",
		Instead: "List every place where the array is used, work out what comes back from each, and add. A skip connection passes its gradient on as it is.",
		Links:   []string{"https://stats.stackexchange.com/questions/268820"},
		ways: []fault{
			{at: isSkipped, after: func(s *stage, r *run, _ []span) []span { return r.through(s) }},
			{at: isSkipped, after: func(s *stage, r *run, whole []span) []span {
				dx := make([]span, len(whole))
				r.addSkips(s, dx)
				return dx
			}},
		},
	},
}

func isDropout(s *stage) bool {
	_, ok := s.layer.(cnn.Dropout)
	return ok
}

// scaleOf is what a dropout multiplies by that it keeps.
func scaleOf(s *stage) span {
	d := s.layer.(cnn.Dropout)
	return point(1 / (1 - d.Rate))
}

// isSkipped says whether the input of a layer goes to an add layer as well.
func isSkipped(s *stage) bool { return len(s.uses) > 0 }

// addSkip adds to the output of an add layer the activation that it names.
func (r *run) addSkip(s *stage, y []span) {
	if a, ok := s.layer.(cnn.Add); ok {
		for i, v := range r.activations[a.From] {
			y[i] = y[i].plus(v)
		}
	}
}

// addSkips adds to the gradient at the input of a layer what add layers send
// there that have read that input, too.
func (r *run) addSkips(s *stage, dx []span) {
	for _, layer := range s.uses {
		for i, d := range r.gradients[layer+1] {
			dx[i] = dx[i].plus(d)
		}
	}
}
