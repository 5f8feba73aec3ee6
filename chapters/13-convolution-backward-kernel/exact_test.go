package main

import "backprop/internal/certify"

// exact works out the wrong rules and the exercise with a cell that is 0.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	c.Mistake("kernel-gradient-rotated", "bias-averaged")
	last := len(ex.K) - 1
	for i := range ex.DZ {
		for j, d := range ex.DZ[i] {
			if d.Sign() != 0 {
				c.Add("gradient with one cell 0", ex.DK[last][0].Minus(d.Times(ex.X[i+last][j])))
			}
		}
	}
}
