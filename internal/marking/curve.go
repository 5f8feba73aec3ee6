package marking

import "backprop/internal/cnn"

// curveMistakes are about the slope of a sigmoid or a tanh.
var curveMistakes = []Mistake{
	{
		Name: "sigmoid-slope-forgotten", Group: Curves, common: 2,
		Wrong:   "The gradient passes a sigmoid as it is.",
		Did:     "left out the sigmoid's slope",
		Right:   "The gradient is multiplied by a(1 − a), cell by cell, where a is what the sigmoid gave.",
		Instead: "Multiply each δ by a(1 − a), with the a of the same cell. The slope is never more than ¼, so a gradient that passes a sigmoid unchanged cannot be right.",
		Links:   []string{"https://github.com/dwhitena/gophernet/issues/6", "https://github.com/davidrmiller/neural2d/issues/40"},
		ways:    []fault{{at: isSigmoid, backward: slopeOne}},
	},
	{
		Name: "tanh-slope-forgotten", Group: Curves, common: 2,
		Wrong:   "The gradient passes a tanh as it is.",
		Did:     "left out the slope of tanh",
		Right:   "The gradient is multiplied by 1 − a², cell by cell, where a is what tanh gave.",
		Instead: "Multiply each δ by 1 − a², with the a of the same cell. Only where a is 0 does the gradient pass unchanged.",
		Links:   []string{"https://github.com/davidrmiller/neural2d/issues/40"},
		ways:    []fault{{at: isTanh, backward: slopeOne}},
	},
	{
		Name: "sigmoid-slope-of-z", Group: Curves, common: 1,
		Wrong:   "The slope of the sigmoid is taken as z(1 − z), with what the sigmoid read instead of what it gave.",
		Did:     "put z into a(1 − a) instead of a",
		Right:   "The slope is a(1 − a) with a = σ(z): the formula is written in the output.",
		Instead: "Keep the outputs of the forward pass and put those into the formula. The slope lies between 0 and ¼, so a negative one gives the mistake away.",
		Links:   []string{"https://github.com/rasmusbergpalm/DeepLearnToolbox/issues/165"},
		ways:    []fault{{at: isSigmoid, backward: slopeOfInput(sigmoidSlope)}},
	},
	{
		Name: "tanh-slope-of-z", Group: Curves, common: 1,
		Wrong:   "The slope of tanh is taken as 1 − z², with what tanh read instead of what it gave.",
		Did:     "put z into 1 − a² instead of a",
		Right:   "The slope is 1 − a² with a = tanh z: the formula is written in the output.",
		Instead: "Keep the outputs of the forward pass and put those into the formula. The slope lies between 0 and 1, so a negative one gives the mistake away.",
		Links:   []string{"https://github.com/rasmusbergpalm/DeepLearnToolbox/issues/165"},
		ways:    []fault{{at: isTanh, backward: slopeOfInput(tanhSlope)}},
	},
	{
		Name: "slope-of-the-output", Group: Curves, common: 1,
		Wrong:   "The derivative function is applied to the output a, so that the curve is computed twice: σ(a)(1 − σ(a)), or 1 − tanh² a.",
		Did:     "applied the derivative function to a, which is the function's value already",
		Right:   "a already is σ(z) or tanh z: the slope is a(1 − a), or 1 − a².",
		Instead: "Look at what your derivative function expects. If it computes the curve itself, hand it z; if it takes the output, let it use a as it stands.",
		Links:   []string{"https://github.com/BoltzmannEntropy/interviews.ai/issues/15"},
		ways:    []fault{{at: isCurve, backward: slope(slopeOfOutput)}},
	},
	{
		Name: "slope-without-error", Group: Curves, common: 1,
		Wrong:   "The gradient is the slope alone, and the δ that arrives is forgotten.",
		Did:     "wrote the slope alone and forgot δ",
		Right:   "The gradient is δ times the slope.",
		Instead: "Multiply the slope of each cell by the δ that arrives there. The slope only says by which factor a gradient changes on its way, not how large it is.",
		ways: []fault{{at: isCurve, withoutError: true, backward: eachLink(func(_ *stage, _ *run, l *link) bool {
			l.out = cnn.One
			return true
		})}},
	},
	{
		Name: "sigmoid-slope-for-tanh", Group: Curves, common: 1,
		Wrong:   "The two slopes are exchanged: a(1 − a) at a tanh, or 1 − a² at a sigmoid.",
		Did:     "used the other curve's slope",
		Right:   "Each curve has its own slope: a(1 − a) for the sigmoid, 1 − a² for tanh.",
		Instead: "Look up which curve the layer is, and take the slope that belongs to it. At a = 0 the sigmoid's formula gives 0 and that of tanh gives 1.",
		ways:    []fault{{at: isCurve, backward: slope(otherSlope)}},
	},
	{
		Name: "gate-for-curve", Group: Curves, common: 1,
		Wrong:   "ReLU's gate [z > 0] is used at a sigmoid or a tanh.",
		Did:     "used ReLU's gate at a curve",
		Right:   "The gradient is multiplied by the slope of the curve, which is never 0.",
		Instead: "Multiply by a(1 − a) or by 1 − a² in every cell, whatever the sign of z is. A gate belongs to ReLU, whose slope is either 0 or 1.",
		ways:    []fault{{at: isCurve, backward: slope(func(s *stage, r *run, l link) span { return gate(r.activations[s.number][l.in], 0) })}},
	},
}

func isSigmoid(s *stage) bool {
	_, ok := s.layer.(cnn.Sigmoid)
	return ok
}

func isTanh(s *stage) bool {
	_, ok := s.layer.(cnn.Tanh)
	return ok
}

func isCurve(s *stage) bool { return isSigmoid(s) || isTanh(s) }

// slopeOne lets every gradient pass as it is.
var slopeOne = slope(func(*stage, *run, link) span { return point(1) })

// sigmoidSlope and tanhSlope are the slopes of the curves as their outputs
// tell them.
func sigmoidSlope(a span) span {
	return bend(a, 0.5, func(a float64) float64 { return a * (1 - a) })
}

func tanhSlope(a span) span {
	return bend(a, 0, func(a float64) float64 { return 1 - float64(a*a) })
}

// slopeOfInput puts what a layer read into a formula for what it gave.
func slopeOfInput(formula func(span) span) reading {
	return slope(func(s *stage, r *run, l link) span { return formula(r.activations[s.number][l.in]) })
}

// slopeOfOutput computes the curve once more, of its output.
func slopeOfOutput(s *stage, r *run, l link) span {
	again := r.activations[s.number+1][l.in].through(elementFunction(s.nonlinear))
	if isSigmoid(s) {
		return sigmoidSlope(again)
	}
	return tanhSlope(again)
}

// otherSlope is that of a tanh at a sigmoid, and the reverse.
func otherSlope(s *stage, r *run, l link) span {
	a := r.activations[s.number+1][l.in]
	if isSigmoid(s) {
		return tanhSlope(a)
	}
	return sigmoidSlope(a)
}

// bend is what a function that rises up to its top and then falls makes of a
// span.
func bend(a span, top float64, f func(float64) float64) span {
	if a.isPoint() {
		return point(f(a.lo))
	}
	s := hull(f(a.lo), f(a.hi))
	if a.lo < top && top < a.hi {
		s.hi = max(s.hi, f(top))
	}
	return s
}
