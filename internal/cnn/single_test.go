package cnn

import (
	"slices"
	"testing"
)

func TestSingle(t *testing.T) {
	x, upstream := Vector(-2, 0, 3), Vector(0.5, 2, -1)
	one, err := Single(ReLU{}, x, upstream)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		q    Quantity
		want []float64
	}{
		{"X", one.X, []float64{-2, 0, 3}},
		{"Y", one.Y, []float64{0, 0, 3}},
		{"DY", one.DY, []float64{0.5, 2, -1}},
		{"DX", one.DX, []float64{0, 0, -1}},
	} {
		if !slices.Equal(c.q.Data, c.want) {
			t.Errorf("%s: have %v, want %v", c.name, c.q.Data, c.want)
		}
	}
	forward, err := Single(ReLU{}, x, nil)
	if err != nil || forward.DX.Tensor != nil {
		t.Errorf("without an upstream gradient: have %v and the error %v", forward.DX.Tensor, err)
	}
	if _, err := Single(Softmax{}, NewTensor(1, 2, 2), nil); err == nil {
		t.Error("a softmax over maps was accepted")
	}
}
