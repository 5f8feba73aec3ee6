package cnn

import "math/big"

// root is the square root of a number from 0.
func (a Real) root() Real {
	if a.unsure {
		return floatAlone(newWide(bigWritten(realBits, a.float), nil).root().float())
	}
	return Real{near: a.near.plus(a.rest).root()}
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
	r.rounded = true
	return r
}
