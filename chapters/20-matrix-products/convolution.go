package main

import "backprop/internal/cnn"

// A convolution is one layer of the measured network with all of its arrays,
// each of them flat and in row-major order. Its stride is 1, and it has no
// padding. The arrays stay where they are from example to example.
type convolution struct {
	in, kernel, out cnn.Shape // [C H W], [O C kh kw], [O H' W']

	x, z   []float64 // the input, and what is made of it
	k, b   []float64 // kernels and biases
	dZ, dX []float64 // the error; dX is nil where nobody waits for it
	dK, dB []float64 // sums over the examples of a batch
}

// A method is a way to compute a convolution: z from x, and later the
// gradients from dZ. The gradients of the parameters are added to what is
// there; dX is set.
type method interface {
	forward()
	backward()
	// work counts the products of the last example.
	work() (forward, backward int)
}

// newConvolution makes a layer that reads x and sends its error to dX.
func newConvolution(in, kernel cnn.Shape, x, dX []float64, value, gradient learned) *convolution {
	out := cnn.Shape{kernel[0], in[1] - kernel[2] + 1, in[2] - kernel[3] + 1}
	return &convolution{
		in: in, kernel: kernel, out: out,
		x: x, z: make([]float64, out.Size()),
		k: value.weights, b: value.bias,
		dZ: make([]float64, out.Size()), dX: dX,
		dK: gradient.weights, dB: gradient.bias,
	}
}

// taps is how many weights a kernel has: the rows of the matrix of windows.
func (c *convolution) taps() int { return c.kernel[1:].Size() }

// places is how many windows there are: the columns of that matrix.
func (c *convolution) places() int { return c.out[1] * c.out[2] }

// work is all products: one for each weight at each place of each kernel.
// Backward each of them sends its error to the weight and, where somebody
// waits for it, to the cell.
func (c *convolution) work() (forward, backward int) {
	all := c.out.Size() * c.taps()
	return all, all * c.receivers()
}

// backwardWork counts the products of the errors that are not 0.
func (c *convolution) backwardWork() int {
	return nonzero(c.dZ) * c.taps() * c.receivers()
}

// receivers is how many factors of a product get its error.
func (c *convolution) receivers() int {
	if c.dX == nil {
		return 1
	}
	return 2
}

// nonzero counts the numbers that are not 0.
func nonzero(numbers []float64) int {
	count := 0
	for _, v := range numbers {
		if v != 0 {
			count++
		}
	}
	return count
}

// window is the window that the kernels cover.
func (c *convolution) window() cnn.Window {
	return cnn.Window{
		Size:   cnn.Steps{Down: c.kernel[2], Across: c.kernel[3]},
		Stride: cnn.Steps{Down: 1, Across: 1},
	}
}

// addBias adds the sum of each error map to the gradient of its bias.
func (c *convolution) addBias() {
	for o := range c.dB {
		sum := 0.0
		for _, d := range c.dZ[o*c.places():][:c.places()] {
			sum += d
		}
		c.dB[o] += sum
	}
}
