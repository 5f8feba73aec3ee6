// Package lenet computes the loss and all gradients of a network of the size
// of LeNet (LeCun et al., 1998) in three ways: in textbook loops, by the links
// of package cnn, and by im2col with the matrix product of a library.
//
// Goals: programs that a reader can compare, since they differ in nothing but
// how they compute the convolutions, and that agree on every number.
// Non-goals: other networks, which package cnn is for, and training.
package lenet

import (
	"math"

	"backprop/internal/cnn"
)

// Classes is how many the network tells apart.
const Classes = 10

// The network: a picture of 28×28, eight kernels of 5×5, ReLU, max pooling by
// 2×2, sixteen kernels of 5×5 over these eight maps, ReLU, max pooling by 2×2,
// and a fully connected layer to the classes with softmax and cross entropy.
var (
	First    = convolutionOf(cnn.Shape{1, 28, 28}, cnn.Shape{8, 1, 5, 5})
	Second   = convolutionOf(cnn.Shape{8, 12, 12}, cnn.Shape{16, 8, 5, 5})
	features = cnn.Shape{16, 4, 4}
)

// Products is how many of them the forward and the backward pass of one example
// take. Nobody waits for the gradient of the picture.
func Products() int {
	return 2*First.Products() + 3*Second.Products() + 3*Classes*features.Size()
}

// learned are the weights and the biases of a layer, or their gradients.
type learned struct{ weights, bias []float64 }

// Parameters are those of the three layers that learn, or their gradients.
type Parameters struct {
	first, second, dense learned
	all                  []float64 // one layer after the other
}

// NewParameters are zeros.
func NewParameters() Parameters {
	var p Parameters
	sizes := []int{First.Kernel.Size(), First.Kernel[0], Second.Kernel.Size(), Second.Kernel[0], Classes * features.Size(), Classes}
	total := 0
	for _, n := range sizes {
		total += n
	}
	p.all = make([]float64, total)
	rest := p.all
	for i, part := range []*[]float64{&p.first.weights, &p.first.bias, &p.second.weights, &p.second.bias, &p.dense.weights, &p.dense.bias} {
		*part, rest = rest[:sizes[i]:sizes[i]], rest[sizes[i]:]
	}
	return p
}

// A network runs examples forward and backward and adds up their gradients.
type network struct {
	value, gradient Parameters

	first, second   *arrays
	one, two        method
	pool1, pool2    pooling
	scores, dScores []float64
}

// chain is the network with convolutions that are computed by a method.
func chain(by func(*arrays) method) func(value, gradient Parameters) func(Example) float64 {
	return func(value, gradient Parameters) func(Example) float64 {
		n := &network{value: value, gradient: gradient, scores: make([]float64, Classes), dScores: make([]float64, Classes)}
		n.first = newArrays(First, make([]float64, First.In.Size()), nil, value.first, gradient.first)
		n.pool1 = newPooling(n.first)
		n.second = newArrays(Second, n.pool1.p, n.pool1.dP, value.second, gradient.second)
		n.pool2 = newPooling(n.second)
		n.one, n.two = by(n.first), by(n.second)
		return n.add
	}
}

// add is the loss of an example, whose gradients are added to the sums.
func (n *network) add(e Example) float64 {
	loss := n.forward(e)
	n.backward()
	return loss
}

func (n *network) forward(e Example) float64 {
	copy(n.first.x, e.picture)
	n.one.forward()
	n.pool1.forward()
	n.two.forward()
	n.pool2.forward()
	in, dense := n.pool2.p, n.value.dense
	for i := range n.scores {
		sum := dense.bias[i]
		for j, w := range dense.weights[i*len(in):][:len(in)] {
			sum += float64(w * in[j])
		}
		n.scores[i] = sum
	}
	return n.crossEntropy(e.class)
}

// crossEntropy is the loss of the scores; it leaves p − y in dScores.
func (n *network) crossEntropy(class int) float64 {
	top := math.Inf(-1)
	for _, s := range n.scores {
		top = max(top, s)
	}
	total := 0.0
	for i, s := range n.scores {
		n.dScores[i] = math.Exp(s - top)
		total += n.dScores[i]
	}
	for i := range n.dScores {
		n.dScores[i] /= total
	}
	n.dScores[class]--
	return math.Log(total) + top - n.scores[class]
}

func (n *network) backward() {
	in, dIn := n.pool2.p, n.pool2.dP
	clear(dIn)
	for i, d := range n.dScores {
		n.gradient.dense.bias[i] += d
		row := n.value.dense.weights[i*len(in):][:len(in)]
		dRow := n.gradient.dense.weights[i*len(in):][:len(in)]
		for j, f := range in {
			dRow[j] += float64(d * f)
			dIn[j] += float64(d * row[j])
		}
	}
	n.pool2.backward()
	n.two.backward()
	n.pool1.backward()
	n.one.backward()
}
