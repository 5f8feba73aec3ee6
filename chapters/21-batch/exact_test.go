package main

import (
	"backprop/internal/certify"
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// exact works out each example by itself, as a network without a batch, and
// batch normalization from its definition.
func exact(c *certify.Catalogue) {
	ex, err := cnn.AsClassic(c.Network)
	if err != nil {
		panic(err)
	}
	both, err := batchOf(ex, cnn.MeanOfBatch)
	if err != nil {
		panic(err)
	}
	half := witness.New(0.5)
	halved := func(d witness.Decimal) witness.Decimal { return d.Times(half) }
	n := both.DW.Network()
	var parts []witness.Matrix
	for k, key := range []string{`\Delta_0^\top F_0`, `\Delta_1^\top F_1`} {
		part := certify.ClassicOf(n.Example(k), witness.Run(n.Example(k))).DW.Each(halved)
		parts = append(parts, part)
		c.Grid(key, part.Flat())
	}
	c.Add("one example", parts[1].Flat()...)
	c.Add("averaged twice", parts[0].Plus(parts[1]).Each(halved).Flat()...)

	x, delta := certify.Decimals(values...), certify.Decimals(arriving...)
	count, slope := witness.New(float64(len(x))), witness.New(scale)
	mean := witness.Sum(x).Over(count)
	var squares []witness.Decimal
	for _, v := range x {
		squares = append(squares, v.Minus(mean).Times(v.Minus(mean)))
	}
	variance := witness.Sum(squares).Over(count)
	deviation := variance.Root()
	c.Add("mean", mean)
	c.Add("variance", variance)
	c.Add("deviation", deviation)
	var normal, products []witness.Decimal
	for k, v := range x {
		normal = append(normal, v.Minus(mean).Over(deviation))
		products = append(products, delta[k].Times(normal[k]))
	}
	c.Grid(`\hat x`, normal)
	// By the variance, as the paper has it: dL/dσ² = Σ δγ(x − μ) · −½ σ⁻³.
	dVariance := witness.Sum(products).Times(slope).Over(variance).Times(witness.New(-0.5))
	for k := range x {
		itself := slope.Times(delta[k]).Over(deviation)
		throughMean := slope.Times(witness.Sum(delta)).Over(deviation).Over(count).Negated()
		throughVariance := dVariance.Times(x[k].Minus(mean)).Times(witness.New(2)).Over(count)
		c.Add("paths", itself, throughMean, throughVariance, itself.Plus(throughMean).Plus(throughVariance))
		c.Add("constant mean", itself.Plus(throughVariance))
		c.Add("constant deviation", itself.Plus(throughMean))
	}
}
