package marking

import (
	"math"
	"slices"

	"backprop/internal/cnn"
)

// lossMistakes are about the loss and the error that it starts with.
var lossMistakes = []Mistake{
	{
		Name: "error-sign", Group: Loss, common: 2,
		Wrong:   "The way back begins with target minus output, y − p.",
		Did:     "began with target minus output, y − p",
		Right:   "The gradient of the loss is output minus target, p − y.",
		Instead: "Check the sign at the target's own class: its score should grow, so its gradient is negative. Subtracting the gradient in the update then moves it up.",
		Links:   []string{"https://jamesmccaffrey.wordpress.com/2017/07/03"},
		ways: []fault{
			{at: joinsLoss, after: func(_ *stage, _ *run, dx []span) []span { return negated(dx) }},
			{ends: hasLoss, start: func(_ *model, grad []span) []span { return negated(grad) }},
		},
	},
	{
		Name: "log-base", Group: Loss, common: 1,
		Wrong:   "Cross entropy is taken with the logarithm to base 2 or 10.",
		Did:     "took the logarithm to base 2 or 10",
		Right:   "Cross entropy has the natural logarithm.",
		Instead: "Use ln, which programs call log. Another base divides the loss by a constant, and p − y would no longer be its gradient.",
		ways: []fault{
			{ends: hasLogarithm, loss: divided(math.Ln2)},
			{ends: hasLogarithm, loss: divided(math.Ln10)},
		},
	},
	{
		Name: "log-of-scores", Group: Loss, common: 1,
		Wrong:   "The loss is −ln of a score, where a probability belongs.",
		Did:     "took the logarithm of a score",
		Right:   "Softmax makes probabilities of the scores first, and the loss is −ln of one of those.",
		Instead: "Apply softmax to all scores and take −ln of the true class's probability. A score can be negative or above 1, so its logarithm may not even exist.",
		ways:    []fault{{ends: hasPositiveScores, loss: logOfScores}},
	},
	{
		Name: "loss-factor", Group: Loss, common: 1,
		Wrong:   "A factor ½, 2 or 1/n of the squared error is missing, or there is one too many.",
		Did:     "used another factor before the squared error",
		Right:   "The factor is the one that the loss says, and the derivative of a square brings a 2.",
		Instead: "Write the loss down with its factor and differentiate that. The 2 of the square and the ½ in front cancel only where there is a ½.",
		Links:   []string{"https://stats.stackexchange.com/questions/266968"},
		ways:    lossFactors(),
	},
}

func hasLoss(m *model) bool { return m.network.Loss != nil }

func hasSquaredError(m *model) bool {
	return hasLoss(m) && slices.Contains([]cnn.LossOp{cnn.SquaredError, cnn.HalfSquaredError, cnn.MeanSquaredError}, m.network.Loss.Op)
}

// hasLogarithm says whether the loss takes logarithms itself.
func hasLogarithm(m *model) bool { return hasCrossEntropy(m) || hasBinaryCrossEntropy(m.network.Loss) }

func hasBinaryCrossEntropy(loss *cnn.Loss) bool {
	return loss != nil && (loss.Op == cnn.BinaryCrossEntropy || loss.Op == cnn.MeanBinaryCrossEntropy)
}

func hasCrossEntropy(m *model) bool {
	return m.network.Loss != nil && m.network.Loss.Op == cnn.CrossEntropy
}

// hasPositiveScores says whether the scores that a cross entropy could take
// the logarithm of have one.
func hasPositiveScores(m *model) bool {
	if !hasCrossEntropy(m) {
		return false
	}
	scores := m.pass.Activations[len(m.stages)-1].Data
	for i, t := range m.network.Loss.Target.Data {
		if t != 0 && scores[i] <= 0 {
			return false
		}
	}
	return true
}

// logOfScores is the loss of somebody who takes scores for probabilities.
func logOfScores(r *run, _ span) span {
	return fromProbabilities(r.activations[len(r.stages)-1], points(r.network.Loss.Target.Data))
}

// isSoftmaxUnderCrossEntropy says where p − y is worked out.
func isSoftmaxUnderCrossEntropy(s *stage) bool {
	return isSoftmax(s) && s.loss != nil && s.loss.Op == cnn.CrossEntropy
}

// joinsLoss says where output minus target is worked out.
func joinsLoss(s *stage) bool { return isSoftmaxUnderCrossEntropy(s) || isUnderBinaryCrossEntropy(s) }

// isUnderBinaryCrossEntropy says where a sigmoid and the loss come to a − y.
func isUnderBinaryCrossEntropy(s *stage) bool { return hasBinaryCrossEntropy(s.loss) }

func negated(spans []span) []span {
	opposite := make([]span, len(spans))
	for i, s := range spans {
		opposite[i] = point(0).minus(s)
	}
	return opposite
}

// divided divides the loss by a constant.
func divided(by float64) func(*run, span) span {
	return func(_ *run, value span) span { return value.times(point(1 / by)) }
}

// lossFactors are a squared error and its gradient with each factor that
// people take for the right one.
func lossFactors() []fault {
	var ways []fault
	for _, factor := range []func(n float64) float64{
		func(float64) float64 { return 0.5 },
		func(float64) float64 { return 2 },
		func(n float64) float64 { return 1 / n },
		func(n float64) float64 { return n },
		func(n float64) float64 { return 2 / n },
		func(n float64) float64 { return n / 2 },
	} {
		of := func(m *model) span { return point(factor(float64(len(m.network.Loss.Target.Data)))) }
		loss := func(r *run, value span) span { return value.times(of(r.model)) }
		start := func(m *model, grad []span) []span {
			scaled := make([]span, len(grad))
			for i, g := range grad {
				scaled[i] = g.times(of(m))
			}
			return scaled
		}
		ways = append(ways,
			fault{ends: hasSquaredError, loss: loss, start: start},
			fault{ends: hasSquaredError, start: start},
			fault{ends: hasSquaredError, loss: loss})
	}
	return ways
}
