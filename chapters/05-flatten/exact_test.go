package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the features column by column and the scores that they make.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	columns := ex.P.Transposed().Flat()
	c.Grid("flatten-order", columns)
	scores := ex.W.Dot(witness.Rows(columns, 1)).Flat()
	for i := range scores {
		scores[i] = scores[i].Plus(ex.C[i])
	}
	c.Grid("flatten-order", scores)
	c.Add("scores in the wrong order", scores...)
}
