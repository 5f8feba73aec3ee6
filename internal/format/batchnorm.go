package format

import "backprop/internal/cnn"

// defaultEps is what batchnorm adds to a variance where the file says nothing of
// it, and channelForm what its gamma and beta are.
const (
	defaultEps  = 1e-5
	channelForm = "a vector [C], one number for each channel, or [n] for a vector"
)

// fillBatchNorm gives a batchnorm layer the gamma and beta that the file leaves
// out, ones and zeros, one for each channel of its input.
func fillBatchNorm(b cnn.BatchNorm, in cnn.Shape) cnn.BatchNorm {
	if b.Gamma == nil {
		b.Gamma = cnn.NewTensor(in[0])
		for c := range b.Gamma.Data {
			b.Gamma.Data[c] = 1
		}
	}
	if b.Beta == nil {
		b.Beta = cnn.NewTensor(in[0])
	}
	return b
}
