package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the gates, the wrong gates and the loss behind a small step.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	c.Grid("[Z > 0]", ex.Gates().Flat())
	c.Mistake("gate-forgotten", "gate-on-gradient", "gate-both", "gate-as-value")
	c.Add("δ·a", ex.A.Times(ex.DA).Flat()...)
	c.Grid("gate-open-at-zero", certify.Decimals(0, 2, -1, 4))

	zero, one := witness.New(0), witness.New(1)
	c.Curve("max(0, z)", func(z witness.Decimal) witness.Decimal {
		if z.Sign() < 0 {
			return zero
		}
		return z
	})
	c.Curve("slope", func(z witness.Decimal) witness.Decimal {
		if z.Sign() > 0 {
			return one
		}
		return zero
	})

	step := witness.New(0.01)
	c.Add("step", step, step.Negated())
	for i := range ex.Z {
		for j, d := range ex.DA[i] {
			if d.Sign() == 0 {
				continue
			}
			by := step
			if ex.Z[i][j].Sign() <= 0 {
				by = step.Negated()
			}
			z := ex.Z.Each(func(v witness.Decimal) witness.Decimal { return v })
			z[i][j] = z[i][j].Plus(by)
			c.Add("loss after", ex.LossFrom(z))
			c.Add("loss expected", ex.L.Plus(by.Times(ex.DZ[i][j])))
			c.Add("leaking error", d.Over(witness.New(10)))
		}
	}
}
