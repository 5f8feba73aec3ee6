package main

import (
	"fmt"
	"math"

	"backprop/internal/certify"
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// exact works out the central differences that the chapter prints: with the
// same steps, in 100 digits, so without the rounding errors that the chapter
// speaks about. Those are the machine's and stand in the list of what is not
// certified.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	theta := chosen(c.Network)
	one := newMoved(c, theta.Place, theta.Index)
	slope := one.slope()
	two := witness.New(2)
	off := func(d witness.Decimal) witness.Decimal { return d.Minus(slope).Abs() }
	for _, h := range []float64{0.1, 0.01, 0.001, 1e-4, 1e-5} {
		step := witness.New(h)
		up, down := one.loss(step), one.loss(step.Negated())
		aside := up.Minus(ex.L).Over(step)
		both := up.Minus(down).Over(two.Times(step))
		c.Add("loss beside", up, down)
		c.Add("moved", one.value().Plus(step), one.value().Minus(step))
		c.Add("step", step, two.Times(step))
		lost := 1e-15 / h // of the last digits of two losses
		c.AddWithin(lost, "difference to one side", aside)
		c.AddWithin(lost, "central difference", both)
		if h >= 1e-3 {
			c.AddWithin(lost, "one side is off by", off(aside))
			c.AddWithin(lost, "central difference is off by", off(both))
		}
	}
	for h := 1; h <= 13; h++ {
		step, err := witness.Parse(fmt.Sprintf("1e-%d", h))
		if err != nil {
			panic(err)
		}
		c.Add("step of the figure", step)
	}
	hundredth := witness.New(0.01)
	factor := off(one.central(hundredth)).Over(hundredth.Times(hundredth))
	for _, h := range []float64{1e-6, 1e-1} {
		guide := factor.Times(witness.New(h)).Times(witness.New(h))
		c.AddWithin(1e-5*guide.Float(), "guide of the figure", guide)
	}
	c.Add("machine precision by loss and step", ex.L.Times(witness.New(math.Exp2(-52))).Over(witness.New(1e-13)),
		ex.L.Times(witness.New(math.Exp2(-52))).Over(witness.New(1e-3)))

	bias := newMoved(c, cnn.ParameterPlace(cnn.DenseLayer, "bias"), []int{0})
	h := witness.New(0.01)
	up, down := bias.loss(h), bias.loss(h.Negated())
	c.Add("loss beside the bias", up, down)
	c.Add("moved bias", bias.value().Plus(h), bias.value().Minus(h))
	c.AddWithin(1e-12, "central difference of the bias", up.Minus(down).Over(two.Times(h)))

	everyDifference(c)
	otherNetworks(c, theta)

	for m := range ex.K { // the kernel's gradient without the gate
		for n := range ex.K[m] {
			sum := witness.New(0)
			for i := range ex.DA {
				for j, d := range ex.DA[i] {
					sum = sum.Plus(d.Times(ex.X[i+m][j+n]))
				}
			}
			c.Add("gradient without the gate", sum)
			at := newMoved(c, cnn.ParameterPlace(cnn.ConvLayer, "kernel"), []int{m, n})
			d := at.central(witness.New(1e-5))
			c.AddWithin(1e-9, "relative error without the gate", relativeError(sum, d))
		}
	}
	for _, v := range []float64{0.5, 0.6, 0.7, 0.3, 0.004, -0.004, 12.01} {
		c.Add("at a kink", witness.New(v))
	}
}

func relativeError(g, d witness.Decimal) witness.Decimal {
	largest := witness.New(1e-4)
	for _, v := range []witness.Decimal{g.Abs(), d.Abs()} {
		if v.Compare(largest) > 0 {
			largest = v
		}
	}
	return g.Minus(d).Abs().Over(largest)
}

// everyDifference works out the central difference of every number with the
// chapter's step.
func everyDifference(c *certify.Catalogue) {
	all, err := cnn.CheckGradients(c.Network, 1e-5)
	if err != nil {
		panic(err)
	}
	for _, one := range all {
		if one.Kink == "" {
			m := newMoved(c, one.Place, one.Index)
			c.AddWithin(1e-9, "central difference", m.central(witness.New(1e-5)))
		}
	}
}

// otherNetworks works out the number with log₂, and without the biases c.
func otherNetworks(c *certify.Catalogue, theta cnn.Comparison) {
	ln2 := witness.New(2).Ln()
	h := witness.New(1e-5)
	meant := newMoved(c, theta.Place, theta.Index)
	c.Add("loss with log₂", c.Classic().L.Over(ln2))
	c.Add("gradient with log₂", meant.slope().Over(ln2))
	c.AddWithin(1e-9, "central difference with log₂", meant.central(h).Over(ln2))
	without := meant
	without.also = func(place cnn.Place, values []witness.Decimal) {
		if place == cnn.ValuePlace(cnn.DenseLayer, "bias") {
			for i := range values {
				values[i] = witness.New(0)
			}
		}
	}
	c.Add("loss without c", without.loss(witness.New(0)))
	c.Add("gradient without c", without.slope())
	c.AddWithin(1e-9, "central difference without c", without.central(h))
}

// A moved is one number of the network that is moved.
type moved struct {
	network  *cnn.Network
	gradient cnn.Place // of the number's tensor
	place    cnn.Place // of the tensor itself
	at       int
	also     func(place cnn.Place, values []witness.Decimal)
}

func newMoved(c *certify.Catalogue, gradient cnn.Place, index []int) moved {
	p, err := cnn.Run(c.Network)
	if err != nil {
		panic(err)
	}
	q, err := p.Quantity(gradient)
	if err != nil {
		panic(err)
	}
	m := moved{network: c.Network, gradient: gradient, place: cnn.ActivationPlace(0)}
	for layer := range c.Network.Layers {
		for _, parameter := range cnn.ParametersOf(c.Network.Layers[layer]) {
			if gradient == cnn.ParameterPlace(layer, parameter.Name) {
				m.place = cnn.ValuePlace(layer, parameter.Name)
			}
		}
	}
	if shape := q.Shape.Plain(); len(index) == len(shape) {
		m.at = shape.Offset(index...)
	} else if len(index) > 0 {
		m.at = q.Shape.Offset(index...)
	}
	return m
}

func (m moved) run(step witness.Decimal) *witness.Pass {
	return witness.RunWith(m.network, func(place cnn.Place, values []witness.Decimal) {
		if place == m.place {
			values[m.at] = values[m.at].Plus(step)
		}
		if m.also != nil {
			m.also(place, values)
		}
	})
}

func (m moved) loss(step witness.Decimal) witness.Decimal { return m.run(step).At(cnn.LossPlace)[0] }

func (m moved) central(h witness.Decimal) witness.Decimal {
	return m.loss(h).Minus(m.loss(h.Negated())).Over(witness.New(2).Times(h))
}

func (m moved) slope() witness.Decimal { return m.run(witness.New(0)).At(m.gradient)[m.at] }

func (m moved) value() witness.Decimal { return m.run(witness.New(0)).At(m.place)[m.at] }
