package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the Jacobian, the wrong rules and the exercises.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	n := len(ex.S)
	jacobian := witness.Of(n, n, func(i, j int) witness.Decimal {
		slope := ex.Prob[i].Times(ex.Prob[j]).Negated()
		if i == j {
			slope = slope.Plus(ex.Prob[i])
		}
		return slope
	})
	c.Grid(`\partial p/\partial s`, jacobian.Flat())
	c.Grid(`(\partial p/\partial s)^\top`, jacobian.Transposed().Flat())
	c.Add("slope of softmax", jacobian.Flat()...)
	one := witness.New(1)
	errors := witness.Rows(ex.DS, n)
	c.Grid("softmax-jacobian-twice", errors.Dot(jacobian).Flat())
	diagonal := make([]witness.Decimal, n)
	for j, d := range ex.DProb {
		diagonal[j] = d.Times(jacobian[j][j])
		c.Add("1 − p", one.Minus(ex.Prob[j]), ex.Prob[j].Minus(one))
	}
	c.Grid("softmax-diagonal", diagonal)
	c.Grid("softmax-skipped", ex.DProb)
	c.Grid("error-sign", errors.Each(witness.Decimal.Negated).Flat())
	half := witness.Rows(ex.S, n).Each(func(s witness.Decimal) witness.Decimal { return s.Over(witness.New(2)) })
	for i, p := range witness.Softmax(half.Flat()) {
		d := p.Minus(ex.Y[i])
		c.Add("with halved scores", p, d, d.Over(witness.New(2)))
	}
}
