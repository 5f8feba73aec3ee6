package format

import "backprop/internal/cnn"

// fitLayers completes the layers whose tensors depend on the shape of their
// input, which only the layers before say: gamma and beta of a batchnorm that the
// file leaves out, and the shape of a dropout's mask. What does not fit is told
// later.
func fitLayers(n *cnn.Network) {
	shape := n.Input.Shape
	if n.Batch > 0 {
		shape = shape[1:]
	}
	for i, layer := range n.Layers {
		switch l := layer.(type) {
		case cnn.BatchNorm:
			layer = fillBatchNorm(l, shape)
			n.Layers[i] = layer
		case cnn.Dropout:
			fitMask(l.Mask, n.Batch, shape)
		}
		out, err := layer.OutputShape(shape)
		if err != nil {
			out = cnn.Shape{1} // for the layers that follow, which nobody asks any more
		}
		shape = out
	}
}

// fitMask gives the mask of a dropout the shape of its layer's input, in a batch
// with the examples' axis, where it has it but for axes of length 1: a mask of one
// map may be [H][W].
func fitMask(mask *cnn.Tensor, examples int, in cnn.Shape) {
	if examples > 0 {
		fitBatch(mask, examples, in)
	} else if withoutOnes(mask.Shape).Equal(withoutOnes(in)) {
		mask.Shape = in
	}
}
