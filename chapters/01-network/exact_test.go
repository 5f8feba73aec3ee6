package main

import (
	"backprop/internal/certify"
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// exact works out the table of the raised weights: the loss with each weight a
// step higher, and what it changed for each unit of the step. It also works out
// the fork, with one path and with two.
func exact(c *certify.Catalogue) {
	step := witness.New(0.0001)
	c.Add("step", step)
	inputs := certify.Decimals(1.5, 1)
	c.Add("input", inputs...)
	sum := func(inputs []witness.Decimal, w witness.Decimal) witness.Decimal {
		total := witness.New(0)
		for _, x := range inputs {
			u := w.Times(x).Plus(witness.New(-1))
			total = total.Plus(u.Times(u))
		}
		return total
	}
	for paths := 1; paths <= len(inputs); paths++ {
		w := witness.New(2)
		before, after := sum(inputs[:paths], w), sum(inputs[:paths], w.Plus(step))
		c.Add("fork with a raised weight", after)
		c.AddWithin(1e-10, "its change for each unit", after.Minus(before).Over(step))
	}
	kernel := cnn.ValuePlace(cnn.ConvLayer, "kernel")
	before := c.Classic().L
	for at := range c.Pass.At(kernel) {
		raised := witness.RunWith(c.Network, func(place cnn.Place, values []witness.Decimal) {
			if place == kernel {
				values[at] = values[at].Plus(step)
			}
		})
		after := raised.At(cnn.LossPlace)[0]
		c.Add("loss after", after)
		c.AddWithin(1e-10, "change for each unit", after.Minus(before).Over(step))
	}
}
