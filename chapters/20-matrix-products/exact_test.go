package main

import (
	"encoding/json"
	"fmt"

	"backprop/internal/certify"
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// exact works out the matrices, forward with the first columns and backward
// with those whose error is not 0, and what the page says of the recorded run.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	kw, height, width := len(ex.K[0]), len(ex.Z), len(ex.Z[0])
	k, z, delta := ex.K.Flat(), ex.Z.Flat(), ex.DZ.Flat()
	windows := func(places []int) witness.Matrix {
		return witness.Of(len(k), len(places), func(tap, column int) witness.Decimal {
			i, j := places[column]/width, places[column]%width
			return ex.X[i+tap/kw][j+tap%kw]
		})
	}
	var first, live []int
	for at, d := range delta {
		if at < widest {
			first = append(first, at)
		}
		if d.Sign() != 0 && len(live) < widest {
			live = append(live, at)
		}
	}
	if len(live) == 0 {
		live = first
	}

	forward := c.Names()
	forward.Array("w", cnn.Shape{len(k)}, k)
	forward.Array(`\text{cols}`, cnn.Shape{len(k), len(first)}, windows(first).Flat())
	forward.Array("z", cnn.Shape{len(first)}, chosen(z, first))
	forward.Array(`\delta`, cnn.Shape{height, width}, delta) // an exercise counts as Z does

	backward := c.Names()
	cols, errors := windows(live), chosen(delta, live)
	backward.Array("w", cnn.Shape{len(k)}, k)
	backward.Array(`\text{cols}`, cnn.Shape{len(k), len(live)}, cols.Flat())
	backward.Array(`\delta`, cnn.Shape{len(live)}, errors)
	backward.Array(`\partial L/\partial w`, cnn.Shape{len(k)}, ex.DK.Flat())
	backward.Array(`\partial L/\partial \text{cols}`, cnn.Shape{len(k), len(live)},
		witness.Rows(k, 1).Dot(witness.Rows(errors, len(errors))).Flat())
	c.Grid(`\text{cols}^\top`, cols.Transposed().Flat())
	c.Grid(`k^\top`, k)

	// The weights come one after the other, so the last one that reads a cell
	// lies as far down and to the right in the kernel as one can.
	c.Grid(`\partial L/\partial X`, witness.Of(len(ex.X), len(ex.X[0]), func(u, v int) witness.Decimal {
		m, n := min(u, len(ex.K)-1), min(v, kw-1)
		return ex.K[m][n].Times(ex.DZ[u-m][v-n])
	}).Flat())

	times(c)
}

// chosen are some of the values.
func chosen(values []witness.Decimal, places []int) []witness.Decimal {
	var list []witness.Decimal
	for _, at := range places {
		list = append(list, values[at])
	}
	return list
}

// times works out what the page says of the recorded run and of the real
// network.
func times(c *certify.Catalogue) {
	var r struct {
		Programs []struct {
			Name         string
			Milliseconds json.Number
		}
	}
	if err := json.Unmarshal(recorded, &r); err != nil {
		panic(err)
	}
	var bars []witness.Decimal
	for _, p := range r.Programs {
		took, err := witness.Parse(p.Milliseconds.String())
		if err != nil {
			panic(err)
		}
		c.Add(p.Name, took)
		bars = append(bars, took)
	}
	c.Grid(fmt.Sprintf("milliseconds for a batch of %d", batchSize), bars)

	// Forward and backward, for the kernels and for the input of the second
	// convolution, and the fully connected layer.
	products := 2*8*5*5*24*24 + 3*16*8*5*5*8*8 + 3*10*16*4*4
	c.Add("million products", witness.New(float64(batchSize*products)).Over(witness.New(1e6)))

	// The matrix of the second convolution: 8 maps under kernels of 5×5, and
	// 8×8 places. A float64 has 8 bytes.
	entries, cells := witness.New(8*5*5*8*8), witness.New(8*12*12)
	c.Add("times as many", entries.Over(cells))
	c.Add("million bytes", entries.Times(witness.New(batchSize*8)).Over(witness.New(1e6)))
}
