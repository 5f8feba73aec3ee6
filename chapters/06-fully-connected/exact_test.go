package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the scores without the biases, the scores for a raised
// feature, and the small layer of the second slip.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	c.Grid(`W\,f`, ex.W.Dot(witness.Rows(ex.F, 1)).Flat())
	top := 0
	for j, f := range ex.F {
		if f.Compare(ex.F[top]) > 0 {
			top = j
		}
	}
	for i, s := range ex.S {
		c.Add("score for a raised feature", s.Plus(ex.W[i][top]))
		for _, other := range ex.S {
			c.Add("lead", s.Minus(other))
		}
	}
	c.Hole("no probabilities", "sum", witness.Sum(ex.S))
	small := witness.Rows(certify.Decimals(0.5, -1, 2, 0.25), 2)
	two := certify.Decimals(2, 1)
	c.Grid("W", small.Flat())
	c.Grid("f", two)
	c.Grid(`W\,f`, small.Dot(witness.Rows(two, 1)).Flat())
	c.Grid(`f^\top\,W`, witness.Rows(two, 2).Dot(small).Flat())
}
