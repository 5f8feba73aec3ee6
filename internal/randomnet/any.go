package randomnet

import (
	"math/rand/v2"

	"backprop/internal/cnn"
)

// Any draws a network of any kind: every layer, option, loss and end, and
// every scale of numbers. It is the network number i of a seed, and always
// one that a pass can be made of: nothing in it overflows.
func Any(seed, i uint64) *cnn.Network {
	r := rand.New(rand.NewPCG(seed, 2*i))
	for {
		g := newGenerator(r, oneOf(r).number)
		switch r.IntN(8) {
		case 0: // deep
			g.layers = 14
		case 1: // one number
			g.input = func() *cnn.Tensor { return g.Tensor([][]int{{1}, {1, 1, 1}}[r.IntN(2)]...) }
		case 2: // wide
			g.input = func() *cnn.Tensor { return g.Tensor(1+r.IntN(3), 5+r.IntN(6), 5+r.IntN(6)) }
		}
		n := g.Network()
		if r.IntN(3) == 0 { // an image of one kind, weights of another
			other := newGenerator(r, oneOf(r).number)
			n.Input = other.Tensor(n.Input.Shape...)
		}
		if r.IntN(10) == 0 {
			closeGates(n)
		}
		n = g.Vary(n) // last, so that a seed keeps the networks that it had before there were batches
		if _, err := cnn.Run(n); err == nil {
			return n
		}
	}
}

// Classic draws a network of the architecture that chapters 1 to 16 speak
// about, of any size from one pixel and one class on.
func Classic(seed, i uint64) *cnn.Network {
	r := rand.New(rand.NewPCG(seed, 2*i+1))
	for {
		n := classic(r)
		if r.IntN(6) == 0 {
			closeGates(n)
		}
		if _, err := cnn.AsClassic(n); err == nil {
			return n
		}
	}
}

func classic(r *rand.Rand) *cnn.Network {
	// Chapters write every number out, so most images are small.
	most := 2 + r.IntN(7)
	height, width := 1+r.IntN(most), 1+r.IntN(most)
	kernel := cnn.Steps{Down: 1 + r.IntN(min(3, height)), Across: 1 + r.IntN(min(3, width))}
	rows, columns := height-kernel.Down+1, width-kernel.Across+1
	pool := cnn.Window{
		Size:   cnn.Steps{Down: 1 + r.IntN(min(3, rows)), Across: 1 + r.IntN(min(3, columns))},
		Stride: cnn.Steps{Down: 1 + r.IntN(3), Across: 1 + r.IntN(3)},
	}
	if r.IntN(2) == 0 {
		pool.Stride = pool.Size
	}
	weights := newGenerator(r, oneOf(r).number)
	image := weights
	if r.IntN(2) == 0 {
		image = newGenerator(r, oneOf(r).number)
	}
	n := &cnn.Network{Name: "random", Input: image.Tensor(1, height, width), LearningRate: []float64{0.1, 0.5, 0.03, 1, 0}[r.IntN(5)]}
	n.Layers = []cnn.Layer{
		cnn.Conv{Kernel: weights.Tensor(1, 1, kernel.Down, kernel.Across), Bias: weights.Tensor(1), Stride: cnn.Steps{Down: 1, Across: 1}},
		cnn.ReLU{},
		cnn.MaxPool{Window: pool},
		cnn.Flatten{Order: cnn.CHW},
	}
	features := ((rows-pool.Size.Down)/pool.Stride.Down + 1) * ((columns-pool.Size.Across)/pool.Stride.Across + 1)
	classes := 1 + r.IntN(5)
	n.Layers = append(n.Layers, cnn.Dense{Weights: weights.Tensor(classes, features), Bias: weights.Tensor(classes)}, cnn.Softmax{})
	target := cnn.NewTensor(classes)
	target.Data[r.IntN(classes)] = 1
	if r.IntN(5) == 0 {
		target = weights.Shares(classes)
	}
	n.Loss = &cnn.Loss{Op: cnn.CrossEntropy, Target: target}
	return n
}

// closeGates lowers the biases in front of each ReLU so far that none of its
// gates is open: a dead network.
func closeGates(n *cnn.Network) {
	for i, layer := range n.Layers[:len(n.Layers)-1] {
		if _, ok := n.Layers[i+1].(cnn.ReLU); !ok {
			continue
		}
		switch l := layer.(type) {
		case cnn.Conv:
			lower(l.Bias)
		case cnn.Conv1d:
			lower(l.Bias)
		case cnn.ConvTranspose:
			lower(l.Bias)
		case cnn.Dense:
			lower(l.Bias)
		}
	}
}

func lower(bias *cnn.Tensor) {
	for i := range bias.Data {
		bias.Data[i] = -1000 - bias.Data[i]*bias.Data[i]
	}
}
