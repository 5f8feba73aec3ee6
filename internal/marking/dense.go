package marking

import "backprop/internal/cnn"

// denseMistakes are about the weights of a fully connected layer.
var denseMistakes = []Mistake{
	{
		Name: "dense-untransposed", Group: Dense, common: 1,
		Wrong:   "The gradient is sent back through W where Wᵀ is meant, as far as the shapes allow it.",
		Did:     "sent the gradient through W instead of its transpose",
		Right:   "∂L/∂f = Wᵀ · ∂L/∂s: column j of W sends the gradient back to feature j.",
		Instead: "For feature j go down column j of W, not along row j. The column holds the weights through which the feature was read.",
		Links:   []string{"https://datascience.stackexchange.com/questions/76545"},
		ways: []fault{{at: isSquareDense, backward: slope(func(s *stage, _ *run, l link) span {
			return s.theta[transposedWeight(s, l.param)]
		})}},
	},
	{
		Name: "dense-outer-transposed", Group: Dense, common: 1,
		Wrong:   "∂L/∂W is f δᵀ, with a row for each feature.",
		Did:     "wrote f δᵀ instead of δ fᵀ",
		Right:   "∂L/∂W is δ fᵀ: row i belongs to output i, as in W itself.",
		Instead: "Write δ as a column and f as a row beside W: element (i,j) is δ_i·f_j. A gradient has the shape of its own array.",
		Links:   []string{"https://datascience.stackexchange.com/questions/76545"},
		ways: []fault{
			{at: isSquareDense, of: "weights", parameter: eachLink(func(s *stage, _ *run, l *link) bool {
				if l.in != cnn.One {
					l.param = transposedWeight(s, l.param)
				}
				return true
			})},
			{rewrites: oblongWeights, rewrite: transposedPlanes},
		},
	},
	{
		Name: "weights-left-out", Group: Dense, common: 1,
		Wrong:   "δ is handed down a fully connected layer without W, as far as the shapes let it pass.",
		Did:     "handed δ down without multiplying it by the weights",
		Right:   "∂L/∂f = Wᵀ · ∂L/∂s: each feature gets a gradient through every weight that read it.",
		Instead: "Multiply by Wᵀ before you go on to the layer below. A feature that is read with a large weight moves the loss more, and that weight has to appear in its gradient.",
		Links:   []string{"https://math.stackexchange.com/questions/3048198"},
		ways: []fault{{at: isSquareDense, backward: slope(func(s *stage, _ *run, l link) span {
			if l.in == l.out {
				return point(1)
			}
			return point(0)
		})}},
	},
}

func isSquareDense(s *stage) bool {
	_, ok := s.layer.(cnn.Dense)
	return ok && s.in[0] == s.out[0] && s.in[0] > 1
}

// transposedWeight is the weight at (j,i) for the one at (i,j) of a square W.
func transposedWeight(s *stage, param int) int { return param%s.in[0]*s.in[0] + param/s.in[0] }

// oblongWeights says where the gradient of a W stands that has not as many
// rows as columns: its transpose does not fit.
func oblongWeights(m *model, s step) bool {
	return s.kind == parameterStep && m.stages[s.layer].learned[s.param].name == "weights" && s.shape[0] != s.shape[1]
}
