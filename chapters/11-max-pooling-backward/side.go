package main

import "backprop/internal/cnn"

// The examples beside the network of the book: a tidy and an untidy
// matrix, the gradients of their four windows, and two windows.
var (
	tidy = [][]float64{
		{1, 2, 3, 4},
		{5, 6, 7, 8},
		{9, 10, 11, 12},
		{13, 14, 15, 16},
	}
	untidy = [][]float64{
		{2, 9, 4, 1},
		{7, 3, 5, 0},
		{1, 6, 2, 8},
		{4, 7, 3, 5},
	}
	delta = [][]float64{{0.5, -1}, {2, 0.25}}
	ones  = [][]float64{{1, 1}, {1, 1}}

	three = cnn.Window{Size: cnn.Steps{Down: 3, Across: 3},
		Stride: cnn.Steps{Down: 1, Across: 1}}
	two = cnn.Window{Size: cnn.Steps{Down: 2, Across: 2},
		Stride: cnn.Steps{Down: 2, Across: 2}}
)

// A pooling is a network that is nothing but a pooling layer: its input
// and output, the gradients that arrive and that it sends on, and who won.
type pooling struct {
	in, out, dOut, dIn cnn.Quantity
	won                [][2]int
}

// sides are the poolings that the chapter shows.
type sides struct {
	mask, tidy, untidy, maximum, mean, averages pooling
}

func sideExamples() (sides, error) {
	var s sides
	for _, e := range []struct {
		to       *pooling
		layer    cnn.Layer
		x, delta [][]float64
	}{
		{&s.mask, cnn.MaxPool{Window: three}, tidy, ones},
		{&s.tidy, cnn.MaxPool{Window: three}, tidy, delta},
		{&s.untidy, cnn.MaxPool{Window: three}, untidy, delta},
		{&s.maximum, cnn.MaxPool{Window: two}, untidy, delta},
		{&s.mean, cnn.AvgPool{Window: two}, untidy, delta},
		{&s.averages, cnn.AvgPool{Window: three}, untidy, delta},
	} {
		var err error
		if *e.to, err = pooled(e.layer, e.x, e.delta); err != nil {
			return s, err
		}
	}
	return s, nil
}

// pooled runs a pooling layer forward and backward.
func pooled(layer cnn.Layer, x, delta [][]float64) (pooling, error) {
	one, err := cnn.Single(layer, cnn.Map(x), cnn.Map(delta))
	if err != nil {
		return pooling{}, err
	}
	return pooling{in: one.X, out: one.Y, dOut: one.DY, dIn: one.DX,
		won: one.Winners(0)}, nil
}
