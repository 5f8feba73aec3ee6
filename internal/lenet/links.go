package lenet

import "backprop/internal/cnn"

// newLinks is the engine of the book: a pass for each example, which walks
// through the list of who reads whom. It also finds the gradient of the picture
// and the updated parameters, which nobody asks for here.
func newLinks(value, gradient Parameters) func(Example) float64 {
	tensor := func(flat []float64, shape ...int) *cnn.Tensor { return &cnn.Tensor{Shape: shape, Data: flat} }
	layer := func(c Convolution, value learned) cnn.Layer {
		return cnn.Conv{Kernel: tensor(value.weights, c.Kernel...), Bias: cnn.Vector(value.bias...), Stride: cnn.Steps{Down: 1, Across: 1}}
	}
	by2 := cnn.Steps{Down: 2, Across: 2}
	halving := cnn.MaxPool{Window: cnn.Window{Size: by2, Stride: by2}}
	network := &cnn.Network{
		Input: cnn.NewTensor(First.In...),
		Layers: []cnn.Layer{
			layer(First, value.first), cnn.ReLU{}, halving,
			layer(Second, value.second), cnn.ReLU{}, halving,
			cnn.Flatten{Order: cnn.CHW},
			cnn.Dense{Weights: tensor(value.dense.weights, Classes, features.Size()), Bias: cnn.Vector(value.dense.bias...)},
			cnn.Softmax{},
		},
		Loss: &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.NewTensor(Classes)},
	}
	network.Loss.Target.Data[0] = 1
	pass, err := cnn.NewPass(network)
	if err != nil {
		panic(err) // the network is ours
	}
	return func(e Example) float64 {
		target := network.Loss.Target.Data
		clear(target)
		target[e.class] = 1
		copy(network.Input.Data, e.picture)
		if err := pass.Run(network); err != nil {
			panic(err) // the numbers are ours
		}
		at := 0
		for _, layer := range pass.Parameters {
			for _, p := range layer {
				for _, g := range p.Gradient.Data {
					gradient.all[at] += g
					at++
				}
			}
		}
		return pass.Loss
	}
}
