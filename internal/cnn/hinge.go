package cnn

// Hinge is Σ over j ≠ t of max(0, s_j − s_t + margin), where t is the class
// that the target means (Weston and Watkins, Support vector machines for
// multi-class pattern recognition, 1999). At 0 its slope is 0.
const Hinge LossOp = "hinge"

var hingeKind = LossKind{
	Op:       Hinge,
	Sentence: "Hinge: the score of the true class should lie above every other by at least the margin, and the loss adds up by how much it falls short. Where it does not, a class costs nothing and sends no gradient.",
	Formula:  `\sum_{INDEX \ne TRUE} \max(0, OUT - OWNMARGIN)`,
	Slope:    `[OUT - OWNMARGIN > 0]`,
	Target:   OnlyClass, rule: hinge{},
}

// What a class other than the target's costs, and the slope of that: t is its
// score, u that of the target's class and c the margin.
var (
	Shortfall     = newKind("shortfall", Max(Number(0), Plus(Minus(T, U), C)))
	ShortfallGate = newKind("shortfall gate", Positive(Plus(Minus(T, U), C)))
)

type hinge struct{}

// short is what class j costs.
func (hinge) short(l *Loss, s []float64, j, t int) float64 { return max(0, s[j]-s[t]+l.Margin) }

func (h hinge) value(l *Loss, _, s []float64) float64 {
	t, sum := l.class(), 0.0
	for j := range s {
		if j != t {
			sum += h.short(l, s, j, t)
		}
	}
	return sum
}

// gradient is 1 at each class that costs something, and at the target's minus
// their number.
func (h hinge) gradient(l *Loss, _, s, grad []float64) {
	t := l.class()
	clear(grad)
	for j := range s {
		if j != t && h.short(l, s, j, t) > 0 {
			grad[j] = 1
			grad[t]--
		}
	}
}

// factor is what class j costs, or its slope.
func (h hinge) factor(l *Loss, e lossEnd, kind FactorKind, j, t int) Factor {
	f := e.a(kind, j, max(0, e.o(j)-e.o(t)+l.Margin))
	if kind == ShortfallGate && f.Value > 0 {
		f.Value = 1
	}
	minus := e.a(Element, t, e.o(t))
	f.Minus, f.Constant = &minus, l.Margin
	return f
}

func (h hinge) terms(l *Loss, e lossEnd, i int) []Term {
	t := l.class()
	if i == t {
		return nil
	}
	return []Term{term(h.factor(l, e, Shortfall, i, t))}
}

func (h hinge) slopes(l *Loss, e lossEnd, i int) (terms []Term) {
	t := l.class()
	if i != t {
		return []Term{term(h.factor(l, e, ShortfallGate, i, t))}
	}
	for j := range e.count {
		if j != t {
			terms = append(terms, term(constant(-1), h.factor(l, e, ShortfallGate, j, t)))
		}
	}
	return terms
}

// apart looks for a class that costs something here and nothing there.
func (h hinge) apart(l *Loss, here, there []float64) bool {
	t := l.class()
	for j := range here {
		if j != t && (h.short(l, here, j, t) > 0) != (h.short(l, there, j, t) > 0) {
			return true
		}
	}
	return false
}
