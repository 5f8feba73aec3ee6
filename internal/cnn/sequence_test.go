package cnn

import (
	"strings"
	"testing"
)

// TestAlongOneAxis is worked by hand.
func TestAlongOneAxis(t *testing.T) {
	one := func(numbers ...float64) *Tensor { return &Tensor{Shape{1, len(numbers)}, numbers} }
	x := one(1, 2, 3, 4, 5)
	two := &Tensor{Shape{2, 3}, []float64{1, 2, 3, -1, 5, 0}}
	window := func(size, stride int, pad Padding, ceil bool) Window {
		return Window{Size: Steps{1, size}, Stride: Steps{1, stride}, Pad: pad, Ceil: ceil}
	}
	conv := func(stride int, pad Padding, shape Shape, kernel []float64, bias ...float64) Layer {
		return Conv1d{Conv{Kernel: &Tensor{shape, kernel}, Bias: Vector(bias...), Stride: Steps{1, stride}, Pad: pad}}
	}
	for _, test := range []struct {
		name  string
		input *Tensor
		layer Layer
		want  *Tensor
	}{
		{"valid; the kernel is not turned", x, conv(1, Padding{}, Shape{1, 1, 3}, []float64{1, 10, 100}, 0.5), one(321.5, 432.5, 543.5)},
		{"stride", x, conv(2, Padding{}, Shape{1, 1, 2}, []float64{1, 10}, 0), one(21, 43)},
		{"padded before and after", x, conv(3, Padding{Left: 1, Right: 2}, Shape{1, 1, 2}, []float64{1, 10}, 0), one(10, 43, 0)},
		{"two channels make three", two, conv(1, Padding{}, Shape{3, 2, 2}, []float64{1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1}, 0, 0, 0.5),
			&Tensor{Shape{3, 2}, []float64{1 + 5, 2 + 0, 2 - 1, 3 + 5, 3 + 4 + 0.5, 5 + 5 + 0.5}}},
		{"the largest", two, MaxPool1d{MaxPool{Window: window(2, 1, Padding{}, false)}}, &Tensor{Shape{2, 2}, []float64{2, 3, 5, 5}}},
		{"padding never wins", two, MaxPool1d{MaxPool{Window: window(2, 2, Padding{Left: 1}, false)}}, &Tensor{Shape{2, 2}, []float64{1, 3, -1, 5}}},
		{"the largest of all", two, MaxPool1d{MaxPool{Window: Window{All: true}}}, &Tensor{Shape{2, 1}, []float64{3, 5}}},
		{"the mean", x, AvgPool1d{AvgPool{Window: window(2, 2, Padding{}, false)}}, one(1.5, 3.5)},
		{"the mean with a partial window", x, AvgPool1d{AvgPool{Window: window(2, 2, Padding{}, true)}}, one(1.5, 3.5, 5)},
		{"the mean with padding", x, AvgPool1d{AvgPool{Window: window(4, 2, Padding{Left: 2}, false)}}, one(0.75, 2.5)},
		{"the mean without it", x, AvgPool1d{AvgPool{Window: window(4, 2, Padding{Left: 2}, false), NoPad: true}}, one(1.5, 2.5)},
		{"flatten, channel first", two, Flatten{Order: CHW}, Vector(1, 2, 3, -1, 5, 0)},
		{"flatten, channel last", two, Flatten{Order: HWC}, Vector(1, -1, 2, 5, 3, 0)},
		{"flatten, column by column", two, Flatten{Order: CWH}, Vector(1, 2, 3, -1, 5, 0)},
	} {
		p, err := Run(&Network{Input: test.input, Layers: []Layer{test.layer}})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if !same(p.Activations[1], test.want) {
			t.Errorf("%s: have %v %v, want %v %v", test.name, p.Activations[1].Shape, p.Activations[1].Data, test.want.Shape, test.want.Data)
		}
	}
}

// TestSequenceLabels: one channel has one index, several have two, as have the
// weights of a single output.
func TestSequenceLabels(t *testing.T) {
	p, err := Run(&Network{Input: &Tensor{Shape{1, 4}, []float64{1, 2, 3, 4}}, Layers: []Layer{
		Conv1d{Conv{Kernel: &Tensor{Shape{1, 1, 2}, []float64{1, 2}}, Bias: Vector(0), Stride: Steps{1, 1}}},
		Conv1d{Conv{Kernel: &Tensor{Shape{2, 1, 2}, []float64{1, 2, 3, 4}}, Bias: Vector(0, 0), Stride: Steps{1, 1}}},
		Flatten{Order: CHW},
		Dense{Weights: Matrix([][]float64{{1, 2, 3, 4}}), Bias: Vector(0)},
	}, Upstream: Vector(1)})
	if err != nil {
		t.Fatal(err)
	}
	for place, want := range map[Place]string{
		ActivationPlace(0): "4", GradientPlace(0): "4", ActivationPlace(1): "3", ActivationPlace(2): "2×2", GradientPlace(2): "2×2", ActivationPlace(3): "4",
		ValuePlace(0, "kernel"): "2", ParameterPlace(0, "kernel"): "2", UpdatedPlace(0, "kernel"): "2", ValuePlace(1, "kernel"): "2×1×2",
		ValuePlace(3, "weights"): "1×4", ParameterPlace(3, "weights"): "1×4",
	} {
		q, err := p.Quantity(place)
		if err != nil {
			t.Fatal(err)
		}
		if have := q.Plain().String(); have != want {
			t.Errorf("%s: have the plain shape %s, want %s", place, have, want)
		}
		for offset := range q.Data {
			if q.Offset(q.Label(offset)) != offset {
				t.Errorf("%s: the element %d has the label %v", place, offset, q.Label(offset))
			}
		}
	}
}

func TestSequenceErrors(t *testing.T) {
	line, maps := Shape{2, 5}, Shape{2, 5, 5}
	conv := func(kernel Shape, stride int, pad Padding) Layer {
		return Conv1d{Conv{Kernel: NewTensor(kernel...), Bias: NewTensor(kernel[0]), Stride: Steps{1, stride}, Pad: pad}}
	}
	pool := func(size, stride int, pad Padding) Layer {
		return MaxPool1d{MaxPool{Window: Window{Size: Steps{1, size}, Stride: Steps{1, stride}, Pad: pad}}}
	}
	for _, test := range []struct {
		name  string
		input Shape
		layer Layer
		want  string
	}{
		{"channels", line, conv(Shape{1, 3, 2}, 1, Padding{}), "reads 3 channels, but the input has 2"},
		{"length", line, conv(Shape{1, 2, 8}, 1, Padding{Left: 1, Right: 1}), "the window is 8 long, longer than its padded input of 7"},
		{"maps", maps, conv(Shape{1, 2, 2}, 1, Padding{}), "which is maps; use the layer without \"1d\""},
		{"a vector", Shape{5}, pool(2, 2, Padding{}), "move the layer before the flatten"},
		{"stride", line, pool(2, 0, Padding{}), "each must be at least 1"},
		{"only padding before", line, pool(2, 2, Padding{Left: 2}), "output 0 sees only padding"},
		{"only padding after", line, pool(2, 1, Padding{Right: 3}), "output 6 sees only padding"},
		{"a window over maps", line, MaxPool{Window: Window{Size: Steps{2, 2}, Stride: Steps{2, 2}}}, "slides over maps [C][H][W], but the input has shape 2×5"},
		{"softmax", line, Softmax{}, "put a flatten before it"},
	} {
		_, err := Run(&Network{Input: NewTensor(test.input...), Layers: []Layer{test.layer}})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: have %v, want an error with %q", test.name, err, test.want)
		}
	}
}
