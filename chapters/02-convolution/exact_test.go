package main

import (
	"backprop/internal/certify"
	"backprop/internal/witness"
)

// exact works out the windows of the image with their products, the maps of
// the wrong rules, and in how many windows a cell takes part.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	kh, kw := len(ex.K), len(ex.K[0])
	for i := range ex.Z {
		for j := range ex.Z[0] {
			cut := witness.Of(kh, kw, func(m, n int) witness.Decimal { return ex.X[i+m][j+n] })
			c.Grid(`\text{window}`, cut.Flat())
			c.Grid(`\text{products}`, cut.Times(ex.K).Flat())
		}
	}
	c.Grid(`K \text{ turned}`, ex.K.Rotated().Flat())
	c.Mistake("forward-flipped", "bias-forgotten", "rows-for-columns")
	one := func(witness.Decimal) witness.Decimal { return witness.New(1) }
	c.Grid("windows", ex.Z.Each(one).Full(ex.K.Each(one)).Flat())
	// What is stored for 0.1 is a little more than a tenth.
	stored, err := witness.Parse("0.1000000000000000055511151231257827021181583404541015625")
	if err != nil {
		panic(err)
	}
	c.Add("0.1·10 − 1 without rounding", stored.Times(witness.New(10)).Minus(witness.New(1)))
	// The weights through which a cell is read are a corner of the kernel.
	u, v := kh-1, kw-1
	sum := witness.New(0)
	for m := range kh {
		for n := range kw {
			if u-m < len(ex.Z) && v-n < len(ex.Z[0]) {
				sum = sum.Plus(ex.K[m][n])
			}
		}
	}
	c.Hole("a cell raised", "sum", sum)
	c.Add("sum of the weights", witness.Sum(ex.K.Flat()))
}
