package witness

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"

	"github.com/cockroachdb/apd/v3"
)

// A Decimal is a number of 50 digits, or of more where a pass needed more. It
// does not change once it is made. What cannot be computed, such as 1/0 or
// ln 0, panics.
type Decimal struct {
	d      *apd.Decimal
	digits uint32 // 0 for Digits
}

// New is the decimal that a float64 is written as: New(0.1) is a tenth.
func New(f float64) Decimal {
	var d apd.Decimal
	written(&d, f)
	return Decimal{d: &d}
}

// Parse reads a decimal such as "-0.25" or "1.5e-7", to all its digits.
func Parse(s string) (Decimal, error) {
	d, _, err := apd.NewFromString(s)
	if err != nil || d.Form != apd.Finite {
		return Decimal{}, fmt.Errorf("%q is no decimal number", s)
	}
	return Decimal{d: d}, nil
}

type operation func(c *apd.Context, d, x, y *apd.Decimal) (apd.Condition, error)

func (a Decimal) with(op operation, b Decimal) Decimal {
	var d apd.Decimal
	digits := max(a.digits, b.digits)
	must(op(context(digits), &d, a.d, b.d))
	return Decimal{&d, digits}
}

// Plus is a + b; 0 where that is less than what rounding can leave of them.
func (a Decimal) Plus(b Decimal) Decimal {
	sum := a.with((*apd.Context).Add, b)
	settle(sum.d, a.d, b.d, sum.digits)
	return sum
}

// Minus is a − b, as Plus has it.
func (a Decimal) Minus(b Decimal) Decimal {
	rest := a.with((*apd.Context).Sub, b)
	settle(rest.d, a.d, b.d, rest.digits)
	return rest
}

// sure is to how many digits a number with so many is right, after a curve's
// slope next to its limit has lost some. What is next to 1 there needs fewer
// than half of the digits beyond 50 to be told from it.
func sure(digits uint32) int { return Digits + int(max(digits, Digits)-Digits)/2 }

// settle makes 0 of a sum that is only what rounding left of its terms.
func settle(sum, a, b *apd.Decimal, digits uint32) {
	if !sum.IsZero() && magnitude(sum) < max(magnitude(a), magnitude(b))-int64(sure(digits))+6 {
		sum.SetInt64(0)
	}
}

// magnitude is how many digits a number has before its point.
func magnitude(a *apd.Decimal) int64 {
	if a.IsZero() {
		return -1 << 40
	}
	return a.NumDigits() + int64(a.Exponent)
}

// Times is a·b.
func (a Decimal) Times(b Decimal) Decimal { return a.with((*apd.Context).Mul, b) }

// Over is a/b.
func (a Decimal) Over(b Decimal) Decimal { return a.with((*apd.Context).Quo, b) }

// Power is a to the power of b.
func (a Decimal) Power(b Decimal) Decimal { return a.with((*apd.Context).Pow, b) }

// Negated is −a.
func (a Decimal) Negated() Decimal {
	var d apd.Decimal
	d.Neg(a.d)
	return Decimal{&d, a.digits}
}

// Abs is |a|.
func (a Decimal) Abs() Decimal {
	if a.Sign() < 0 {
		return a.Negated()
	}
	return a
}

// Exp is e to the power of a. Next to 0, where that is next to 1, it has as
// many more digits as it takes to tell a from it.
func (a Decimal) Exp() Decimal {
	digits := a.digits
	if m := magnitude(a.d); m < 0 && !a.d.IsZero() {
		digits = max(digits, Digits) + 2*uint32(-m)
	}
	var d apd.Decimal
	exp(context(digits), &d, a.d)
	return Decimal{&d, digits}
}

// Tanh is the hyperbolic tangent of a. Next to 0, where it is the difference
// of two numbers that are nearly 1, it the powers of e have more digits.
func (a Decimal) Tanh() Decimal {
	up, down := a.Exp(), a.Negated().Exp()
	return up.Minus(down).Over(up.Plus(down)).Like(a)
}

// Ln is the natural logarithm of a.
func (a Decimal) Ln() Decimal {
	var d apd.Decimal
	must(context(a.digits).Ln(&d, a.d))
	return Decimal{&d, a.digits}
}

// Root is the square root of a.
func (a Decimal) Root() Decimal {
	var d apd.Decimal
	must(context(a.digits).Sqrt(&d, a.d))
	return Decimal{&d, a.digits}
}

// Compare is −1, 0 or 1 where a is below, equal to or above b.
func (a Decimal) Compare(b Decimal) int { return a.d.Cmp(b.d) }

// Sign is −1, 0 or 1.
func (a Decimal) Sign() int { return a.d.Sign() }

// Float is the nearest float64, which is infinite for what is too large.
func (a Decimal) Float() float64 {
	f, err := a.d.Float64()
	if !errors.Is(err, strconv.ErrRange) {
		must(f, err)
	}
	return f
}

// Is reports whether a and b are the same number, up to the last ten of the
// digits: sums and quotients end in a rounding of their own. Only 0 is 0.
func (a Decimal) Is(b Decimal) bool {
	gap := a.Minus(b).Abs()
	size := a.Abs()
	if b.Abs().Compare(size) > 0 {
		size = b.Abs()
	}
	return gap.Sign() == 0 || gap.Compare(size.Scaled(10-sure(gap.digits))) <= 0
}

// Rounded is a to so many decimals, half away from zero. It has as many digits
// as that takes.
func (a Decimal) Rounded(places int) Decimal {
	var d, near apd.Decimal
	near.Set(a.d)
	// A division may have ended just below the middle between two decimals.
	if size := magnitude(a.d); !a.d.IsZero() && size+int64(places) < int64(sure(a.digits)-10) {
		nudge := apd.New(int64(a.d.Sign()), int32(size)-int32(sure(a.digits)-6))
		must(apd.BaseContext.WithPrecision(max(a.digits, Digits)+10).Add(&near, a.d, nudge))
	}
	rounding := *decimals
	rounding.Precision = uint32(max(Digits, magnitude(&near)+int64(places)+1))
	rounding.Rounding = apd.RoundHalfUp // of the size, whatever the sign
	must(rounding.Quantize(&d, &near, int32(-places)))
	return Decimal{&d, a.digits}
}

// Scaled is a·10^power, to all its digits.
func (a Decimal) Scaled(power int) Decimal {
	var d apd.Decimal
	d.Set(a.d)
	d.Exponent += int32(power)
	return Decimal{&d, a.digits}
}

// As is a with as many digits as b, for what is to be computed with it.
func (a Decimal) As(b Decimal) Decimal { return Decimal{a.d, max(a.digits, b.digits)} }

// Beside is a with enough digits for it to count beside numbers of other sizes,
// or them beside it.
func (a Decimal) Beside(others ...Decimal) Decimal {
	const most = 1000
	high, low := int64(math.MinInt32), int64(math.MaxInt32)
	for _, b := range others {
		if !b.d.IsZero() {
			high, low = max(high, magnitude(b.d)), min(low, magnitude(b.d))
		}
	}
	if high-low > 0 && high-low < most {
		a.digits = max(a.digits, uint32(Digits+2*(high-low)))
	}
	return a
}

// Like is a with no more digits than b, for what is to be compared with it.
func (a Decimal) Like(b Decimal) Decimal {
	if a.digits <= max(b.digits, Digits) {
		return a
	}
	var d apd.Decimal
	must(context(b.digits).Round(&d, a.d))
	return Decimal{&d, b.digits}
}

// PlusExactly is a + b to all its digits, however many those are.
func (a Decimal) PlusExactly(b Decimal) Decimal {
	low := min(a.d.Exponent, b.d.Exponent)
	high := max(a.d.NumDigits()+int64(a.d.Exponent), b.d.NumDigits()+int64(b.d.Exponent))
	var d apd.Decimal
	must(apd.BaseContext.WithPrecision(uint32(max(1, high-int64(low)+2))).Add(&d, a.d, b.d))
	return Decimal{&d, max(a.digits, b.digits)}
}

// String is a in decimal notation.
func (a Decimal) String() string { return a.d.Text('g') }

// Rat is a as a fraction, exactly.
func (a Decimal) Rat() *big.Rat {
	r, ok := new(big.Rat).SetString(a.d.Text('e'))
	if !ok {
		panic("witness: no fraction of " + a.d.String())
	}
	return r
}
