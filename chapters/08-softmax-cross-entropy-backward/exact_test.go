package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the Jacobian, the wrong rules and the exercises.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	n, jacobian := len(ex.S), ex.Jacobian()
	c.Grid(`\partial p/\partial s`, jacobian.Flat())
	c.Grid(`(\partial p/\partial s)^\top`, jacobian.Transposed().Flat())
	c.Add("slope of softmax", jacobian.Flat()...)
	one := witness.New(1)
	for _, p := range ex.Prob {
		c.Add("1 − p", one.Minus(p), p.Minus(one))
		c.Add("sum with a wrong sign", one.Minus(p).Times(witness.New(2)))
		c.Add("with a soft target", p.Minus(witness.New(0.9)))
	}
	c.Mistake("softmax-jacobian-twice", "softmax-diagonal", "softmax-skipped", "error-sign")
	half := witness.Rows(ex.S, n).Each(func(s witness.Decimal) witness.Decimal { return s.Over(witness.New(2)) })
	for i, p := range witness.Softmax(half.Flat()) {
		d := p.Minus(ex.Y[i])
		c.Add("with halved scores", p, d, d.Over(witness.New(2)))
	}
	if n == 1 {
		for _, p := range witness.Softmax([]witness.Decimal{ex.S[0], ex.S[0]}) {
			c.Add("with a second class", p, p.Negated())
		}
	}
}
