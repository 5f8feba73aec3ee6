package cnn

import (
	"math"
	"strings"
	"testing"
)

func TestPositions(t *testing.T) {
	for _, test := range []struct {
		padded, size, stride int
		whole, ceil          int
	}{
		{4, 2, 2, 2, 2},
		{5, 2, 2, 2, 3}, // the third hangs over by one
		{5, 3, 1, 3, 3}, // nothing is left over
		{5, 3, 2, 2, 2},
		{6, 3, 2, 2, 3},
		{7, 3, 3, 2, 3}, // the third sees one cell
		{5, 5, 1, 1, 1},
		{5, 5, 9, 1, 1},
		{5, 1, 3, 2, 2}, // the next would begin at 6, outside
		{7, 2, 3, 2, 3}, // the third begins at 6, inside
		{6, 2, 3, 2, 2}, // cell 5 is seen; the next would begin at 6
		{5, 2, 3, 2, 2},
		{4, 2, 3, 1, 2},
		{1, 1, 1, 1, 1},
	} {
		if have := positions(test.padded, test.size, test.stride, false); have != test.whole {
			t.Errorf("%+v: have %d whole windows", test, have)
		}
		if have := positions(test.padded, test.size, test.stride, true); have != test.ceil {
			t.Errorf("%+v: have %d windows with ceil", test, have)
		}
	}
}

// TestWindowsOfPooling are worked by hand.
func TestWindowsOfPooling(t *testing.T) {
	counted := Map([][]float64{{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}, {13, 14, 15, 16}})
	small := Map([][]float64{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}})
	below := Map([][]float64{{-1, -2}, {-3, -4}})
	for _, test := range []struct {
		name     string
		input    *Tensor
		window   Window
		max, avg [][]float64
	}{
		{"3×3, stride 1, over 1…16", counted, Window{Size: Steps{3, 3}, Stride: Steps{1, 1}},
			[][]float64{{11, 12}, {15, 16}}, [][]float64{{6, 7}, {10, 11}}},
		{"2×2, stride 2", counted, Window{Size: Steps{2, 2}, Stride: Steps{2, 2}},
			[][]float64{{6, 8}, {14, 16}}, [][]float64{{3.5, 5.5}, {11.5, 13.5}}},
		{"what does not fill a step is left over", small, Window{Size: Steps{2, 2}, Stride: Steps{2, 2}},
			[][]float64{{5}}, [][]float64{{3}}},
		{"ceil keeps it", small, Window{Size: Steps{2, 2}, Stride: Steps{2, 2}, Ceil: true},
			[][]float64{{5, 6}, {8, 9}}, [][]float64{{3, 4.5}, {7.5, 9}}},
		{"different steps", small, Window{Size: Steps{2, 1}, Stride: Steps{1, 2}},
			[][]float64{{4, 6}, {7, 9}}, [][]float64{{2.5, 4.5}, {5.5, 7.5}}},
		{"padding never wins, and counts in the mean", below, Window{Size: Steps{2, 2}, Stride: Steps{2, 2}, Pad: Padding{1, 1, 1, 1}},
			[][]float64{{-1, -2}, {-3, -4}}, [][]float64{{-0.25, -0.5}, {-0.75, -1}}},
		{"padding on one side", below, Window{Size: Steps{2, 2}, Stride: Steps{2, 1}, Pad: Padding{Top: 1, Bottom: 1, Left: 1}},
			[][]float64{{-1, -1}, {-3, -3}}, [][]float64{{-0.25, -0.75}, {-0.75, -1.75}}},
		{"the whole map", small, Window{All: true}, [][]float64{{9}}, [][]float64{{5}}},
		// Padded to 3×3; the windows at the end see 2, 2 and 1 cells of it.
		{"ceil over padding", below, Window{Size: Steps{2, 2}, Stride: Steps{2, 2}, Pad: Padding{Top: 1, Left: 1}, Ceil: true},
			[][]float64{{-1, -2}, {-3, -4}}, [][]float64{{-0.25, -1}, {-1.5, -4}}},
		{"one window over everything", small, Window{Size: Steps{3, 3}, Stride: Steps{7, 7}},
			[][]float64{{9}}, [][]float64{{5}}},
	} {
		for _, pool := range []struct {
			layer Layer
			want  [][]float64
		}{{MaxPool{Window: test.window}, test.max}, {AvgPool{Window: test.window}, test.avg}} {
			p, err := Run(&Network{Input: test.input, Layers: []Layer{pool.layer}})
			if err != nil {
				t.Errorf("%s, %s: %v", test.name, pool.layer.Op(), err)
				continue
			}
			if want := Map(pool.want); !near(p.Activations[1], want, 1e-14) {
				t.Errorf("%s, %s: have %v, want %v", test.name, pool.layer.Op(), p.Activations[1].Rows(), pool.want)
			}
		}
	}
}

// same reports equal shapes and equal elements.
func same(a, b *Tensor) bool {
	if !a.Shape.Equal(b.Shape) {
		return false
	}
	for i, v := range a.Data {
		if v != b.Data[i] {
			return false
		}
	}
	return true
}

// near reports equal shapes and elements within a relative tolerance.
func near(a, b *Tensor, tolerance float64) bool {
	if !a.Shape.Equal(b.Shape) {
		return false
	}
	for i, v := range a.Data {
		if !(math.Abs(v-b.Data[i]) <= tolerance*math.Abs(b.Data[i])) {
			return false
		}
	}
	return true
}

func TestWindowErrors(t *testing.T) {
	in := Shape{1, 3, 4}
	one := Steps{1, 1}
	for _, test := range []struct {
		name   string
		window Window
		want   string
	}{
		{"no size", Window{Size: Steps{0, 1}, Stride: one}, "size 0×1"},
		{"negative size", Window{Size: Steps{1, -2}, Stride: one}, "size 1×-2"},
		{"no stride", Window{Size: one, Stride: Steps{1, 0}}, "stride [1, 0]"},
		{"negative pad", Window{Size: one, Stride: one, Pad: Padding{0, 0, -1, 0}}, "negative"},
		{"too high", Window{Size: Steps{4, 1}, Stride: one}, "larger than its padded input of 3×4"},
		{"too wide", Window{Size: Steps{1, 6}, Stride: one, Pad: Padding{Left: 1}}, "larger than its padded input of 3×5"},
		{"only padding above", Window{Size: Steps{2, 2}, Stride: one, Pad: Padding{Top: 2}}, "row 0 see only padding"},
		{"only padding below", Window{Size: Steps{2, 2}, Stride: one, Pad: Padding{Bottom: 2}}, "row 3 see only padding"},
		{"only padding to the left", Window{Size: Steps{2, 2}, Stride: one, Pad: Padding{Left: 2}}, "column 0 see only padding"},
		{"only padding at a partial end", Window{Size: Steps{2, 2}, Stride: Steps{2, 2}, Pad: Padding{Right: 1}, Ceil: true}, "column 2 see only padding"},
	} {
		for _, layer := range []Layer{MaxPool{Window: test.window}, AvgPool{Window: test.window}} {
			_, err := layer.OutputShape(in)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: have %v, want an error with %q", test.name, err, test.want)
			}
		}
	}
	pool := MaxPool{Window: Window{Size: one, Stride: one}}
	if _, err := pool.OutputShape(Shape{4}); err == nil {
		t.Error("a window slides over a vector")
	}
	// Two pads whose sum overflows must not wrap around to a small number.
	vast := Padding{math.MaxInt, math.MaxInt, math.MaxInt, math.MaxInt}
	n := &Network{Input: NewTensor(1, 5, 5), Layers: []Layer{Conv{Kernel: NewTensor(1, 1, 2, 2), Bias: NewTensor(1), Stride: one, Pad: vast}}}
	if shapes, err := n.Shapes(); err == nil {
		t.Errorf("a padding of %d is accepted and makes %v", math.MaxInt, shapes[1])
	}
}
