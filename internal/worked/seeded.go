package worked

import (
	"fmt"
	"math/rand/v2"

	"backprop/internal/cnn"
)

// Seeded makes a network like the worked example, with numbers of its own for
// each seed: Check finds nothing in it. The class that it predicts may
// be the right one or not.
//
// It draws numbers until they fit. All of the search is done in 64-bit
// integers, the powers of the softmax included, and the random numbers are
// those of PCG itself, so that a seed means the same network on every
// machine. One image in 3400 fits and then one head in four: 4100 tries for a
// network, 30000 for the slowest of the first thousand seeds. A try takes
// half a microsecond.
func Seeded(seed uint64) *cnn.Network {
	n, _ := seeded(seed)
	return n
}

// seeded also counts the images and the heads that were drawn.
func seeded(seed uint64) (n *cnn.Network, tries int) {
	d := draft{source: rand.NewPCG(seed, 5)}
	for {
		d.drawFront()
		if tries++; !d.frontFits() {
			continue
		}
		for range 20 {
			d.drawHead()
			if tries++; !d.headFits() {
				continue
			}
			if !d.sumTells() {
				break
			}
			return d.network(fmt.Sprintf("seed %d", seed)), tries
		}
	}
}

// A draft is a network in the making. Its front is the image and the
// convolution, its head the fully connected layer and the target.
type draft struct {
	source *rand.PCG

	x    [5][5]int64 // 0 to 3
	k    [2][2]int64 // hundredths, like b and what follows from them
	b    int64
	z    [4][4]int64
	f    [4]int64  // features, 0 for the dead window
	dead int       // the window, as a feature
	won  [4][2]int // where in Z the winners are; not for the dead window

	w      [3][4]int64 // tenths
	c      [3]int64    // tenths
	target int64
}

// below is a random integer of [0, n). What the remainder favours is far
// below anything that one could see.
func (d *draft) below(n int64) int64 { return int64(d.source.Uint64() % uint64(n)) }

// signed is a random integer of [−n, n] without 0.
func (d *draft) signed(n int64) int64 {
	v := d.below(2*n) - n
	if v >= 0 {
		v++
	}
	return v
}

func (d *draft) drawFront() {
	for i := range d.x {
		for j := range d.x[i] {
			d.x[i][j] = 0
			if d.below(8) > 0 {
				d.x[i][j] = 1 + d.below(3)
			}
		}
	}
	unit := 25 * (1 + d.below(2)) // quarters or halves
	for m := range d.k {
		for n := range d.k[m] {
			d.k[m][n] = unit * d.signed(4)
		}
	}
	d.b = unit * d.signed(2)
}

func (d *draft) drawHead() {
	for i := range d.w {
		for j := range d.w[i] {
			d.w[i][j] = d.signed(6)
		}
		d.c[i] = d.signed(3)
	}
	d.target = d.below(3)
}

// network is the draft as a network.
func (d *draft) network(name string) *cnn.Network {
	input, kernel, weights := cnn.NewTensor(1, 5, 5), cnn.NewTensor(1, 1, 2, 2), cnn.NewTensor(3, 4)
	bias, target := cnn.NewTensor(3), cnn.NewTensor(3)
	for at := range input.Data {
		input.Data[at] = float64(d.x[at/5][at%5])
	}
	for at := range kernel.Data {
		kernel.Data[at] = float64(d.k[at/2][at%2]) / 100
	}
	for at := range weights.Data {
		weights.Data[at] = float64(d.w[at/4][at%4]) / 10
	}
	for at := range bias.Data {
		bias.Data[at] = float64(d.c[at]) / 10
	}
	target.Data[d.target] = 1
	return &cnn.Network{
		Name:  name,
		Input: input,
		Layers: []cnn.Layer{
			cnn.Conv{Kernel: kernel, Bias: cnn.Vector(float64(d.b) / 100), Stride: cnn.Steps{Down: 1, Across: 1}},
			cnn.ReLU{},
			cnn.MaxPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}}},
			cnn.Flatten{Order: cnn.CHW},
			cnn.Dense{Weights: weights, Bias: bias},
			cnn.Softmax{},
		},
		Loss:         &cnn.Loss{Op: cnn.CrossEntropy, Target: target},
		LearningRate: 0.1,
	}
}
