package marking

import "backprop/internal/cnn"

// factor is what a decay is multiplied by.
func factor(by float64) *float64 { return &by }

// updateMistakes are about the step of gradient descent.
var updateMistakes = []Mistake{
	{
		Name: "update-sign", Group: Update, common: 2,
		Wrong:   "The step goes along the gradient: θ + η·∂L/∂θ.",
		Did:     "added the step instead of subtracting it",
		Right:   "The step goes against the gradient: θ − η·∂L/∂θ.",
		Instead: "Subtract η times the gradient. The gradient points to where the loss grows, and it should fall.",
		ways:    []fault{{at: hasBias, move: func(move span) span { return point(0).minus(move) }}},
	},
	{
		Name: "updated-too-early", Group: Update, common: 1,
		Wrong:   "The weights are updated before the gradient has gone through them.",
		Did:     "updated the weights before the gradient went through them",
		Right:   "All gradients are worked out with the old weights; then comes the step.",
		Instead: "Finish the whole way back first, and only then change the weights. The forward pass ran with the old ones, and its slopes are theirs.",
		Links:   []string{"https://ai.stackexchange.com/questions/26136"},
		ways: []fault{{at: hasBias, early: true, backward: slope(func(s *stage, r *run, l link) span {
			if l.param == cnn.None {
				return l.slope
			}
			grad := r.parameters[s.number][l.param].plus(l.slope.times(point(r.network.WeightDecay)))
			return l.slope.minus(point(r.network.LearningRate).times(grad))
		})}},
	},
	{
		Name: "decay-in-gradient", Group: Update, common: 1,
		Wrong:   "The decay λθ is counted into the gradient, or with the wrong sign.",
		Did:     "counted the decay into the gradient, or added it with the wrong sign",
		Right:   "∂L/∂θ is the gradient of the loss alone; the step is θ − η·(∂L/∂θ + λθ).",
		Instead: "Write down ∂L/∂θ without λ, and add λθ to it only in the step. Both parts are subtracted, so the decay brings every parameter closer to 0.",
		ways: []fault{
			{at: hasBias, decayed: 1, decay: factor(0)},
			{at: hasBias, decayed: 1, decay: factor(1)},
			{at: hasBias, decayed: -1, decay: factor(0)},
			{at: hasBias, decay: factor(-1)},
		},
	},
}
