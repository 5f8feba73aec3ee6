package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A pair is the book's network on two examples at once, each array under the
// letter that it has for one.
type pair struct {
	X, Z, F, S, Prob, Y, L cnn.Quantity // with the examples' axis first; the loss has none
	DZ, DF, DS             cnn.Quantity
	DW, DC, DK             cnn.Quantity // shared, so without that axis
}

// batchOf is the network on its own example and on the mirror image, whose
// class is the next one. The two losses are averaged or added.
func batchOf(ex *cnn.Classic, reduction cnn.Reduction) *pair {
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
	p := notebook.Must(cnn.Run(&n))
	at := func(place cnn.Place) cnn.Quantity { return notebook.Must(p.Quantity(place)) }
	return &pair{
		X: at(cnn.ActivationPlace(0)), Z: at(cnn.ActivationPlace(1)), F: at(cnn.ActivationPlace(4)),
		S: at(cnn.ActivationPlace(5)), Prob: at(cnn.ActivationPlace(6)), Y: at(cnn.TargetPlace), L: at(cnn.LossPlace),
		DZ: at(cnn.GradientPlace(1)), DF: at(cnn.GradientPlace(4)), DS: at(cnn.GradientPlace(5)),
		DW: at(cnn.ParameterPlace(cnn.DenseLayer, "weights")), DC: at(cnn.ParameterPlace(cnn.DenseLayer, "bias")),
		DK: at(cnn.ParameterPlace(cnn.ConvLayer, "kernel")),
	}
}

// alone is one of the examples without the other.
func alone(b *pair, example int) *cnn.Classic {
	return notebook.Must(cnn.AsClassic(b.DW.Network().Example(example)))
}
