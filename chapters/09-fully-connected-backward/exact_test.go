package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the wrong rules and the small layer.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	column := func(v []witness.Decimal) witness.Matrix { return witness.Rows(v, 1) }
	c.Grid(`\delta`, ex.DS)
	c.Grid(`W^\top`, ex.W.Transposed().Flat())
	c.Mistake("dense-outer-transposed", "updated-too-early")
	for j := range ex.DW[0] {
		c.Add("column of ∂L/∂W", witness.Sum(ex.DW.Transposed()[j]))
	}

	small := witness.Rows(certify.Decimals(0.5, -1, 2, 0.25), 2)
	d := certify.Decimals(0.4, -0.4)
	c.Grid(`W^\top`, small.Transposed().Flat())
	c.Grid(`\delta`, d)
	c.Grid(`\partial L/\partial f`, small.Transposed().Dot(column(d)).Flat())
	c.Grid("dense-untransposed", small.Flat())
	c.Grid("dense-untransposed", d)
	c.Grid("dense-untransposed", small.Dot(column(d)).Flat())
}
