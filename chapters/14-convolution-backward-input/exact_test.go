package main

import (
	"fmt"

	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the stamps, the padded gradient map and the wrong
// rules.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	kh, kw := len(ex.K), len(ex.K[0])
	for i := range ex.DZ {
		for j, d := range ex.DZ[i] {
			times := ex.K.Each(func(k witness.Decimal) witness.Decimal { return k.Times(d) })
			c.Grid(fmt.Sprintf(`\delta_{%d,%d} \, K`, i, j), times.Flat())
			c.Grid(fmt.Sprintf(`\text{stamp of } \delta_{%d,%d}`, i, j), witness.Of(len(ex.X), len(ex.X[0]), func(u, v int) witness.Decimal {
				if m, n := u-i, v-j; 0 <= m && m < kh && 0 <= n && n < kw {
					return times[m][n]
				}
				return witness.New(0)
			}).Flat())
		}
	}
	c.Grid(`\partial L/\partial X`, ex.DX.Flat())
	c.Grid(`\partial L/\partial K`, ex.DK.Flat())
	c.Grid(`\partial L/\partial W`, ex.DW.Flat())
	c.Grid(`\partial L/\partial b`, []witness.Decimal{ex.DB})
	c.Grid(`\partial L/\partial c`, ex.DC)
	c.Mistake("input-gradient-unrotated", "scatter-rotated")
	for _, d := range ex.DZ.Flat() {
		for _, k := range ex.K.Flat() {
			c.Add("one product", d.Times(k))
		}
	}
	c.Add("sum of ∂L/∂Z", witness.Sum(ex.DZ.Flat()))
	c.Add("sum of the weights", witness.Sum(ex.K.Flat()))
	c.Hole("the sum", "total", witness.Sum(ex.DX.Flat()))
}
