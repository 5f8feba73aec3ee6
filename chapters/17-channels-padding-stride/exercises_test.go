package main

import (
	"testing"

	"backprop/internal/cnn"
)

// The sizes that the first exercise asks for, and those of the mistakes that
// it knows, are those of a layer of the engine.
func TestSizesOfTheExercise(t *testing.T) {
	size := func(pad cnn.Padding, stride cnn.Steps) cnn.Shape {
		pass, err := cnn.Run(&cnn.Network{
			Input: cnn.NewTensor(3, 11, 7),
			Layers: []cnn.Layer{cnn.Conv{Kernel: cnn.NewTensor(4, 3, 3, 4),
				Bias: cnn.NewTensor(4), Stride: stride, Pad: pad}},
		})
		if err != nil {
			t.Fatal(err)
		}
		return pass.Activations[1].Shape
	}
	pad, stride := cnn.Padding{Top: 1, Bottom: 1, Right: 1}, cnn.Steps{Down: 2, Across: 3}
	one := cnn.Steps{Down: 1, Across: 1}
	want, bare, slow := size(pad, stride), size(cnn.Padding{}, stride), size(pad, one)
	let := sizes()
	for _, test := range []struct {
		name string
		want int
	}{
		{"rows", want[1]},
		{"rows without padding", bare[1]},
		{"rows at stride 1", slow[1]},
		{"columns", want[2]},
		{"columns at stride 1", slow[2]},
		{"weights", 4 * 3 * 3 * 4},
		{"weights of one plane", 4 * 3 * 4},
		{"kernels", 4},
		{"planes", 4 * 3},
	} {
		if have := let[test.name]; have != test.want {
			t.Errorf("%s: have %v, want %v", test.name, have, test.want)
		}
	}
}
