package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the masks, the copied gradients and the wrong rules, on the
// network and on the matrices beside it.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	network := certify.Pooling{X: ex.A, D: ex.DP, Window: ex.Pool}
	c.Grid(`\text{mask}`, network.Mask().Flat())
	c.Grid(`\text{copies}`, network.Spread().Flat())
	c.Mistake("mask-without-error", "error-shared")
	c.Hole("the sum", "total", witness.Sum(ex.DP.Flat()))
	for _, a := range ex.A.Flat() {
		c.Add("a cell raised by 1", a.Plus(witness.New(1)))
	}

	second := certify.Pooling{X: matrix(untidy), D: matrix(delta), Window: three}
	c.Grid("overlap-overwritten", second.Overwritten().Flat())
	c.Grid("tie-copied", second.Copied().Flat())
	split := second.Right()
	split[1][0] = split[1][0].Over(witness.New(2)) // of the two 7s
	split[3][1] = split[1][0]
	c.Grid(`\text{ties split}`, split.Flat())
	for _, m := range []witness.Matrix{second.Right(), second.Mask(), second.Overwritten(), second.Copied(),
		second.Spread(), second.Shared()} {
		c.Add("sum of what a rule gives", witness.Sum(m.Flat()))
	}
	c.Hole("four means", "dX", witness.New(4).Over(witness.New(9)))
}

func matrix(rows [][]float64) witness.Matrix {
	var m witness.Matrix
	for _, row := range rows {
		m = append(m, certify.Decimals(row...))
	}
	return m
}
