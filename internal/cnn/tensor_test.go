package cnn

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestRows(t *testing.T) {
	rows := [][]float64{{1, 2, 3}, {4, 5, 6}}
	for _, test := range []struct {
		tensor *Tensor
		want   [][]float64
	}{
		{Matrix(rows), rows}, {Map(rows), rows}, {Filter(rows), rows},
		{Vector(1, 2, 3), [][]float64{{1, 2, 3}}},
	} {
		have := test.tensor.Rows()
		if !reflect.DeepEqual(have, test.want) {
			t.Errorf("%v: have %v, want %v", test.tensor.Shape, have, test.want)
		}
		if have[0][0] = 9; test.tensor.Data[0] != 1 {
			t.Errorf("%v: the rows are no copy", test.tensor.Shape)
		}
	}
	if have := Zeros(2, 3); !reflect.DeepEqual(have, [][]float64{{0, 0, 0}, {0, 0, 0}}) {
		t.Errorf("have %v, want 2×3 zeros", have)
	}
}

func TestAt(t *testing.T) {
	maps := &Tensor{Shape: Shape{2, 2, 2}, Data: []float64{0, 1, 2, 3, 4, 5, 6, 7}}
	for at, want := range maps.Data {
		index := maps.Shape.Index(at)
		if have := maps.At(index...); have != want || maps.Shape.Offset(index...) != at {
			t.Errorf("%v: have %v, want %v", index, have, want)
		}
	}
	if have := Filter([][]float64{{1, 2}, {3, 4}}).At(1, 0); have != 3 {
		t.Errorf("have %v, want 3: one kernel is read with two indices", have)
	}
	if have := Vector(7).At(); have != 7 {
		t.Errorf("have %v, want 7: one number needs no index", have)
	}
}

// What cannot be asked of a tensor is said, with the shape.
func TestTensorPanics(t *testing.T) {
	maps := NewTensor(2, 2, 2)
	for name, test := range map[string]struct {
		do   func()
		want string
	}{
		"no rows":          {func() { Matrix(nil) }, "without rows"},
		"ragged":           {func() { Matrix([][]float64{{1, 2}, {3}}) }, "row 1 has 1 elements, row 0 has 2"},
		"rows of two maps": {func() { maps.Rows() }, "shape 2×2×2 is not one matrix"},
		"too few indices":  {func() { maps.At(1, 1) }, "index with 2 axes into a tensor of shape 2×2×2"},
		"below":            {func() { maps.At(1, -1, 0) }, "index -1 outside axis 1 of shape 2×2×2"},
		"above":            {func() { maps.At(1, 1, 2) }, "index 2 outside axis 2 of shape 2×2×2"},
		"which of two":     {func() { Vector(1, 2).At() }, "index with 0 axes into a tensor of shape 2"},
	} {
		func() {
			defer func() {
				if have, ok := recover().(string); !ok || !strings.Contains(have, test.want) {
					t.Errorf("%s: have %q, want a panic with %q", name, have, test.want)
				}
			}()
			test.do()
		}()
	}
}

// TestSumsAndPlaces: sums go row by row, and of equal elements the first is the
// largest.
func TestSumsAndPlaces(t *testing.T) {
	m := Map([][]float64{{1, -2, 4}, {0.5, 4, 3}})
	if have, want := m.Sum(), 10.5; have != want {
		t.Errorf("have the sum %v, want %v", have, want)
	}
	if have, want := m.Largest(), []int{0, 2}; !slices.Equal(have, want) {
		t.Errorf("have the largest at %v, want %v", have, want)
	}
	have, want := Transposed(m.Rows()), [][]float64{{1, 0.5}, {-2, 4}, {4, 3}}
	if !slices.EqualFunc(have, want, slices.Equal) {
		t.Errorf("have %v, want %v", have, want)
	}
}

// TestWinners: each window of each map names a cell of its own map.
func TestWinners(t *testing.T) {
	x := &Tensor{Shape: Shape{2, 2, 4}, Data: []float64{1, 2, 7, 0, 0, 3, 0, 7, -1, -2, -3, -4, -1, 0, -5, -2}}
	one, err := Single(MaxPool{Window: Window{Size: Steps{2, 2}, Stride: Steps{2, 2}}}, x, nil)
	if err != nil {
		t.Fatal(err)
	}
	if have, want := one.Winners(0), [][2]int{{1, 1}, {0, 2}, {1, 1}, {1, 3}}; !slices.Equal(have, want) {
		t.Errorf("have %v, want %v", have, want)
	}
}
