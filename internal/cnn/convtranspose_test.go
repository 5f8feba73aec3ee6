package cnn

import (
	"math"
	"testing"
)

// TestConvTranspose is worked by hand.
func TestConvTranspose(t *testing.T) {
	x := Map([][]float64{{1, 2}, {3, 4}})
	kernel := Filter([][]float64{{1, 10}, {100, 1000}})
	for _, test := range []struct {
		name   string
		stride Steps
		pad    Padding
		back   Steps
		want   [][]float64
	}{
		{"stamps that overlap add", Steps{1, 1}, Padding{}, Steps{}, [][]float64{{1.5, 12.5, 20.5}, {103.5, 1234.5, 2040.5}, {300.5, 3400.5, 4000.5}}},
		{"stamps side by side", Steps{2, 2}, Padding{}, Steps{}, [][]float64{{1.5, 10.5, 2.5, 20.5}, {100.5, 1000.5, 200.5, 2000.5}, {3.5, 30.5, 4.5, 40.5}, {300.5, 3000.5, 400.5, 4000.5}}},
		{"between stamps there is the bias", Steps{1, 3}, Padding{}, Steps{}, [][]float64{{1.5, 10.5, 0.5, 2.5, 20.5}, {103.5, 1030.5, 0.5, 204.5, 2040.5}, {300.5, 3000.5, 0.5, 400.5, 4000.5}}},
		{"cropped", Steps{1, 1}, Padding{Top: 1, Right: 2}, Steps{}, [][]float64{{103.5}, {300.5}}},
		{"a cropped row is given back", Steps{2, 1}, Padding{Top: 2, Bottom: 1, Left: 1}, Steps{Down: 1}, [][]float64{{34.5, 40.5}, {3400.5, 4000.5}}},
		{"beyond the stamps there is the bias", Steps{2, 2}, Padding{Top: 3, Left: 2}, Steps{1, 1}, [][]float64{{400.5, 4000.5, 0.5}, {0.5, 0.5, 0.5}}},
	} {
		p, err := Run(&Network{Input: x, Layers: []Layer{ConvTranspose{kernel, Vector(0.5), test.stride, test.pad, test.back}}})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if !same(p.Activations[1], Map(test.want)) {
			t.Errorf("%s: have %v, want %v", test.name, p.Activations[1].Rows(), test.want)
		}
	}
}

// TestConvTransposeIsTheWayBack: forward it is what a convolution with the same
// kernel sends back, and what it sends back is that convolution.
func TestConvTransposeIsTheWayBack(t *testing.T) {
	for seed := range uint64(60) {
		g := Dyadic(seed)
		w := g.Window()
		conv := Conv{Kernel: g.Tensor(3, 2, w.Size.Down, w.Size.Across), Bias: NewTensor(3), Stride: w.Stride, Pad: w.Pad}
		image := g.Tensor(2, 6, 5)
		out, err := conv.OutputShape(image.Shape)
		if err != nil {
			t.Fatal(err)
		}
		delta := g.Tensor(out...)
		down, err := Single(conv, image, delta)
		if err != nil {
			t.Fatal(err)
		}
		// What a convolution leaves over at the end, output_pad gives back.
		up := ConvTranspose{Kernel: conv.Kernel, Bias: NewTensor(2), Stride: w.Stride, Pad: w.Pad, Back: Steps{
			(6 + w.Pad.Top + w.Pad.Bottom - w.Size.Down) % w.Stride.Down, (5 + w.Pad.Left + w.Pad.Right - w.Size.Across) % w.Stride.Across,
		}}
		back, err := Single(up, delta, image)
		if err != nil {
			t.Fatal(err)
		}
		for at, have := range back.Y.Data {
			if want := down.DX.Data[at]; math.Abs(have-want) > 0 { // short dyadic numbers: nothing rounds
				t.Errorf("seed %d, output %d: have %v, the convolution sends back %v", seed, at, have, want)
			}
		}
		for at, have := range back.DX.Data {
			if want := down.Y.Data[at]; math.Abs(have-want) > 0 {
				t.Errorf("seed %d, input gradient %d: have %v, the convolution makes %v", seed, at, have, want)
			}
		}
		if have, want := up.LinkCount(delta.Shape), len(back.Links(0)); have != int64(want) {
			t.Errorf("seed %d: have %d links by LinkCount, %d listed", seed, have, want)
		}
	}
}
