package main

import (
	"backprop/internal/certify"
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// exact works out what is divided twice, and batch normalization from its
// definition.
func exact(c *certify.Catalogue) {
	ex, err := cnn.AsClassic(c.Network)
	if err != nil {
		panic(err)
	}
	both := batchOf(ex, cnn.MeanOfBatch)
	half := witness.New(0.5)
	for _, d := range witness.Run(both.DW.Network()).At(cnn.ParameterPlace(cnn.DenseLayer, "weights")) {
		c.Add("averaged twice", d.Times(half))
	}

	c.Hole("three examples", "sum", witness.New(0.3))
	c.Hole("three examples", "mean", witness.New(0.1))
	c.Hole("three examples", "twice", witness.New(0.1).Over(witness.New(3)))

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
