package cnn

import (
	"math"
	"math/big"
	"sync"
)

// realBits is the precision of the truth: twice what its longest decimals and
// products of them ask for.
const realBits = 320

// A wide is m·2^e. A big.Float alone ends at 2^(2³¹), and an int64 is no exponent
// for e^−10²⁰⁰. The zero value is 0; a wide does not change once it is made.
type wide struct {
	m *big.Float // nil for 0
	e *big.Int   // nil for 0, which it nearly always is
	// rounded says that the number was made by a function, whose last bit is
	// rounded. All others are decimals, and sums, products and quotients of
	// such: what cancels among them is 0, however many digits they have.
	rounded bool
}

// mostExponent is up to where the exponent stays in m, which is where nearly
// every number has it.
const mostExponent = 1 << 24

// newWide takes a result over.
func newWide(m *big.Float, e *big.Int) wide {
	if m.Sign() == 0 {
		return wide{}
	}
	at := m.MantExp(nil)
	if e == nil && at <= mostExponent && at >= -mostExponent {
		return wide{m: m}
	}
	m = m.SetMantExp(m, -at)
	e = sumOf(big.NewInt(int64(at)), e)
	if e.IsInt64() && e.Int64() <= mostExponent && e.Int64() >= -mostExponent {
		return wide{m: m.SetMantExp(m, int(e.Int64()))}
	}
	return wide{m: m, e: e}
}

// sumOf and differenceOf are those of two exponents.
func sumOf(a, b *big.Int) *big.Int {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return new(big.Int).Add(a, b)
}

func differenceOf(a, b *big.Int) *big.Int {
	if b == nil {
		return a
	}
	return sumOf(a, new(big.Int).Neg(b))
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

// exponent is the n for which 2^(n−1) ≤ |a| < 2^n, or the last whole number that
// an exponent may be where n lies beyond it.
func (a wide) exponent() int64 {
	if a.m == nil {
		return math.MinInt64 / 2
	}
	return int64(a.m.MantExp(nil)) + within(a.e)
}

// within is an exponent, or the last that leaves room for sums.
func within(e *big.Int) int64 {
	const most = math.MaxInt64 / 8
	switch {
	case e == nil:
		return 0
	case e.IsInt64():
		return max(-most, min(e.Int64(), most))
	}
	return int64(e.Sign()) * most
}

// above is by how many powers of two a is larger than b, as far as exponent
// tells.
func (a wide) above(b wide) int64 {
	if a.e == nil && b.e == nil || a.m == nil || b.m == nil {
		return a.exponent() - b.exponent()
	}
	return int64(a.m.MantExp(nil)) - int64(b.m.MantExp(nil)) + within(differenceOf(a.e, b.e))
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
	case a.e == nil && b.e == nil:
		return newWide(newBig().Add(a.m, b.m), nil).from(a, b)
	case a.above(b) < 0:
		a, b = b, a
	}
	if a.above(b) > 2*realBits {
		return a
	}
	// They are near each other: both are counted from the exponent of a.
	return newWide(newBig().Add(a.m, newBig().SetMantExp(b.m, int(within(differenceOf(b.e, a.e))))), a.e).from(a, b)
}

// seenBits is how many bits smaller than another a number may be for equals to see
// it in their sum.
const seenBits = 200

// seen is a + b. A number b that is too small beside a to show in the digits of
// their sum is made larger: that it is there, and its sign, is all that they tell.
// Without it e^x − 1 would be x itself where x is 10⁻¹⁰⁰. What is smaller than the
// rounding of a is left out: it may be what is left of terms that cancel.
func (a wide) seen(b wide) wide {
	if a.m != nil && b.m != nil && !a.rounded && a.above(b) > seenBits {
		least := newWide(newBig().SetMantExp(bigNumber(realBits, int64(b.sign())), -seenBits), nil)
		b = newWide(newBig().Abs(a.m), a.e).times(least)
	}
	return a.plus(b)
}

func (a wide) times(b wide) wide {
	if a.m == nil || b.m == nil {
		return wide{}
	}
	return newWide(newBig().Mul(a.m, b.m), sumOf(a.e, b.e)).from(a, b)
}

// over is a/b; b is not 0.
func (a wide) over(b wide) wide {
	if a.m == nil {
		return wide{}
	}
	return newWide(newBig().Quo(a.m, b.m), differenceOf(a.e, b.e)).from(a, b)
}

// float is the nearest float64.
func (a wide) float() float64 {
	switch {
	case a.m == nil:
		return 0
	case a.e == nil:
		f, _ := a.m.Float64()
		return f
	case a.e.Sign() > 0:
		return math.Inf(a.m.Sign())
	}
	return 0
}

// mostPower is up to which power of 2 x may be in e^x. The square of the largest
// float64 lies below it.
const mostPower = 4096

// ln2 is the natural logarithm of 2, for exponents of up to 64 bits and for any.
var (
	ln2    = sync.OnceValue(func() *big.Float { return BigLn(bigNumber(realBits, 2), realBits+80) })
	ln2Far = sync.OnceValue(func() *big.Float { return BigLn(bigNumber(realBits, 2), realBits+80+mostPower) })
)

// exp is e^a; ok is false for what is too far from 0. Where a is so large that
// its own digits do not reach down to its point, no digit of e^a is known, but
// its size is.
func (a wide) exp() (power wide, ok bool) {
	size := a.exponent()
	switch {
	case a.m == nil || size < -2*realBits:
		return wideOf(1), true
	case size > mostPower:
		return wide{}, false
	}
	const least = realBits + 64
	work, log := uint(least), ln2()
	if size > 64 {
		work, log = uint(least+size), ln2Far()
	}
	n, _ := new(big.Float).SetPrec(work).Quo(a.m, log).Int(nil)
	rest := new(big.Float).SetPrec(work).SetInt(n)
	rest.Sub(a.m, rest.Mul(rest, log))
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
	exponent := sumOf(big.NewInt(int64(a.m.MantExp(m))), a.e)
	if at := a.exponent(); a.e == nil && at > -realBits && at < realBits {
		return newWide(BigLn(a.m, realBits), nil)
	}
	whole := new(big.Float).SetPrec(realBits + 64).SetInt(exponent)
	return newWide(newBig().Add(BigLn(m, realBits), whole.Mul(whole, ln2())), nil)
}

func wideOf(n int64) wide { return newWide(bigNumber(realBits, n), nil) }
