package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the gates, what ReLU drops, the bias that opens all gates
// and the two layers with weights of 1 and −1.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	zero, one := witness.New(0), witness.New(1)
	c.Grid("[Z > 0]", ex.Gates().Flat())
	c.Grid("A", ex.Gates().Flat()) // a slip
	c.Grid("A, kept", ex.A.Flat())
	c.Grid("Z − A, dropped", ex.Z.Plus(ex.A.Each(witness.Decimal.Negated)).Flat())
	c.Grid("W_2", []witness.Decimal{one, one})
	c.Grid("W_1", []witness.Decimal{one, one.Negated()})
	c.Grid("W_2 W_1", []witness.Decimal{zero})
	c.Grid("[z > 0]", []witness.Decimal{zero, zero, one})
	c.Grid("gate-open-at-zero", []witness.Decimal{zero, one, one})
	c.Curve("with ReLU", witness.Decimal.Abs)
	c.Curve("without", func(witness.Decimal) witness.Decimal { return zero })
	least := ex.Z[0][0]
	for _, z := range ex.Z.Flat() {
		if z.Compare(least) < 0 {
			least = z
		}
	}
	c.Hole("all gates open", "lift", ex.B.Minus(least))
	for hole, v := range map[string]float64{"at −3": -3, "at 2": 2, "sum at −3": 3} {
		c.Hole("subtracted", hole, witness.New(v))
	}
}
