package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
	"slices"
)

// exact works out the little products, the wrong ones too, and the counts.
func exact(c *certify.Catalogue) {
	m := witness.Rows(certify.Decimals(slices.Concat(square...)...), 2)
	d := witness.Rows(certify.Decimals(two...), 1)
	right := m.Transposed().Dot(d)
	c.Add("through the layer", right.Flat()...)
	c.Add("through the layer and past it", right.Plus(d).Flat()...)
	c.Add("through the matrix itself", m.Dot(d).Flat()...)
	determinant := m[0][0].Times(m[1][1]).Minus(m[0][1].Times(m[1][0]))
	c.Add("by the inverse",
		m[1][1].Times(d[0][0]).Minus(m[0][1].Times(d[1][0])).Over(determinant),
		m[0][0].Times(d[1][0]).Minus(m[1][0].Times(d[0][0])).Over(determinant))
	s, t := witness.Rows(certify.Decimals(slices.Concat(sums...)...), 3), witness.Rows(certify.Decimals(thrice...), 1)
	c.Add("sums", s.Transposed().Dot(t).Flat()...)
	c.Add("sums forward", s.Dot(t).Flat()...)
}
