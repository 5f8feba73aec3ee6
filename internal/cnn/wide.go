package cnn

import (
	"math"
	"math/big"
	"sync"
)

// realBits is the precision of the truth: twice what its longest decimals and
// products of them ask for.
const realBits = 320

// A wide is m·2^e. A big.Float alone ends at 2^(2³¹), which e^−10¹⁰ is far
// below. The zero value is 0; a wide does not change once it is made.
type wide struct {
	m *big.Float // nil for 0
	e int64
	// rounded says that the number was made by a function, whose last bit is
	// rounded. All others are decimals, and sums, products and quotients of
	// such: what cancels among them is 0, however many digits they have.
	rounded bool
}

// mostExponent is up to where the exponent stays in m, which is where nearly
// every number has it.
const mostExponent = 1 << 24

// newWide takes a result over.
func newWide(m *big.Float, e int64) wide {
	if m.Sign() == 0 {
		return wide{}
	}
	if at := m.MantExp(nil); e != 0 || at > mostExponent || at < -mostExponent {
		m = m.SetMantExp(m, -at)
		if e += int64(at); e <= mostExponent && e >= -mostExponent {
			return wide{m.SetMantExp(m, int(e)), 0, false}
		}
	}
	return wide{m, e, false}
}

// from is a result that is rounded where one of the numbers is that it was made
// of.
func (a wide) from(of ...wide) wide {
	for _, b := range of {
		a.rounded = a.rounded || b.rounded
	}
	return a
}

func newBig() *big.Float { return new(big.Float).SetPrec(realBits) }

func (a wide) sign() int {
	if a.m == nil {
		return 0
	}
	return a.m.Sign()
}

// exponent is the n for which 2^(n−1) ≤ |a| < 2^n.
func (a wide) exponent() int64 {
	if a.m == nil {
		return math.MinInt64 / 2
	}
	return int64(a.m.MantExp(nil)) + a.e
}

func (a wide) negated() wide {
	if a.m == nil {
		return a
	}
	return wide{newBig().Neg(a.m), a.e, a.rounded}
}

func (a wide) plus(b wide) wide {
	switch {
	case a.m == nil:
		return b
	case b.m == nil:
		return a
	case a.e == b.e:
		return newWide(newBig().Add(a.m, b.m), a.e).from(a, b)
	case a.exponent() < b.exponent():
		a, b = b, a
	}
	if a.exponent()-b.exponent() > 2*realBits {
		return a
	}
	// They are near each other: both are counted from the exponent of a.
	return newWide(newBig().Add(a.m, newBig().SetMantExp(b.m, int(b.e-a.e))), a.e).from(a, b)
}

func (a wide) times(b wide) wide {
	if a.m == nil || b.m == nil {
		return wide{}
	}
	return newWide(newBig().Mul(a.m, b.m), a.e+b.e).from(a, b)
}

// over is a/b; b is not 0.
func (a wide) over(b wide) wide {
	if a.m == nil {
		return wide{}
	}
	return newWide(newBig().Quo(a.m, b.m), a.e-b.e).from(a, b)
}

// float is the nearest float64.
func (a wide) float() float64 {
	switch {
	case a.m == nil:
		return 0
	case a.e > 0:
		return math.Inf(a.m.Sign())
	case a.e < 0:
		return 0
	}
	f, _ := a.m.Float64()
	return f
}

// ln2 is the natural logarithm of 2, with enough digits for any exponent.
var ln2 = sync.OnceValue(func() *big.Float { return BigLn(bigNumber(realBits, 2), realBits+80) })

// mostPower is up to which size of x e^x is computed: beyond it not even the
// digits of its exponent are known.
const mostPower = 1e17

// exp is e^a; ok is false for what is too far from 0.
func (a wide) exp() (power wide, ok bool) {
	switch {
	case a.m == nil:
		return wideOf(1), true
	case math.Abs(a.float()) > mostPower:
		return wide{}, false
	case a.exponent() < -2*realBits:
		return wideOf(1), true
	}
	const work = realBits + 64
	n, _ := new(big.Float).SetPrec(work).Quo(a.m, ln2()).Int64()
	rest := new(big.Float).SetPrec(work).SetInt64(n)
	rest.Sub(a.m, rest.Mul(rest, ln2()))
	power = newWide(newBig().Set(BigExp(rest, realBits)), n)
	power.rounded = true
	return power, true
}

// ln is the natural logarithm of a number above 0.
func (a wide) ln() wide {
	l := a.logarithm()
	l.rounded = true
	return l
}

func (a wide) logarithm() wide {
	m := new(big.Float)
	exponent := int64(a.m.MantExp(m)) + a.e
	if a.e == 0 && exponent > -realBits && exponent < realBits {
		return newWide(BigLn(a.m, realBits), 0)
	}
	whole := new(big.Float).SetPrec(realBits + 64).SetInt64(exponent)
	return newWide(newBig().Add(BigLn(m, realBits), whole.Mul(whole, ln2())), 0)
}

func wideOf(n int64) wide { return newWide(bigNumber(realBits, n), 0) }
