package witness

import "math"

// softplus is ln(1 + e^z), and z + ln(1 + e^−z) where z is positive; its slope is
// 1/(1 + e^−z).
func (t *tape) softplus(z *node) *node {
	n := t.made(z, nil)
	one := New(1)
	if z.value.Sign() > 0 {
		n.value = z.value.Plus(one.Plus(z.value.Negated().Exp()).Ln())
	} else {
		n.value = one.Plus(z.value.Exp()).Ln()
	}
	slope := one.Over(one.Plus(z.value.Negated().Exp()))
	n.slopes[0] = &slope
	n.float, n.exact = max(z.float, 0)+math.Log1p(math.Exp(-math.Abs(z.float))), false
	return n
}
