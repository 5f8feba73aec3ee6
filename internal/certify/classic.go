package certify

import (
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// Classic is the network of chapters 1 to 16 in 100 digits, under the signs of
// the book.
type Classic struct {
	X, K, Z, A, P, W       witness.Matrix
	DX, DK, DZ, DA, DP, DW witness.Matrix
	F, C, S, Prob, Y       []witness.Decimal
	DF, DC, DS, DProb      []witness.Decimal
	B, DB, L, Rate         witness.Decimal
	Pool                   cnn.Window
}

// Classic is what the catalogue's pass holds, where its network is classic.
func (c *Catalogue) Classic() *Classic {
	n := c.Network
	return ClassicOf(n, c.Pass)
}

// ClassicOf names the parts of a pass of a classic network.
func ClassicOf(n *cnn.Network, p *witness.Pass) *Classic {
	shapes, err := n.Shapes()
	if err != nil {
		panic(err) // the chapter has run it
	}
	activation := func(i int) witness.Matrix { return witness.Rows(p.At(cnn.ActivationPlace(i)), shapes[i][2]) }
	gradient := func(i int) witness.Matrix { return witness.Rows(p.At(cnn.GradientPlace(i)), shapes[i][2]) }
	kernel, weights := cnn.ValuePlace(cnn.ConvLayer, "kernel"), cnn.ValuePlace(cnn.DenseLayer, "weights")
	dKernel, dWeights := cnn.ParameterPlace(cnn.ConvLayer, "kernel"), cnn.ParameterPlace(cnn.DenseLayer, "weights")
	k := n.Layers[cnn.ConvLayer].(cnn.Conv).Kernel.Shape
	features := shapes[4][0]
	return &Classic{
		X: activation(0), Z: activation(1), A: activation(2), P: activation(3),
		DX: gradient(0), DZ: gradient(1), DA: gradient(2), DP: gradient(3),
		K: witness.Rows(p.At(kernel), k[3]), DK: witness.Rows(p.At(dKernel), k[3]),
		W: witness.Rows(p.At(weights), features), DW: witness.Rows(p.At(dWeights), features),
		F: p.At(cnn.ActivationPlace(4)), S: p.At(cnn.ActivationPlace(5)), Prob: p.At(cnn.ActivationPlace(6)),
		DF: p.At(cnn.GradientPlace(4)), DS: p.At(cnn.GradientPlace(5)), DProb: p.At(cnn.GradientPlace(6)),
		C: p.At(cnn.ValuePlace(cnn.DenseLayer, "bias")), DC: p.At(cnn.ParameterPlace(cnn.DenseLayer, "bias")),
		B: p.At(cnn.ValuePlace(cnn.ConvLayer, "bias"))[0], DB: p.At(cnn.ParameterPlace(cnn.ConvLayer, "bias"))[0],
		L: p.At(cnn.LossPlace)[0], Y: p.At(cnn.TargetPlace), Rate: witness.New(n.LearningRate),
		Pool: n.Layers[cnn.MaxPoolLayer].(cnn.MaxPool).On(shapes[cnn.MaxPoolLayer]),
	}
}

// Winner is the cell of A that won a pooling window: the first of the
// largest, row by row.
func (ex *Classic) Winner(i, j int) (u, v int) {
	top, left := i*ex.Pool.Stride.Down, j*ex.Pool.Stride.Across
	u, v = top, left
	for m := range ex.Pool.Size.Down {
		for n := range ex.Pool.Size.Across {
			if ex.A[top+m][left+n].Compare(ex.A[u][v]) > 0 {
				u, v = top+m, left+n
			}
		}
	}
	return u, v
}

// LossFrom is the loss that the network would have with another Z.
func (ex *Classic) LossFrom(z witness.Matrix) witness.Decimal {
	zero := witness.New(0)
	other := *ex
	other.A = z.Each(func(v witness.Decimal) witness.Decimal {
		if v.Sign() > 0 {
			return v
		}
		return zero
	})
	var f []witness.Decimal
	for i := range ex.P {
		for j := range ex.P[i] {
			u, v := other.Winner(i, j)
			f = append(f, other.A[u][v])
		}
	}
	s := ex.W.Dot(witness.Rows(f, 1)).Plus(witness.Rows(ex.C, 1)).Flat()
	loss := zero
	for i, p := range witness.Softmax(s) {
		loss = loss.Minus(ex.Y[i].Times(p.Ln()))
	}
	return loss
}
