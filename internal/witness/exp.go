package witness

import (
	"math"
	"math/big"

	"github.com/cockroachdb/apd/v3"
)

// exp is e^x. With many digits or far from 0 it is the 2^k-th power of
// e^(x/2^k), whose series is short. That is worked out in binary: a thousand
// digits cost a hundredth there of what they cost as decimals.
func exp(c *apd.Context, d, x *apd.Decimal) {
	if x.Negative && magnitude(x) > 5 {
		d.SetInt64(0) // below 10⁻⁴³⁰⁰⁰, which no digits reach
		return
	}
	if c.Precision <= Digits && magnitude(x) <= 2 {
		must(c.Exp(d, x))
		return
	}
	if f, err := x.Float64(); err != nil || f > 230_000 {
		panic("witness: a power of e out of range") // above 10¹⁰⁰⁰⁰⁰
	}
	halvings := int(3.4*float64(max(0, magnitude(x)))) + 1 + int(math.Sqrt(float64(c.Precision)))
	bits := uint(3.33*float64(c.Precision)) + uint(halvings) + 64
	r, _, err := big.ParseFloat(x.Text('e'), 10, bits, big.ToNearestEven)
	must(r, err)
	r.SetMantExp(r, -halvings)
	one := big.NewFloat(1)
	term := new(big.Float).SetPrec(bits).Set(one)
	sum := new(big.Float).SetPrec(bits).Set(one)
	for i := int64(1); term.Sign() != 0 && term.MantExp(nil) > -int(bits); i++ {
		term.Mul(term, r)
		term.Quo(term, new(big.Float).SetInt64(i))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	must(c.Round(d, inDecimal(sum, c.Precision)))
}

// inDecimal is a positive binary number to ten digits more than so many.
func inDecimal(f *big.Float, digits uint32) *apd.Decimal {
	mantissa := new(big.Float)
	power := f.MantExp(mantissa) - int(f.MinPrec()) // f is whole·2^power
	whole, _ := mantissa.SetMantExp(mantissa, int(f.MinPrec())).Int(nil)
	behind := int(digits) + 10 - int(math.Floor(float64(f.MantExp(nil))*math.Log10(2)))
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(behind, -behind))), nil)
	if behind > 0 {
		whole.Mul(whole, ten)
	}
	if power > 0 {
		whole.Lsh(whole, uint(power))
	} else {
		whole.Rsh(whole, uint(-power))
	}
	if behind < 0 {
		whole.Quo(whole, ten)
	}
	return apd.NewWithBigInt(new(apd.BigInt).SetMathBigInt(whole), int32(-behind))
}
