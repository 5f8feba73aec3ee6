package main

import (
	"fmt"

	"backprop/internal/certify"
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// exact works out the wrong sides of the slips, from the chapter's layers.
func exact(c *certify.Catalogue) {
	l := examples()
	at := func(e *example, place cnn.Place, columns int) witness.Matrix {
		return witness.Rows(witness.Run(e.Network).At(place), columns)
	}
	dX := func(e *example) witness.Matrix { return at(e, cnn.GradientPlace(0), e.X.Shape[2]) }
	for o, part := range l.parts {
		first := dX(part)[:part.X.Shape[1]] // of the first channel
		c.Grid(fmt.Sprintf(`\text{from } K_{%d,0}`, o), first.Flat())
	}
	ringed, padding := dX(l.ringed), dX(l.padding)
	c.Grid("padding-uncropped", witness.Of(len(padding), len(padding[0]), func(i, j int) witness.Decimal {
		return ringed[i][j]
	}).Flat())

	hasty, stride := dX(l.hasty), dX(l.stride)
	c.Grid("stride-ignored", witness.Of(len(stride), len(stride[0]), func(i, j int) witness.Decimal {
		if i < len(hasty) && j < len(hasty[0]) {
			return hasty[i][j]
		}
		return witness.New(0)
	}).Flat())
	kernel := cnn.ParameterPlace(0, "kernel")
	c.Grid("stride-ignored", at(l.hasty, kernel, l.hasty.K.Shape[3]).Flat())

	c.Grid("rows-for-columns", dX(l.axes).Transposed().Flat())
	c.Grid("rows-for-columns", padding.Transposed().Flat())

	// Every cell of an average gets the whole gradient: as if each share were
	// multiplied by the cells of its window.
	whole := dX(l.partial).Each(func(witness.Decimal) witness.Decimal { return witness.New(0) })
	errors := at(l.partial, cnn.GradientPlace(1), l.partial.Z.Shape[2])
	for i := range errors {
		for j, d := range errors[i] {
			for u := 2 * i; u < min(2*i+2, len(whole)); u++ {
				for v := 2 * j; v < min(2*j+2, len(whole[0])); v++ {
					whole[u][v] = whole[u][v].Plus(d)
				}
			}
		}
	}
	c.Grid("average-undivided", whole.Flat())
	c.Hole("the lost sum", "arrived", witness.Sum(at(l.padded, cnn.GradientPlace(1), l.padded.Z.Shape[2]).Flat()))
	c.Hole("the lost sum", "passed", witness.Sum(dX(l.padded).Flat()))
}
