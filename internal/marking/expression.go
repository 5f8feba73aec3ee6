package marking

import (
	"math"

	"backprop/internal/cnn"
)

// spans is the arithmetic of what numbers can be. A number that occurs twice
// in an expression counts as two that are independent of each other, so that
// the span may be wider than it has to be, and never too narrow.
type spans struct{}

func (spans) Number(n int64) span  { return point(float64(n)) }
func (spans) Plus(a, b span) span  { return a.plus(b) }
func (spans) Minus(a, b span) span { return a.minus(b) }
func (spans) Exp(a span) span      { return a.through(math.Exp) }
func (spans) Positive(a span) span { return gate(a, 0) }
func (spans) Max(a, b span) span   { return span{max(a.lo, b.lo), max(a.hi, b.hi)} }
func (spans) Times(a, b span) span { return a.times(b) }
func (spans) Root(a span) span {
	return a.through(func(v float64) float64 { return math.Sqrt(max(v, 0)) })
}
func (spans) Phi(a span) span {
	return a.through(func(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 })
}
func (s spans) Over(a, b span) span { return a.times(reciprocal(b)) }

func (spans) Squared(a span) span {
	s := hull(float64(a.lo*a.lo), float64(a.hi*a.hi))
	if a.lo < 0 && a.hi > 0 {
		s.lo = 0
	}
	return s
}

// Ln is that of the numbers above 0 that the span holds.
func (spans) Ln(a span) span {
	return span{math.Log(max(a.lo, 0)), math.Log(max(a.hi, 0))}
}

// Density rises up to 0 and then falls.
func (spans) Density(a span) span {
	return bend(a, 0, func(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) })
}

// reciprocal is 1/a: anything where a can be 0 or on either side of it.
func reciprocal(a span) span {
	if a.lo <= 0 && a.hi >= 0 && !a.isPoint() {
		return span{math.Inf(-1), math.Inf(1)}
	}
	return hull(1/a.lo, 1/a.hi)
}

// bySlopeFactors is the slope of a link as its layer writes it: a product of
// factors, each of which reads what the layer read or what it gave. It serves
// every layer; those that this package knows have narrower spans.
func (r *run) bySlopeFactors(s *stage, l cnn.Link) span {
	in := quantity(cnn.ActivationPlace(s.number), s.in)
	out := quantity(cnn.ActivationPlace(s.number+1), s.out)
	product := point(1)
	for _, f := range s.nonlinear.SlopeFactors(l, in, out) {
		form, ok := f.Kind.Expression()
		if !ok {
			product = product.times(point(f.Value)) // a number of the layer's own
			continue
		}
		from, q := r.activations[s.number], in
		if f.Place == out.Place {
			from, q = r.activations[s.number+1], out
		}
		x := cnn.Operands[span]{T: from[q.Offset(f.Index)], C: point(f.Constant)}
		product = product.times(cnn.Evaluate(spans{}, form, x))
	}
	return product
}

// quantity stands for the tensor at a place: only where its elements stand
// counts here, not what they are.
func quantity(place cnn.Place, shape cnn.Shape) cnn.Quantity {
	return cnn.Quantity{Place: place, Tensor: cnn.NewTensor(shape...)}
}
