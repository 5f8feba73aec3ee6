package witness

import (
	"fmt"
	"math"
	"math/big"
)

// A function is worked out in whole numbers of 10^−fixed: some digits more than
// Digits, for those that its steps lose.
const fixed = Digits + 70

var (
	one = tenTo(fixed)
	// ln 10, of which a power of e as large as e^10¹⁷ needs 17 digits more.
	ln10 = func() Decimal {
		tenth := new(big.Int).Quo(one, big.NewInt(10))
		return Decimal{parts: added([]summand{{m: new(big.Int).Neg(lnFixed(tenth)), e: -fixed}}, false, 0).parts, rounded: true, off: 20 - fixed}
	}()
)

// farthest is up to which power of ten x may be in e^x: the exponent of the
// result is a whole number of so many digits.
const farthest = 17

// small is from where on a function is a series in x itself, which keeps all the
// digits of x, and the zeros before them.
const small = -20

// Exp is e to the power of a.
func (a Decimal) Exp() Decimal {
	a = a.plain()
	switch {
	case a.Sign() == 0:
		return New(1)
	case a.size() > farthest:
		panic(fmt.Sprintf("witness: e to the power of %.14s… is out of range", a))
	case a.size() < small:
		return New(1).Plus(a.series(func(k int64, power Decimal) (term, next Decimal) {
			next = power.Times(a).Over(New(float64(k + 1)))
			return power, next
		}))
	}
	first := Decimal{parts: a.parts[:1]}
	n := int64(math.Floor(first.Float() / math.Ln10))
	rest := first.Minus(ln10.Times(whole10(big.NewInt(n), 0)))
	e := whole10(expFixed(rest.inFixed()), n-fixed)
	e.rounded, e.off = true, e.size()-Digits
	if a.rounded {
		e.off = max(e.off, e.size()+a.off)
	}
	if others := (Decimal{parts: a.parts[1:]}); len(others.parts) > 0 {
		return e.Times(others.Exp())
	}
	return added(e.parts, true, e.off)
}

// series adds up terms that get smaller by the size of a, until they are not
// seen beside the first; but three at least, so that e^x − 1 is never x.
func (a Decimal) series(next func(k int64, power Decimal) (term, following Decimal)) Decimal {
	sum := Decimal{}
	power := a
	for k := int64(1); power.Sign() != 0 && (k <= 3 || power.size() > a.size()-Digits-slack); k++ {
		var term Decimal
		term, power = next(k, power)
		sum = sum.Plus(term)
	}
	sum = sum.plain()
	if off := min(a.size()-Digits, power.size()); !sum.rounded || sum.off < off {
		sum.rounded, sum.off = true, off
	}
	return added(sum.parts, true, sum.off)
}

// inFixed is the number in units of 10^−fixed.
func (a Decimal) inFixed() *big.Int { return a.inUnits(fixed) }

// inUnits is the number in units of 10^−places.
func (a Decimal) inUnits(places int64) *big.Int {
	sum := new(big.Int)
	for _, p := range a.parts {
		switch shift := p.e + places; {
		case p.size+places < 0:
		case shift >= 0:
			sum.Add(sum, new(big.Int).Mul(p.m, tenTo(shift)))
		default:
			sum.Add(sum, new(big.Int).Quo(p.m, tenTo(-shift)))
		}
	}
	return sum
}

// expFixed is e^x for a small x: the 2^halvings-th power of a short series.
func expFixed(x *big.Int) *big.Int {
	const halvings = 12
	r := new(big.Int).Quo(x, big.NewInt(1<<halvings))
	sum, term := new(big.Int).Set(one), new(big.Int).Set(one)
	for k := int64(1); term.Sign() != 0; k++ {
		term.Mul(term, r)
		term.Quo(term, one)
		term.Quo(term, big.NewInt(k))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
		sum.Quo(sum, one)
	}
	return sum
}

// lnFixed is ln x for x between 0.1 and 1: y by y + 2(x − e^y)/(x + e^y), which
// makes three times as many digits right with each step.
func lnFixed(x *big.Int) *big.Int {
	f, _ := new(big.Rat).SetFrac(x, one).Float64()
	y := New(math.Log(f)).inFixed()
	for right := 14; right < fixed; right *= 3 {
		e := expFixed(y)
		step := new(big.Int).Sub(x, e)
		step.Mul(step, one)
		step.Quo(step, e.Add(e, x))
		y.Add(y, step.Add(step, step))
	}
	return y
}

// Ln is the natural logarithm of a.
func (a Decimal) Ln() Decimal {
	a = a.plain()
	if a.Sign() <= 0 {
		panic(fmt.Sprintf("witness: ln of %.14s…", a))
	}
	if gap := a.Minus(New(1)); gap.size() < small {
		// ln(1 + x) = x − x²/2 + x³/3 − …
		return gap.series(func(k int64, power Decimal) (term, next Decimal) {
			return power.Over(New(float64(k))), power.Times(gap).Negated()
		})
	}
	first := Decimal{parts: a.parts[:1]}
	n := first.size()
	l := whole10(lnFixed(first.Scaled(int(-n)).inFixed()), -fixed)
	l.rounded, l.off = true, 20-fixed
	l = l.Plus(ln10.Times(whole10(big.NewInt(n), 0)))
	if a.rounded {
		l.off = max(l.off, a.off-a.size()+1)
	}
	if others := (Decimal{parts: a.parts[1:]}); len(others.parts) > 0 {
		return l.Plus(New(1).Plus(others.Over(first)).Ln())
	}
	return added(l.parts, true, l.off)
}

// Tanh is the hyperbolic tangent of a.
func (a Decimal) Tanh() Decimal {
	if a.Sign() < 0 {
		return a.Negated().Tanh().Negated()
	}
	e := a.Times(New(-2)).Exp()
	return New(1).Minus(e).Over(New(1).Plus(e))
}
