package cnn

// realArithmetic computes with Reals. Beyond is set where a power of e was
// asked for, or the normal distribution, whose digits nobody knows.
type realArithmetic struct{ beyond *bool }

func (realArithmetic) Number(n int64) Real  { return integer(n) }
func (realArithmetic) Plus(a, b Real) Real  { return a.Plus(b) }
func (realArithmetic) Minus(a, b Real) Real { return a.Minus(b) }
func (realArithmetic) Over(a, b Real) Real  { return a.Over(b) }
func (realArithmetic) Times(a, b Real) Real { return a.Times(b) }
func (realArithmetic) Squared(a Real) Real  { return a.Times(a) }
func (realArithmetic) Ln(a Real) Real       { return a.Ln() }
func (realArithmetic) Root(a Real) Real     { return a.root() }

func (c realArithmetic) Exp(a Real) Real     { return c.known(a.exp()) }
func (c realArithmetic) Phi(a Real) Real     { return c.known(a.phi()) }
func (c realArithmetic) Density(a Real) Real { return c.known(a.density()) }

func (c realArithmetic) known(v Real, ok bool) Real {
	if !ok {
		*c.beyond = true
		return integer(1)
	}
	return v
}

func (realArithmetic) Max(a, b Real) Real {
	if a.Minus(b).Sign() > 0 {
		return a
	}
	return b
}

func (realArithmetic) Positive(a Real) Real {
	if a.Sign() > 0 {
		return integer(1)
	}
	return integer(0)
}
