package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the gates, the wrong gates and the loss behind a small step.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	zero, one := witness.New(0), witness.New(1)
	gated := func(open func(z, d witness.Decimal) bool) []witness.Decimal {
		return witness.Of(len(ex.Z), len(ex.Z[0]), func(i, j int) witness.Decimal {
			if open(ex.Z[i][j], ex.DA[i][j]) {
				return ex.DA[i][j]
			}
			return zero
		}).Flat()
	}
	c.Grid("[Z > 0]", ex.Z.Each(func(z witness.Decimal) witness.Decimal {
		if z.Sign() > 0 {
			return one
		}
		return zero
	}).Flat())
	c.Grid("gate-forgotten", ex.DA.Flat())
	c.Grid("gate-on-gradient", gated(func(_, d witness.Decimal) bool { return d.Sign() > 0 }))
	c.Grid("gate-both", gated(func(z, d witness.Decimal) bool { return z.Sign() > 0 && d.Sign() > 0 }))
	c.Grid("gate-as-value", ex.A.Times(ex.DA).Flat())
	c.Add("δ·a", ex.A.Times(ex.DA).Flat()...)
	c.Grid("z", certify.Decimals(-2, 0, 3, 1))
	c.Grid(`\delta`, certify.Decimals(0.5, 2, -1, 4))
	c.Grid(`\delta \odot [z > 0]`, certify.Decimals(0, 0, -1, 4))
	c.Grid(`\partial L/\partial z`, certify.Decimals(0, 0, -1, 4))
	c.Grid("gate-open-at-zero", certify.Decimals(0, 2, -1, 4))

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
