package cnn

import "math/big"

// root is the square root of a number from 0. With r = √near it is r + h − h²/2r +
// …, where h is rest/2r.
func (a Real) root() Real {
	if a.unsure {
		return floatAlone(newWide(bigWritten(realBits, a.float), nil).root().float())
	}
	if a.rest.m == nil {
		return Real{near: a.near.root()}
	}
	r := a.near.root()
	half := a.rest.over(r.times(wideOf(2)))
	return joined(r, half.seen(half.times(half).over(r.times(wideOf(-2)))))
}

// root is the square root of a number from 0.
func (a wide) root() wide {
	if a.m == nil {
		return a
	}
	m, e := a.m, a.e
	if e != nil {
		if e.Bit(0) == 1 {
			m, e = newBig().SetMantExp(m, 1), new(big.Int).Sub(e, big.NewInt(1))
		}
		e = new(big.Int).Rsh(e, 1)
	}
	r := newWide(newBig().Sqrt(m), e)
	r.rounded = a.rounded || new(big.Float).SetPrec(2*realBits).Mul(r.m, r.m).Cmp(m) != 0
	return r
}
