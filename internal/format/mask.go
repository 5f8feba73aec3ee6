package format

import "backprop/internal/cnn"

// fitMasks gives each mask of a dropout the shape of its layer's input, in a
// batch with the examples' axis, where it has it but for axes of length 1: a
// mask of one map may be [H][W].
func fitMasks(n *cnn.Network) {
	shape := n.Input.Shape
	if n.Batch > 0 {
		shape = shape[1:]
	}
	for _, layer := range n.Layers {
		if d, ok := layer.(cnn.Dropout); ok {
			if n.Batch > 0 {
				fitBatch(d.Mask, n.Batch, shape)
			} else if withoutOnes(d.Mask.Shape).Equal(withoutOnes(shape)) {
				d.Mask.Shape = shape
			}
		}
		out, err := layer.OutputShape(shape)
		if err != nil {
			return // as Shapes says
		}
		shape = out
	}
}
