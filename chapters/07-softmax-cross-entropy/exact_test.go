package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the tables, the curve and the exercises of the chapter.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	lossOf := func(p witness.Decimal) witness.Decimal { return p.Ln().Negated() }
	shifted := certify.Decimals(-2, -1, 0)
	c.Add("shifted share", witness.Softmax(shifted)...)
	for _, s := range shifted {
		c.Add("shifted power", s.Exp())
	}
	for _, p := range certify.Decimals(1, 0.5, 0.1, 0.01) {
		c.Add("probability", p)
		c.Add("cost", lossOf(p))
	}
	c.Curve("−ln p", lossOf)
	c.Curve("the example", func(witness.Decimal) witness.Decimal { return ex.L })
	c.Hole("a guess", "guess", witness.New(float64(len(ex.S))).Ln())
	c.Grid(`L \text{ with } \ln`, []witness.Decimal{ex.L})
	for _, base := range certify.Decimals(2, 10) {
		c.Grid("log-base", []witness.Decimal{ex.L.Over(base.Ln())})
	}
	c.Grid(`\softmax(p)`, witness.Softmax(ex.Prob))
	sure := make([]witness.Decimal, len(ex.S))
	for i := range sure {
		sure[i] = witness.New(0)
	}
	sure[0] = witness.New(1)
	c.Hole("twice", "most", witness.Softmax(sure)[0])
	for j := range ex.S {
		raised := append([]witness.Decimal(nil), ex.S...)
		raised[j] = raised[j].Plus(witness.New(1))
		c.Add("raised score", raised...)
		for i, p := range witness.Softmax(raised) {
			c.Add("share with a raised score", p, witness.LogShare(raised, i).Negated())
		}
	}
	two := witness.New(2)
	c.Hole("a loss of 2", "p", two.Negated().Exp())
	c.Hole("a loss of 2", "ln 2", two.Ln())
	c.Hole("a loss of 2", "L", two.Plus(two.Ln()))
}
