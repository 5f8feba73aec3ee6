package main

import (
	"math"

	"backprop/internal/cnn"
)

// The measured network has the size of LeNet: a picture of 28×28, eight
// kernels of 5×5, ReLU, max pooling by 2×2, sixteen kernels of 5×5 over these
// eight maps, ReLU, max pooling by 2×2, and a fully connected layer to ten
// classes with softmax and cross entropy.
const classes = 10

var (
	pictureShape = cnn.Shape{1, 28, 28}
	firstKernels = cnn.Shape{8, 1, 5, 5}
	secondInput  = cnn.Shape{8, 12, 12}
	nextKernels  = cnn.Shape{16, 8, 5, 5}
	featureShape = cnn.Shape{16, 4, 4}
)

// learned are the weights and the biases of a layer, or their gradients.
type learned struct{ weights, bias []float64 }

// parameters are those of all three layers, and one after the other.
type parameters struct {
	first, second, dense learned
	all                  []float64
}

func newParameters() parameters {
	sizes := []int{firstKernels.Size(), firstKernels[0], nextKernels.Size(), nextKernels[0],
		classes * featureShape.Size(), classes}
	total := 0
	for _, n := range sizes {
		total += n
	}
	all := make([]float64, total)
	rest := all
	take := func(n int) (part []float64) {
		part, rest = rest[:n:n], rest[n:]
		return part
	}
	next := func(i int) learned { return learned{take(sizes[i]), take(sizes[i+1])} }
	return parameters{first: next(0), second: next(2), dense: next(4), all: all}
}

// A lenet runs examples forward and backward, one after the other, and sums
// up their losses and gradients. It allocates nothing on the way.
type lenet struct {
	value, gradient parameters
	loss            float64

	first, second   *convolution
	one, two        method
	pool1, pool2    pooling
	scores, dScores []float64
}

// newLenet makes a network whose convolutions are computed by a method.
func newLenet(value parameters, by func(*convolution) method) *lenet {
	n := &lenet{
		value: value, gradient: newParameters(),
		scores: make([]float64, classes), dScores: make([]float64, classes),
	}
	n.first = newConvolution(pictureShape, firstKernels, make([]float64, pictureShape.Size()), nil, value.first, n.gradient.first)
	n.pool1 = newPooling(n.first)
	n.second = newConvolution(secondInput, nextKernels, n.pool1.p, n.pool1.dP, value.second, n.gradient.second)
	n.pool2 = newPooling(n.second)
	n.one, n.two = by(n.first), by(n.second)
	return n
}

// add runs an example and adds its loss and its gradients to the sums.
func (n *lenet) add(e example) {
	n.forward(e)
	n.backward()
}

// sums are the loss and the gradients, summed up since the last reset.
func (n *lenet) sums() (loss float64, gradient []float64) { return n.loss, n.gradient.all }

// work counts the products of the last example, in all layers.
func (n *lenet) work() (forward, backward int) {
	f1, b1 := n.one.work()
	f2, b2 := n.two.work()
	dense := len(n.value.dense.weights)
	return f1 + f2 + dense, b1 + b2 + 2*dense
}

// reset sets the sums to 0.
func (n *lenet) reset() {
	n.loss = 0
	clear(n.gradient.all)
}

func (n *lenet) forward(e example) {
	copy(n.first.x, e.picture)
	n.one.forward()
	n.pool1.forward()
	n.two.forward()
	n.pool2.forward()
	features, dense := n.pool2.p, n.value.dense
	for i := range n.scores {
		row := dense.weights[i*len(features):][:len(features)]
		sum := dense.bias[i]
		for j, f := range features {
			sum += float64(row[j] * f)
		}
		n.scores[i] = sum
	}
	n.loss += n.crossEntropy(e.class)
}

// crossEntropy is the loss of the scores; it leaves p − y in dScores.
func (n *lenet) crossEntropy(class int) float64 {
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

func (n *lenet) backward() {
	features, dFeatures := n.pool2.p, n.pool2.dP
	clear(dFeatures)
	for i, d := range n.dScores {
		n.gradient.dense.bias[i] += d
		row := n.value.dense.weights[i*len(features):][:len(features)]
		dRow := n.gradient.dense.weights[i*len(features):][:len(features)]
		for j, f := range features {
			dRow[j] += float64(d * f)
			dFeatures[j] += float64(d * row[j])
		}
	}
	n.pool2.backward()
	n.two.backward()
	n.pool1.backward()
	n.one.backward()
}
