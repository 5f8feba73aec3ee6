package main

import (
	"backprop/internal/cnn"
)

// A pair is the book's network on two examples at once, each array under the
// letter that it has for one.
type pair struct {
	X, Z, F, S, Prob, Y, L cnn.Quantity // with the examples' axis first; the loss has none
	DZ, DF, DS             cnn.Quantity
	W, C, DW, DC, DK, DB   cnn.Quantity // shared, so without that axis
}

// batchOf is the network on its own example and on the mirror image, whose
// class is the next one. The two losses are averaged or added.
func batchOf(ex *cnn.Classic, reduction cnn.Reduction) (*pair, error) {
	n := *ex.Network
	n.Batch = 2
	n.Input = cnn.NewTensor(append(cnn.Shape{2}, ex.Network.Input.Shape...)...)
	image := ex.X.Rows()
	for i, row := range image {
		for j, v := range row {
			n.Input.Data[i*len(row)+j] = v
			n.Input.Data[(len(image)+i)*len(row)+len(row)-1-j] = v
		}
	}
	classes := len(ex.Y.Values())
	target := cnn.NewTensor(2, classes)
	copy(target.Data, ex.Y.Values())
	for i, v := range ex.Y.Values() {
		target.Data[classes+(i+1)%classes] = v
	}
	loss := *n.Loss
	loss.Target, loss.Reduction = target, reduction
	n.Loss = &loss
	p, err := cnn.Run(&n)
	if err != nil {
		return nil, err
	}
	t := &pair{}
	for place, at := range map[cnn.Place]*cnn.Quantity{
		cnn.ActivationPlace(0): &t.X, cnn.ActivationPlace(1): &t.Z, cnn.ActivationPlace(4): &t.F,
		cnn.ActivationPlace(5): &t.S, cnn.ActivationPlace(6): &t.Prob, cnn.TargetPlace: &t.Y, cnn.LossPlace: &t.L,
		cnn.GradientPlace(1): &t.DZ, cnn.GradientPlace(4): &t.DF, cnn.GradientPlace(5): &t.DS,
		cnn.ValuePlace(cnn.DenseLayer, "weights"): &t.W, cnn.ValuePlace(cnn.DenseLayer, "bias"): &t.C,
		cnn.ParameterPlace(cnn.DenseLayer, "weights"): &t.DW, cnn.ParameterPlace(cnn.DenseLayer, "bias"): &t.DC,
		cnn.ParameterPlace(cnn.ConvLayer, "kernel"): &t.DK, cnn.ParameterPlace(cnn.ConvLayer, "bias"): &t.DB,
	} {
		if *at, err = p.Quantity(place); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// alone is one of the examples without the other.
func alone(b *pair, example int) (*cnn.Classic, error) {
	return cnn.AsClassic(b.DW.Network().Example(example))
}
