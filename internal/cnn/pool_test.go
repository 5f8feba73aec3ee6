package cnn

import "testing"

// TestMaxPoolBackward sends an upstream gradient back by hand.
func TestMaxPoolBackward(t *testing.T) {
	square := Window{Size: Steps{2, 2}, Stride: Steps{2, 2}}
	slide := Window{Size: Steps{2, 2}, Stride: Steps{1, 1}}
	for _, test := range []struct {
		name                   string
		input                  [][]float64
		window                 Window
		upstream, pooled, want [][]float64
	}{
		{
			"the 3×3 window over 1…16: a mask",
			[][]float64{{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}, {13, 14, 15, 16}},
			Window{Size: Steps{3, 3}, Stride: Steps{1, 1}},
			[][]float64{{1, 1}, {1, 1}},
			[][]float64{{11, 12}, {15, 16}},
			[][]float64{{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 1, 1}, {0, 0, 1, 1}},
		},
		{
			"one cell wins two windows: errors add",
			[][]float64{{1, 2, 0}, {0, 9, 3}},
			slide,
			[][]float64{{10, 100}},
			[][]float64{{9, 9}},
			[][]float64{{0, 0, 0}, {0, 110, 0}},
		},
		{
			"of a tie the first in row-major order wins",
			[][]float64{{1, 7}, {7, 7}},
			square,
			[][]float64{{5}},
			[][]float64{{7}},
			[][]float64{{0, 5}, {0, 0}},
		},
		{
			"a tie of all",
			[][]float64{{0, 0, 0}, {0, 0, 0}},
			slide,
			[][]float64{{1, 2}},
			[][]float64{{0, 0}},
			[][]float64{{1, 2, 0}, {0, 0, 0}},
		},
		{
			"padding ties with nothing",
			[][]float64{{0, -1}, {-1, -1}},
			Window{Size: Steps{2, 2}, Stride: Steps{2, 2}, Pad: Padding{1, 1, 1, 1}},
			[][]float64{{1, 2}, {3, 4}},
			[][]float64{{0, -1}, {-1, -1}},
			[][]float64{{1, 2}, {3, 4}},
		},
		{
			"a tie in a partial window",
			[][]float64{{1, 2, 5}, {3, 4, 5}, {6, 6, 7}},
			Window{Size: Steps{2, 2}, Stride: Steps{2, 2}, Ceil: true},
			[][]float64{{1, 2}, {3, 4}},
			[][]float64{{4, 5}, {6, 7}},
			[][]float64{{0, 0, 2}, {0, 1, 0}, {3, 0, 4}},
		},
	} {
		p, err := Run(&Network{Input: Map(test.input), Layers: []Layer{MaxPool{Window: test.window}}, Upstream: Map(test.upstream)})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if !same(p.Activations[1], Map(test.pooled)) {
			t.Errorf("%s: pooled %v, want %v", test.name, p.Activations[1].Rows(), test.pooled)
		}
		if !same(p.Gradients[0], Map(test.want)) {
			t.Errorf("%s: gradient %v, want %v", test.name, p.Gradients[0].Rows(), test.want)
		}
	}
}

// TestPoolsChannelsApart: no window looks into another channel.
func TestPoolsChannelsApart(t *testing.T) {
	input := &Tensor{Shape{2, 1, 2}, []float64{1, 2, 4, 3}}
	w := Window{Size: Steps{1, 2}, Stride: Steps{1, 2}}
	up := &Tensor{Shape{2, 1, 1}, []float64{10, 20}}
	for _, test := range []struct {
		layer          Layer
		output, inward []float64
	}{
		{MaxPool{Window: w}, []float64{2, 4}, []float64{0, 10, 20, 0}},
		{AvgPool{Window: w}, []float64{1.5, 3.5}, []float64{5, 5, 10, 10}},
	} {
		p, err := Run(&Network{Input: input, Layers: []Layer{test.layer}, Upstream: up})
		if err != nil {
			t.Fatal(err)
		}
		if !same(p.Activations[1], &Tensor{up.Shape, test.output}) || !same(p.Gradients[0], &Tensor{input.Shape, test.inward}) {
			t.Errorf("%s: have %v and %v, want %v and %v", test.layer.Op(), p.Activations[1].Data, p.Gradients[0].Data, test.output, test.inward)
		}
	}
}
