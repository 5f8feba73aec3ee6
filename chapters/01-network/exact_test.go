package main

import (
	"backprop/internal/certify"
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// exact works out the table of the raised weights: the loss with each weight a
// step higher, and what it changed for each unit of the step.
func exact(c *certify.Catalogue) {
	step := witness.New(0.0001)
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
