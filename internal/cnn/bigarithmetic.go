package cnn

import "math/big"

// BigArithmetic computes with binary floats of the given number of bits.
type BigArithmetic struct{ Bits uint }

func (c BigArithmetic) new() *big.Float { return new(big.Float).SetPrec(c.Bits) }

// Number is n.
func (c BigArithmetic) Number(n int64) *big.Float { return c.new().SetInt64(n) }

// Plus is a + b.
func (c BigArithmetic) Plus(a, b *big.Float) *big.Float { return c.new().Add(a, b) }

// Minus is a − b.
func (c BigArithmetic) Minus(a, b *big.Float) *big.Float { return c.new().Sub(a, b) }

// Times is a·b.
func (c BigArithmetic) Times(a, b *big.Float) *big.Float { return c.new().Mul(a, b) }

// Over is a/b, which must not both be 0 or infinite.
func (c BigArithmetic) Over(a, b *big.Float) *big.Float { return c.new().Quo(a, b) }

// Squared is a².
func (c BigArithmetic) Squared(a *big.Float) *big.Float { return c.new().Mul(a, a) }

// Exp is e^a.
func (c BigArithmetic) Exp(a *big.Float) *big.Float { return BigExp(a, c.Bits) }

// Ln is the natural logarithm of a number above 0.
func (c BigArithmetic) Ln(a *big.Float) *big.Float { return BigLn(a, c.Bits) }

// Root is the square root of a number from 0.
func (c BigArithmetic) Root(a *big.Float) *big.Float { return c.new().Sqrt(a) }

// Phi is Φ(a).
func (c BigArithmetic) Phi(a *big.Float) *big.Float { return BigPhi(a, c.Bits) }

// Density is φ(a).
func (c BigArithmetic) Density(a *big.Float) *big.Float { return BigDensity(a, c.Bits) }

// Max is the larger of a and b.
func (c BigArithmetic) Max(a, b *big.Float) *big.Float {
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

// Positive is 1 where a is above 0, else 0.
func (c BigArithmetic) Positive(a *big.Float) *big.Float {
	if a.Sign() > 0 {
		return c.Number(1)
	}
	return c.Number(0)
}
