package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out each mistake of the catalogue that shows in the network,
// with the sums that give it away, and the bounds of the last exercise.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	c.Add("what log₂ makes of 1", witness.New(1).Over(witness.New(2).Ln()))
	c.Add("what the logarithm of a score makes of 1", ex.Mistake("log-of-scores")[0][0].Over(ex.L))
	for _, m := range []witness.Matrix{ex.Z, ex.DA, ex.DZ, ex.DK, ex.DX, ex.DP, ex.DW, ex.K,
		ex.K.Plus(ex.DK.Each(func(g witness.Decimal) witness.Decimal { return g.Times(ex.Rate).Negated() })),
		{ex.DS}, {ex.DF}} {
		c.Add("sum of the right array", witness.Sum(m.Flat()))
	}
	for _, name := range certify.Mistakes {
		wrong := ex.Mistake(name).Flat()
		c.Grid(`\text{wrong}`, wrong)
		c.Add("by the rule of "+name, wrong...)
		c.Add("sum by the rule of "+name, witness.Sum(wrong))
	}
	for _, s := range ex.DS {
		given := s.Rounded(2)
		half := witness.New(0.005)
		c.Add("two decimals and their bounds", given, given.Minus(half), given.Plus(half))
	}
}
