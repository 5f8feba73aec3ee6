package cnn

// realArithmetic computes with Reals. Beyond is set where a power of e was
// asked for whose digits nobody knows.
type realArithmetic struct{ beyond *bool }

func (realArithmetic) Number(n int64) Real  { return integer(n) }
func (realArithmetic) Plus(a, b Real) Real  { return a.Plus(b) }
func (realArithmetic) Minus(a, b Real) Real { return a.Minus(b) }
func (realArithmetic) Over(a, b Real) Real  { return a.Over(b) }
func (realArithmetic) Squared(a Real) Real  { return a.Times(a) }
func (realArithmetic) Ln(a Real) Real       { return a.Ln() }

func (c realArithmetic) Exp(a Real) Real {
	power, ok := a.exp()
	if !ok {
		*c.beyond = true
		return integer(1)
	}
	return power
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
