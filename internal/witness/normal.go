package witness

import (
	"math"
	"math/big"

	"backprop/internal/cnn"
)

// farEnd is from where on the normal distribution's integral is worked out from
// its end: what is left out there is below the Digits that a number has.
const farEnd = 22

// rootTwoPi is √(2π) in units of 10^−places, with π = 48·arctan(1/18) +
// 32·arctan(1/57) − 20·arctan(1/239) (Gauss).
func rootTwoPi(places int64) *big.Int {
	unit := tenTo(places)
	pi := new(big.Int)
	for _, of := range [][2]int64{{48, 18}, {32, 57}, {-20, 239}} {
		power := new(big.Int).Mul(unit, big.NewInt(of[0]))
		power.Quo(power, big.NewInt(of[1]))
		for k := int64(1); power.Sign() != 0; k += 2 { // 1/n − 1/(3n³) + 1/(5n⁵) − …
			pi.Add(pi, new(big.Int).Quo(power, big.NewInt(k)))
			power.Quo(power, big.NewInt(-of[1]*of[1]))
		}
	}
	return pi.Sqrt(pi.Mul(pi.Add(pi, pi), unit))
}

var root = rounding(rootTwoPi(fixed), fixed, 10-fixed)

// rounding is a number in units of 10^−places that may be off by 10^off.
func rounding(units *big.Int, places, off int64) Decimal {
	return added([]summand{{m: units, e: -places}}, true, off)
}

// Density is the normal distribution's, e^(−a²/2)/√(2π).
func (a Decimal) Density() Decimal {
	a = a.plain()
	return a.Times(a).Over(New(-2)).Exp().Over(root)
}

// Phi is the integral of the density up to a.
func (a Decimal) Phi() Decimal {
	a = a.plain()
	switch {
	case a.Sign() == 0:
		return New(0.5)
	case a.Abs().Compare(New(farEnd)) < 0:
		return New(0.5).Plus(a.fromMiddle())
	case a.Sign() < 0:
		return a.beyond()
	}
	return New(1).Minus(a.beyond())
}

// fromMiddle is (a − a³/(2·3) + a⁵/(2²·2!·5) − …)/√(2π): the series of e^(−t²/2),
// integrated term by term. Its terms grow to e^(a²/2), and what ½ leaves of
// their sum may be as small as e^(−a²/2), so it takes digits for both.
func (a Decimal) fromMiddle() Decimal {
	if a.size() < -Digits { // a³ is beyond all digits of a, which may be 10^−10¹²
		return a.Over(root)
	}
	size := a.Float()
	places := fixed + int64(float64(size*size)/2) + max(0, -a.size())
	unit, x := tenTo(places), a.inUnits(places)
	square := new(big.Int).Mul(x, x)
	square.Quo(square, unit)
	power, sum := new(big.Int).Set(x), new(big.Int)
	for n := int64(1); power.Sign() != 0; n++ {
		sum.Add(sum, new(big.Int).Quo(power, big.NewInt(2*n-1)))
		power.Mul(power, square)
		power.Quo(power, unit)
		power.Quo(power, big.NewInt(-2*n))
	}
	sum.Mul(sum, unit)
	off := min(-Digits, a.size()-Digits) - int64(float64(size*size)/4)
	if a.rounded {
		off = max(off, a.off)
	}
	return rounding(sum.Quo(sum, rootTwoPi(places)), places, off)
}

// beyond is the share that lies further from 0 than a: with x = |a| it is
// φ(x)·(1 − 1/x² + 3/x⁴ − 3·5/x⁶ + …)/x, up to the smallest of these terms.
func (a Decimal) beyond() Decimal {
	x := a.Abs()
	square := x.Times(x)
	smallest := square.Float()
	term, sum := New(1), New(1)
	for n := 1.0; n < smallest && term.size() > -Digits; n += 2 {
		term = term.Times(New(-n)).Over(square)
		sum = sum.Plus(term)
	}
	return sum.Times(x.Density()).Over(x)
}

// phi is the normal distribution's integral up to z.
func (t *tape) phi(z *node) *node {
	n := t.made(z, nil)
	n.value = z.value.Phi()
	slope := z.value.Density()
	n.slopes[0] = &slope
	n.float, n.exact = 0.5*math.Erfc(-z.float/math.Sqrt2), false
	return n
}

// gelu is z·Φ(z).
func (t *tape) gelu(z *node) *node { return t.mul(z, t.phi(z)) }

// silu is z·σ(z).
func (t *tape) silu(z *node) *node { return t.mul(z, t.sigmoid(z)) }

// elu is z above 0, else α(e^z − 1).
func (t *tape) elu(z *node, l cnn.ELU) *node {
	if t.above(z, t.leaf(0)) {
		return t.copied(z)
	}
	n := t.mul(t.leaf(l.Alpha), t.sub(t.exp(z), t.leaf(1)))
	// The engine and other systems compute e^z − 1 at once, so that it is not
	// 0 next to 0, where a gate behind it hangs on it.
	n.float = l.Alpha * math.Expm1(z.float)
	return n
}
