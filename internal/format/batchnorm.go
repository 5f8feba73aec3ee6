package format

import "backprop/internal/cnn"

// defaultEps is what batchnorm adds to a variance where the file says nothing of
// it, and channelForm what its gamma and beta are.
const (
	defaultEps  = 1e-5
	channelForm = "a vector [C], one number for each channel, or [n] for a vector"
)

// fillBatchNorms gives each batchnorm layer the gamma and beta that the file
// leaves out, ones and zeros: how many there are, the layers before it say. What
// does not fit is told later.
func fillBatchNorms(n *cnn.Network) {
	shape := n.Input.Shape
	if n.Batch > 0 {
		shape = shape[1:]
	}
	for i, layer := range n.Layers {
		if b, ok := layer.(cnn.BatchNorm); ok {
			if b.Gamma == nil {
				b.Gamma = cnn.NewTensor(shape[0])
				for c := range b.Gamma.Data {
					b.Gamma.Data[c] = 1
				}
			}
			if b.Beta == nil {
				b.Beta = cnn.NewTensor(shape[0])
			}
			layer = b
			n.Layers[i] = b
		}
		out, err := layer.OutputShape(shape)
		if err != nil {
			out = cnn.Shape{1} // for the layers that follow, which nobody asks any more
		}
		shape = out
	}
}
