package main

import "backprop/internal/cnn"

// links are the engine of the book: a pass for each example, which walks
// through the list of who reads whom. It also finds the gradient of the
// picture and the updated parameters, which nobody asks for here.
type links struct {
	network  *cnn.Network
	pass     *cnn.Pass
	loss     float64
	gradient []float64
}

func newLinks(value parameters) worker {
	network := &cnn.Network{
		Input: cnn.NewTensor(pictureShape...),
		Layers: []cnn.Layer{
			layerOf(firstKernels, value.first), cnn.ReLU{}, halving,
			layerOf(nextKernels, value.second), cnn.ReLU{}, halving,
			cnn.Flatten{Order: cnn.CHW},
			cnn.Dense{
				Weights: tensor(value.dense.weights, classes, featureShape.Size()),
				Bias:    cnn.Vector(value.dense.bias...),
			},
			cnn.Softmax{},
		},
		Loss: &cnn.Loss{Op: cnn.CrossEntropy, Target: oneHot(0)},
	}
	pass, err := cnn.NewPass(network)
	if err != nil {
		panic(err) // the network is the chapter's own
	}
	return &links{network: network, pass: pass, gradient: make([]float64, len(value.all))}
}

// halving is max pooling by 2×2.
var halving = cnn.MaxPool{Window: cnn.Window{
	Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}}}

// layerOf is a convolution with these kernels.
func layerOf(kernel cnn.Shape, value learned) cnn.Layer {
	return cnn.Conv{Kernel: tensor(value.weights, kernel...), Bias: cnn.Vector(value.bias...), Stride: cnn.Steps{Down: 1, Across: 1}}
}

func tensor(flat []float64, shape ...int) *cnn.Tensor {
	return &cnn.Tensor{Shape: shape, Data: flat}
}

// oneHot is the target of a class.
func oneHot(class int) *cnn.Tensor {
	target := cnn.NewTensor(classes)
	target.Data[class] = 1
	return target
}

func (l *links) add(e example) {
	picture := tensor(e.picture, pictureShape...)
	if err := l.pass.Run(l.network.WithExample(picture, oneHot(e.class))); err != nil {
		panic(err) // the numbers are the chapter's own
	}
	l.loss += l.pass.Loss
	at := 0
	for _, layer := range l.pass.Parameters {
		for _, p := range layer {
			for _, g := range p.Gradient.Data {
				l.gradient[at] += g
				at++
			}
		}
	}
}

func (l *links) sums() (loss float64, gradient []float64) { return l.loss, l.gradient }

func (l *links) reset() {
	l.loss = 0
	clear(l.gradient)
}
