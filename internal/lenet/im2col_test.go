package lenet

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"backprop/internal/cnn"
)

// randomConv is a convolution of any shape, with an input for it.
func randomConv(random *rand.Rand) (*cnn.Network, cnn.Conv) {
	fill := func(shape ...int) *cnn.Tensor {
		t := cnn.NewTensor(shape...)
		for i := range t.Data {
			t.Data[i] = between(random, 1)
		}
		return t
	}
	some := func(least, most int) int { return least + random.IntN(most-least+1) }
	channels, kernels, kh, kw := some(1, 3), some(1, 4), some(1, 3), some(1, 4)
	conv := cnn.Conv{
		Kernel: fill(kernels, channels, kh, kw),
		Bias:   fill(kernels),
		Stride: cnn.Steps{Down: some(1, 3), Across: some(1, 3)},
		Pad:    cnn.Padding{Top: some(0, 2), Left: some(0, 2), Bottom: some(0, 2), Right: some(0, 2)},
	}
	input := fill(channels, some(kh, 7), some(kw, 8))
	out, err := conv.OutputShape(input.Shape)
	if err != nil {
		panic(err)
	}
	return &cnn.Network{Input: input, Layers: []cnn.Layer{conv}, Upstream: fill(out...)}, conv
}

// The products of the matrix of windows are the engine's numbers, for any
// channels, kernels, padding and stride.
func TestIm2col(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 0))
	padded := 0
	for range 300 {
		n, conv := randomConv(random)
		pass, err := cnn.Run(n)
		if err != nil {
			t.Fatal(err)
		}
		in, out := n.Input.Shape, pass.Activations[1].Shape
		list := windowCells(in, conv.Window(), out)
		taps, places := conv.Kernel.Shape[1:].Size(), out[1]*out[2]
		if len(list) != taps*places {
			t.Fatalf("%v: have a list of %d entries, want %d·%d", in, len(list), taps, places)
		}
		cols := slices.Repeat([]float64{9}, len(list)) // what stood there before goes
		im2col(n.Input.Data, list, cols)

		z := make([]float64, out.Size())
		dK := make([]float64, conv.Kernel.Shape.Size())
		dCols := make([]float64, len(cols))
		for o := range out[0] {
			for at := range places {
				z[o*places+at] = conv.Bias.Data[o]
				for tap := range taps {
					d, k := n.Upstream.Data[o*places+at], conv.Kernel.Data[o*taps+tap]
					z[o*places+at] += k * cols[tap*places+at]
					dK[o*taps+tap] += d * cols[tap*places+at]
					dCols[tap*places+at] += k * d
				}
			}
		}
		dX := make([]float64, in.Size())
		dX[0] = 99 // col2im begins at 0
		col2im(dCols, list, dX)

		same(t, "Z", z, pass.Activations[1].Data)
		same(t, "∂L/∂K", dK, pass.Parameters[0][0].Gradient.Data)
		same(t, "∂L/∂X", dX, pass.Gradients[0].Data)
		for at, cell := range list {
			if cell < 0 {
				padded++
				if cols[at] != 0 {
					t.Fatalf("entry %d is padding: have %v, want 0", at, cols[at])
				}
			}
		}
	}
	if padded == 0 {
		t.Error("no entry was padding")
	}
}

// im2col and col2im are each other's transpose: ⟨im2col(x), c⟩ = ⟨x, col2im(c)⟩.
func TestCol2imIsTheTranspose(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 0))
	for range 100 {
		n, conv := randomConv(random)
		out, err := conv.OutputShape(n.Input.Shape)
		if err != nil {
			t.Fatal(err)
		}
		list := windowCells(n.Input.Shape, conv.Window(), out)
		cols, c, x := make([]float64, len(list)), make([]float64, len(list)), make([]float64, len(n.Input.Data))
		for i := range c {
			c[i] = between(random, 1)
		}
		im2col(n.Input.Data, list, cols)
		col2im(c, list, x)
		same(t, "inner product", []float64{dot(cols, c)}, []float64{dot(n.Input.Data, x)})
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// same fails the test where two lists of numbers differ by more than rounding.
func same(t *testing.T, what string, have, want []float64) {
	t.Helper()
	if len(have) != len(want) {
		t.Fatalf("%s: have %d numbers, want %d", what, len(have), len(want))
	}
	for i := range want {
		if !(math.Abs(have[i]-want[i]) <= 1e-12*max(1, math.Abs(want[i]))) {
			t.Fatalf("%s[%d]: have %v, want %v", what, i, have[i], want[i])
		}
	}
}
