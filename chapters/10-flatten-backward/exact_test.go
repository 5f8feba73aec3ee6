package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the wrong order and what it makes of the kernel's gradient.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	h, w := len(ex.P), len(ex.P[0])
	columns := ex.Mistake("flatten-order")
	c.Mistake("flatten-order")
	c.Hole("the sum", "total", witness.Sum(ex.DF))
	// The Jacobians: feature k against cell l, row by row and column by column.
	slope := func(reads func(k, l int) bool) []witness.Decimal {
		return witness.Of(h*w, h*w, func(k, l int) witness.Decimal {
			if reads(k, l) {
				return witness.New(1)
			}
			return witness.New(0)
		}).Flat()
	}
	c.Grid(`\text{row by row}`, slope(func(k, l int) bool { return k == l }))
	c.Grid(`\text{column by column}`, slope(func(k, l int) bool { return l/w == k%h && l%w == k/h }))
	dK := witness.Of(len(ex.K), len(ex.K[0]), func(m, n int) witness.Decimal {
		sum := witness.New(0)
		for k := range h {
			for l := range w {
				if u, v := ex.Winner(k, l); ex.Z[u][v].Sign() > 0 {
					sum = sum.Plus(columns[k][l].Times(ex.X[u+m][v+n]))
				}
			}
		}
		return sum
	})
	c.Grid(`\text{wrong }\partial L/\partial K`, dK.Flat())
}
