package cnn

import (
	"math"
	"strings"
	"testing"
)

// TestConv is worked by hand.
func TestConv(t *testing.T) {
	image := Map([][]float64{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}})
	kernel := Filter([][]float64{{1, 10}, {100, 1000}})
	for _, test := range []struct {
		name   string
		stride Steps
		pad    Padding
		want   [][]float64
	}{
		{"valid; the kernel is not turned", Steps{1, 1}, Padding{}, [][]float64{{5421.5, 6532.5}, {8754.5, 9865.5}}},
		{"stride", Steps{2, 1}, Padding{}, [][]float64{{5421.5, 6532.5}}},
		{"the rest is left over", Steps{2, 2}, Padding{}, [][]float64{{5421.5}}},
		{"pad above and to the left", Steps{2, 2}, Padding{Top: 1, Left: 1}, [][]float64{{1000.5, 3200.5}, {7040.5, 9865.5}}},
		{"pad below and to the right", Steps{2, 2}, Padding{Bottom: 1, Right: 1}, [][]float64{{5421.5, 603.5}, {87.5, 9.5}}},
		{"a window in the padding gives the bias", Steps{3, 3}, Padding{Top: 2, Left: 2}, [][]float64{{0.5, 0.5}, {0.5, 9865.5}}},
	} {
		n := &Network{Input: image, Layers: []Layer{Conv{Kernel: kernel, Bias: Vector(0.5), Stride: test.stride, Pad: test.pad}}}
		p, err := Run(n)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if !same(p.Activations[1], Map(test.want)) {
			t.Errorf("%s: have %v, want %v", test.name, p.Activations[1].Rows(), test.want)
		}
	}
}

func TestConvOfSeveralChannels(t *testing.T) {
	n := &Network{
		Input: &Tensor{Shape{2, 1, 2}, []float64{1, 2, 3, 4}},
		Layers: []Layer{Conv{
			Kernel: &Tensor{Shape{2, 2, 1, 1}, []float64{1, 10, 100, 1000}},
			Bias:   Vector(0.25, 0.5), Stride: Steps{1, 1},
		}},
		Upstream: &Tensor{Shape{2, 1, 2}, []float64{1, 2, 3, 4}},
	}
	p, err := Run(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		have *Tensor
		want []float64
	}{
		{"Z", p.Activations[1], []float64{31.25, 42.25, 3100.5, 4200.5}},
		{"∂X", p.Gradients[0], []float64{301, 402, 3010, 4020}},
		{"∂K", p.Parameters[0][0].Gradient, []float64{1*1 + 2*2, 1*3 + 2*4, 3*1 + 4*2, 3*3 + 4*4}},
		{"∂b", p.Parameters[0][1].Gradient, []float64{3, 7}},
	} {
		if want := (&Tensor{test.have.Shape, test.want}); !same(test.have, want) {
			t.Errorf("%s: have %v, want %v", test.name, test.have.Data, test.want)
		}
	}
}

func TestConvErrors(t *testing.T) {
	in := Shape{2, 5, 5}
	one := Steps{1, 1}
	for _, test := range []struct {
		name string
		conv Conv
		want string
	}{
		{"channels", Conv{Kernel: NewTensor(1, 3, 2, 2), Bias: NewTensor(1), Stride: one}, "reads 3 channels, but the input has 2"},
		{"size", Conv{Kernel: NewTensor(1, 2, 6, 2), Bias: NewTensor(1), Stride: one}, "larger than its padded input"},
		{"stride", Conv{Kernel: NewTensor(1, 2, 2, 2), Bias: NewTensor(1)}, "stride [0, 0]"},
		{"bias", Conv{Kernel: NewTensor(3, 2, 2, 2), Bias: NewTensor(2), Stride: one}, "bias"},
		{"kernel of two axes", Conv{Kernel: NewTensor(2, 2), Bias: NewTensor(1), Stride: one}, "kernel"},
	} {
		t.Run(test.name, func(t *testing.T) {
			defer func() {
				if r := recover(); r != nil {
					t.Errorf("panic: %v, want an error with %q", r, test.want)
				}
			}()
			_, err := Run(&Network{Input: NewTensor(in...), Layers: []Layer{test.conv}})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("have %v, want an error with %q", err, test.want)
			}
		})
	}
}

// TestConvAndItsTranspose: ⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩ without a bias, for
// strides and pads of all kinds.
func TestConvAndItsTranspose(t *testing.T) {
	for seed := uint64(0); seed < 50; seed++ {
		g := Dyadic(seed)
		x := g.Tensor(2, 5, 4)
		w := g.Window()
		n := &Network{Input: x, Layers: []Layer{Conv{
			Kernel: g.Tensor(2, 2, w.Size.Down, w.Size.Across), Bias: NewTensor(2), Stride: w.Stride, Pad: w.Pad,
		}}}
		shapes, err := n.Shapes()
		if err != nil {
			t.Fatal(err)
		}
		n.Upstream = g.Tensor(shapes[1]...)
		p, err := Run(n)
		if err != nil {
			t.Fatal(err)
		}
		out, in := dot(p.Activations[1], n.Upstream), dot(x, p.Gradients[0])
		if math.Abs(out-in) > 0 { // short dyadic numbers: nothing rounds
			t.Errorf("%s: %v and %v", Describe(n), out, in)
		}
	}
}

func dot(a, b *Tensor) float64 {
	sum := 0.0
	for i, v := range a.Data {
		sum += float64(v * b.Data[i])
	}
	return sum
}
