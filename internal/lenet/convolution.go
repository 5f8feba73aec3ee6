package lenet

import "backprop/internal/cnn"

// Convolution is the shapes of a convolution with stride 1 and no padding.
type Convolution struct {
	In, Kernel, Out cnn.Shape // [C H W], [O C kh kw], [O H' W']
}

func convolutionOf(in, kernel cnn.Shape) Convolution {
	return Convolution{in, kernel, cnn.Shape{kernel[0], in[1] - kernel[2] + 1, in[2] - kernel[3] + 1}}
}

// Taps is how many weights a kernel has: the rows of the matrix of windows.
func (c Convolution) Taps() int { return c.Kernel[1:].Size() }

// Places is how many windows there are: the columns of that matrix.
func (c Convolution) Places() int { return c.Out[1] * c.Out[2] }

// Products is how many of them a forward pass computes: one for each weight at
// each place of each kernel. Backward there are as many for the kernels, and
// again for the input.
func (c Convolution) Products() int { return c.Out.Size() * c.Taps() }

// arrays are a convolution with all of its numbers, each array flat and in
// row-major order. They stay where they are from example to example.
type arrays struct {
	Convolution
	x, z   []float64 // the input, and what is made of it
	k, b   []float64 // kernels and biases
	dZ, dX []float64 // the gradients; dX is nil where nobody waits for it
	dK, dB []float64 // sums over the examples of a batch
}

// A method is a way to compute a convolution: z from x, and later the gradients
// from dZ. Those of the parameters are added to what is there; dX is set.
type method interface {
	forward()
	backward()
}

// newArrays makes room for a convolution that reads x and sends its gradient to
// dX.
func newArrays(c Convolution, x, dX []float64, value, gradient learned) *arrays {
	return &arrays{
		Convolution: c,
		x:           x, z: make([]float64, c.Out.Size()),
		k: value.weights, b: value.bias,
		dZ: make([]float64, c.Out.Size()), dX: dX,
		dK: gradient.weights, dB: gradient.bias,
	}
}

// window is the window that the kernels cover.
func (c Convolution) window() cnn.Window {
	return cnn.Window{
		Size:   cnn.Steps{Down: c.Kernel[2], Across: c.Kernel[3]},
		Stride: cnn.Steps{Down: 1, Across: 1},
	}
}

// addBias adds the sum of each gradient map to the gradient of its bias.
func (a *arrays) addBias() {
	for o := range a.dB {
		for _, d := range a.dZ[o*a.Places():][:a.Places()] {
			a.dB[o] += d
		}
	}
}
