package cnn

// root is the square root of a number from 0.
func (a Real) root() Real {
	if a.unsure {
		return floatAlone(newWide(bigWritten(realBits, a.float), 0).root().float())
	}
	return Real{near: a.near.plus(a.rest).root()}
}

// root is the square root of a number from 0.
func (a wide) root() wide {
	if a.m == nil {
		return a
	}
	m, e := a.m, a.e
	if e%2 != 0 {
		m, e = newBig().SetMantExp(m, 1), e-1
	}
	r := newWide(newBig().Sqrt(m), e/2)
	r.rounded = true
	return r
}
