package cnn

import (
	"math"
	"math/big"
)

// BigExp is e^x to the given number of bits. With r = x/2^m so small that few
// terms of the series are needed, it is e^r squared m times.
func BigExp(x *big.Float, bits uint) *big.Float {
	m := max(0, x.MantExp(nil)) + 16
	work := bits + uint(m) + 32
	r := new(big.Float).SetPrec(work).SetMantExp(x, -m)
	sum, power := bigNumber(work, 1), bigNumber(work, 1)
	for k := int64(1); power.Sign() != 0 && power.MantExp(nil) > -int(work); k++ {
		power.Mul(power, r)
		power.Quo(power, new(big.Float).SetInt64(k))
		sum.Add(sum, power)
	}
	for range m {
		sum.Mul(sum, sum)
	}
	return sum.SetPrec(bits)
}

// BigLn is the natural logarithm of a number above 0 to the given number of
// bits: y = ln x by y + 2(x − e^y)/(x + e^y), which makes three times as many
// digits right with each step (Halley's method).
func BigLn(x *big.Float, bits uint) *big.Float {
	work := bits + 64
	mantissa := new(big.Float)
	exponent := x.MantExp(mantissa)
	m, _ := mantissa.Float64()
	y := new(big.Float).SetPrec(work).SetFloat64(math.Log(m) + float64(float64(exponent)*math.Ln2))
	for right := uint(20); right < 3*work; right *= 3 {
		e := BigExp(y, work)
		step := new(big.Float).SetPrec(work).Sub(x, e)
		step.Quo(step, e.Add(e, x))
		y.Add(y, step.Add(step, step))
	}
	return y.SetPrec(bits)
}

// BigTanh is tanh z to the given number of bits. Next to 0, where 1 − e^−2z
// would lose its digits, it is z − z³/3 + 2z⁵/15.
func BigTanh(z *big.Float, bits uint) *big.Float {
	low := max(0, -z.MantExp(nil))
	work := bits + 32
	if low > int(bits)/6 {
		square := new(big.Float).SetPrec(work).Mul(z, z)
		t := new(big.Float).SetPrec(work).Mul(square, bigNumber(work, 2))
		t.Quo(t, bigNumber(work, 15))
		t.Sub(t, new(big.Float).SetPrec(work).Quo(bigNumber(work, 1), bigNumber(work, 3)))
		t.Mul(t, square)
		t.Add(t, bigNumber(work, 1))
		return t.Mul(t, z).SetPrec(bits)
	}
	work += uint(low)
	e := new(big.Float).SetPrec(work).Abs(z)
	e = BigExp(e.Neg(e.Add(e, e)), work)
	one := bigNumber(work, 1)
	t := new(big.Float).SetPrec(work).Sub(one, e)
	t.Quo(t, e.Add(e, one))
	if z.Sign() < 0 {
		t.Neg(t)
	}
	return t.SetPrec(bits)
}

func bigNumber(bits uint, n int64) *big.Float {
	return new(big.Float).SetPrec(bits).SetInt64(n)
}
