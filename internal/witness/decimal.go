package witness

import (
	"fmt"
	"math"
	"math/big"

	"github.com/cockroachdb/apd/v3"
)

// A Decimal is a number of 50 digits. It does not change once it is made.
// What cannot be computed, such as 1/0 or ln 0, panics.
type Decimal struct{ d *apd.Decimal }

// New is the decimal that a float64 is written as: New(0.1) is a tenth.
func New(f float64) Decimal {
	var d apd.Decimal
	written(&d, f)
	return Decimal{&d}
}

// Parse reads a decimal such as "-0.25" or "1.5e-7", to all its digits.
func Parse(s string) (Decimal, error) {
	d, _, err := apd.NewFromString(s)
	if err != nil || d.Form != apd.Finite {
		return Decimal{}, fmt.Errorf("%q is no decimal number", s)
	}
	return Decimal{d}, nil
}

type operation func(d, x, y *apd.Decimal) (apd.Condition, error)

func (a Decimal) with(op operation, b Decimal) Decimal {
	var d apd.Decimal
	must(op(&d, a.d, b.d))
	return Decimal{&d}
}

// Plus is a + b.
func (a Decimal) Plus(b Decimal) Decimal { return a.with(decimals.Add, b) }

// Minus is a − b.
func (a Decimal) Minus(b Decimal) Decimal { return a.with(decimals.Sub, b) }

// Times is a·b.
func (a Decimal) Times(b Decimal) Decimal { return a.with(decimals.Mul, b) }

// Over is a/b.
func (a Decimal) Over(b Decimal) Decimal { return a.with(decimals.Quo, b) }

// Power is a to the power of b.
func (a Decimal) Power(b Decimal) Decimal { return a.with(decimals.Pow, b) }

// Negated is −a.
func (a Decimal) Negated() Decimal { return New(0).Minus(a) }

// Abs is |a|.
func (a Decimal) Abs() Decimal {
	if a.Sign() < 0 {
		return a.Negated()
	}
	return a
}

// Exp is e to the power of a.
func (a Decimal) Exp() Decimal {
	var d apd.Decimal
	must(decimals.Exp(&d, a.d))
	return Decimal{&d}
}

// Ln is the natural logarithm of a.
func (a Decimal) Ln() Decimal {
	var d apd.Decimal
	must(decimals.Ln(&d, a.d))
	return Decimal{&d}
}

// Root is the square root of a.
func (a Decimal) Root() Decimal {
	var d apd.Decimal
	must(decimals.Sqrt(&d, a.d))
	return Decimal{&d}
}

// Compare is −1, 0 or 1 where a is below, equal to or above b.
func (a Decimal) Compare(b Decimal) int { return a.d.Cmp(b.d) }

// Sign is −1, 0 or 1.
func (a Decimal) Sign() int { return a.d.Sign() }

// Float is the nearest float64.
func (a Decimal) Float() float64 {
	f, err := a.d.Float64()
	must(f, err)
	return f
}

// Is reports whether a and b are the same number, up to the last ten of the
// digits: sums and quotients end in a rounding of their own.
func (a Decimal) Is(b Decimal) bool {
	gap := a.Minus(b).Abs()
	size := a.Abs()
	if b.Abs().Compare(size) > 0 {
		size = b.Abs()
	}
	return gap.Compare(size.Times(equal)) <= 0 || gap.Compare(equal) <= 0
}

var equal = Decimal{apd.New(1, -(Digits - 10))}

// Rounded is a to so many decimals, half away from zero. It has as many digits
// as that takes.
func (a Decimal) Rounded(places int) Decimal {
	var d apd.Decimal
	context := *decimals
	whole := a.d.NumDigits() + int64(a.d.Exponent)
	context.Precision = uint32(max(Digits, whole+int64(places)+1))
	context.Rounding = apd.RoundHalfUp // of the size, whatever the sign
	must(context.Quantize(&d, a.d, int32(-places)))
	return Decimal{&d}
}

// Scaled is a·10^power, to all its digits.
func (a Decimal) Scaled(power int) Decimal {
	var d apd.Decimal
	d.Set(a.d)
	d.Exponent += int32(power)
	return Decimal{&d}
}

// PlusExactly is a + b to all its digits, however many those are.
func (a Decimal) PlusExactly(b Decimal) Decimal {
	low := min(a.d.Exponent, b.d.Exponent)
	high := max(a.d.NumDigits()+int64(a.d.Exponent), b.d.NumDigits()+int64(b.d.Exponent))
	var d apd.Decimal
	must(apd.BaseContext.WithPrecision(uint32(max(1, high-int64(low)+2))).Add(&d, a.d, b.d))
	return Decimal{&d}
}

// Tie is how far a is from the middle between two decimals of so many places.
func (a Decimal) Tie(places int) float64 {
	unit := Decimal{apd.New(1, int32(-places))}
	half := unit.Over(New(2))
	size := a.Abs()
	floor := size.Minus(half).Rounded(places) // size rounded down
	return math.Abs(size.Minus(floor).Minus(half).Float())
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
