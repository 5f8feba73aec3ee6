package lenet

import (
	"math/rand/v2"
	"testing"

	"backprop/internal/cnn"
)

// Each method is held against the engine on convolutions of many shapes. Half
// of the cells and of the gradients are 0. The gradients of the parameters are
// added to what is there.
func TestMethods(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 0))
	fill := func(shape cnn.Shape) *cnn.Tensor {
		x := cnn.NewTensor(shape...)
		for i := range x.Data {
			if random.IntN(2) == 0 {
				x.Data[i] = between(random, 1)
			}
		}
		return x
	}
	for round := range 200 {
		in := cnn.Shape{1 + random.IntN(3), 3 + random.IntN(5), 3 + random.IntN(5)}
		c := convolutionOf(in, cnn.Shape{1 + random.IntN(4), in[0], 1 + random.IntN(3), 1 + random.IntN(3)})
		x, k, b := fill(in), fill(c.Kernel), fill(cnn.Shape{c.Kernel[0]})
		pass, err := cnn.Run(&cnn.Network{Input: x, Upstream: fill(c.Out),
			Layers: []cnn.Layer{cnn.Conv{Kernel: k, Bias: b, Stride: cnn.Steps{Down: 1, Across: 1}}}})
		if err != nil {
			t.Fatal(err)
		}
		products := 0
		for _, l := range pass.Links(0) {
			if l.In != cnn.One {
				products++
			}
		}
		if have := c.Products(); have != products {
			t.Errorf("%v: have %d products, want one for each of %d links", c, have, products)
		}
		for _, m := range []struct {
			name string
			new  func(*arrays) method
		}{{"loops", newLoops}, {"products", newProducts}} {
			var dX []float64
			if round%2 == 0 {
				dX = make([]float64, in.Size())
			}
			gradient := learned{make([]float64, c.Kernel.Size()), make([]float64, c.Kernel[0])}
			gradient.weights[0], gradient.bias[0] = 10, 20
			a := newArrays(c, x.Data, dX, learned{k.Data, b.Data}, gradient)
			way := m.new(a)
			copy(a.dZ, pass.Gradients[1].Data)
			for range 2 { // what one run leaves behind does not disturb the next
				way.forward()
				way.backward()
			}
			same(t, m.name+" Z", a.z, pass.Activations[1].Data)
			if dX != nil {
				same(t, m.name+" ∂L/∂X", dX, pass.Gradients[0].Data)
			}
			same(t, m.name+" ∂L/∂K", gradient.weights, twice(pass.Parameters[0][0].Gradient.Data, 10))
			same(t, m.name+" ∂L/∂b", gradient.bias, twice(pass.Parameters[0][1].Gradient.Data, 20))
		}
	}
}

// twice is a gradient added two times to a first number and zeros.
func twice(gradient []float64, first float64) []float64 {
	sum := make([]float64, len(gradient))
	for i, g := range gradient {
		sum[i] = 2 * g
	}
	sum[0] += first
	return sum
}
