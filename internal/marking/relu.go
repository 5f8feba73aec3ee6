package marking

import "backprop/internal/cnn"

// reluMistakes are about the gate.
var reluMistakes = []Mistake{
	{
		Name: "gate-forgotten", Group: ReLU, common: 2,
		Wrong:   "ReLU's gate is left out on the way back, so that every gradient passes.",
		Did:     "left out ReLU's gate",
		Right:   "The gradient is multiplied by [z > 0], cell by cell.",
		Instead: "Keep the gradient where z > 0 and write 0 everywhere else. The winner of a pooling window can be a closed cell, so the gate is needed with max pooling as well.",
		Links:   []string{"https://stats.stackexchange.com/questions/242973"},
		ways:    []fault{{at: hasGate, backward: slope(func(*stage, *run, link) span { return point(1) })}},
	},
	{
		Name: "gate-on-gradient", Group: ReLU, common: 2,
		Wrong:   "The gate looks at the sign of the arriving gradient: max(δ, 0).",
		Did:     "let the gate look at the sign of the gradient",
		Right:   "The gate looks at z, which is what ReLU read on the way forward, and lets gradients of both signs through.",
		Instead: "Mark the cells with z > 0 in the forward map, and lay that mask over the gradient. A negative gradient in an open cell stays negative.",
		Links: []string{
			"https://github.com/exacity/deeplearningbook-chinese/issues/127",
			"https://datascience.stackexchange.com/questions/124865",
		},
		ways: []fault{{at: isReLU, backward: slope(func(s *stage, r *run, l link) span { return errorGate(s, r, l) })}},
	},
	{
		Name: "gate-both", Group: ReLU, common: 1,
		Wrong:   "The gradient is kept only where both z > 0 and δ > 0.",
		Did:     "let only positive gradients through an open gate",
		Right:   "The gradient is kept where z > 0, whatever its own sign.",
		Instead: "Leave the sign of the gradient out of the condition. A negative gradient says that the cell should grow, and an open cell passes that on.",
		Links: []string{
			"https://github.com/exacity/deeplearningbook-chinese/issues/127",
			"https://datascience.stackexchange.com/questions/124865",
		},
		ways: []fault{{at: isReLU, backward: slope(func(s *stage, r *run, l link) span { return l.slope.times(errorGate(s, r, l)) })}},
	},
	{
		Name: "gate-as-value", Group: ReLU, common: 1,
		Wrong:   "The gradient is multiplied by z or by ReLU(z) instead of [z > 0].",
		Did:     "multiplied the gradient by the value instead of the gate",
		Right:   "The slope of an open ReLU is 1, whatever the value is.",
		Instead: "Multiply by 1 where z > 0 and by 0 elsewhere. The derivative says how the output moves with the input, and above 0 it moves just as much.",
		ways: []fault{
			{at: isReLU, backward: slope(func(s *stage, r *run, l link) span { return r.activations[s.number+1][l.out] })},
			{at: isReLU, backward: slope(func(s *stage, r *run, l link) span { return r.activations[s.number][l.in] })},
		},
	},
	{
		Name: "gate-open-at-zero", Group: ReLU, common: 0,
		Wrong:   "The slope of ReLU at z = 0 is taken as 1.",
		Did:     "took ReLU's slope at 0 as 1",
		Right:   "At z = 0 the slope is 0 by convention.",
		Instead: "Write the gate as z > 0, not as z ≥ 0. ReLU has no slope at 0, and the convention of the common systems is 0.",
		Links:   []string{"https://stats.stackexchange.com/questions/414301"},
		ways: []fault{{at: hasGate, backward: slope(func(s *stage, r *run, l link) span {
			if r.activations[s.number][l.in] == point(0) {
				return point(1)
			}
			return l.slope
		})}},
	},
}

func isReLU(s *stage) bool {
	_, ok := s.layer.(cnn.ReLU)
	return ok
}

// hasGate says whether a layer is a ReLU or a leaky one.
func hasGate(s *stage) bool {
	_, leaky := s.layer.(cnn.LeakyReLU)
	return leaky || isReLU(s)
}

// errorGate is a gate that looks at the arriving error.
func errorGate(s *stage, r *run, l link) span { return gate(r.gradients[s.number+1][l.out], 0) }
