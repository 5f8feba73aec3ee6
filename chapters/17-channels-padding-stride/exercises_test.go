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
	answers := sizes().Answers
	for _, test := range []struct {
		name       string
		have, want float64
	}{
		{"rows", answers[0].Value, float64(want[1])},
		{"rows without padding", answers[0].Wrong[0].Value, float64(bare[1])},
		{"rows without stride", answers[0].Wrong[1].Value, float64(slow[1])},
		{"columns", answers[1].Value, float64(want[2])},
		{"columns without stride", answers[1].Wrong[0].Value, float64(slow[2])},
		{"weights", answers[2].Value, 4 * 3 * 3 * 4},
		{"weights of one plane", answers[2].Wrong[0].Value, 4 * 3 * 4},
		{"biases", answers[3].Value, 4},
		{"biases for each plane", answers[3].Wrong[0].Value, 4 * 3},
	} {
		if test.have != test.want {
			t.Errorf("%s: have %v, want %v", test.name, test.have, test.want)
		}
	}
}
