package main

import (
	"math/rand/v2"
	"testing"

	"backprop/internal/cnn"
)

// methods are all ways to compute a convolution.
var methods = []struct {
	name string
	new  func(*convolution) method
}{
	{"loops", newLoops}, {"skipping", newSkipping}, {"products", newProducts}, {"blocks", newBlocks},
}

// Each method is held against the engine on convolutions of many shapes. Half
// of the cells and of the errors are 0. The gradients of the parameters are
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
		kernel := cnn.Shape{2 + random.IntN(4), in[0], 1 + random.IntN(3), 1 + random.IntN(in[2]-2)}
		if kernel[2] == in[1] && kernel[3] > in[2]-2 {
			continue // fewer than three windows
		}
		x, k, b := fill(in), fill(kernel), fill(cnn.Shape{kernel[0]})
		conv := cnn.Conv{Kernel: k, Bias: b, Stride: cnn.Steps{Down: 1, Across: 1}}
		out, err := conv.OutputShape(in)
		if err != nil {
			t.Fatal(err)
		}
		n := &cnn.Network{Input: x, Layers: []cnn.Layer{conv}, Upstream: fill(out)}
		pass, err := cnn.Run(n)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range methods {
			var dX []float64
			if round%2 == 0 {
				dX = make([]float64, in.Size())
			}
			gradient := learned{make([]float64, kernel.Size()), make([]float64, kernel[0])}
			gradient.weights[0], gradient.bias[0] = 10, 20
			c := newConvolution(in, kernel, x.Data, dX, learned{k.Data, b.Data}, gradient)
			way := m.new(c)
			copy(c.dZ, n.Upstream.Data)
			for range 2 { // what one run leaves behind does not disturb the next
				way.forward()
				way.backward()
			}
			same(t, m.name+" Z", c.z, pass.Activations[1].Data)
			if dX != nil {
				same(t, m.name+" ∂L/∂X", dX, pass.Gradients[0].Data)
			}
			same(t, m.name+" ∂L/∂K", gradient.weights, twice(pass.Parameters[0][0].Gradient.Data, 10))
			same(t, m.name+" ∂L/∂b", gradient.bias, twice(pass.Parameters[0][1].Gradient.Data, 20))
			checkWork(t, m.name, way, pass, dX != nil)
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

// checkWork counts the products by the engine's links.
func checkWork(t *testing.T, name string, way method, pass *cnn.Pass, inputToo bool) {
	t.Helper()
	wantForward, wantBackward := 0, 0
	for _, l := range pass.Links(0) {
		if l.In == cnn.One {
			continue
		}
		if name != "skipping" || pass.Activations[0].Data[l.In] != 0 {
			wantForward++
		}
		if name == "loops" || name == "products" || pass.Gradients[1].Data[l.Out] != 0 {
			wantBackward++
			if inputToo {
				wantBackward++
			}
		}
	}
	if forward, backward := way.work(); forward != wantForward || backward != wantBackward {
		t.Errorf("%s: have %d products forward and %d backward, want %d and %d", name, forward, backward, wantForward, wantBackward)
	}
}
