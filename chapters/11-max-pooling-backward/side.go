package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

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

// sides are the poolings that the chapter shows.
type sides struct {
	mask, tidy, untidy, maximum, mean, averages *cnn.SinglePass
}

// sideExamples are all of them.
func sideExamples() sides {
	largest, mean := cnn.MaxPool{Window: three}, cnn.AvgPool{Window: two}
	return sides{
		mask:     pooled(largest, tidy, ones),
		tidy:     pooled(largest, tidy, delta),
		untidy:   pooled(largest, untidy, delta),
		maximum:  pooled(cnn.MaxPool{Window: two}, untidy, delta),
		mean:     pooled(mean, untidy, delta),
		averages: pooled(cnn.AvgPool{Window: three}, untidy, delta),
	}
}

// pooled runs a pooling layer forward and backward.
func pooled(layer cnn.Layer, x, delta [][]float64) *cnn.SinglePass {
	return notebook.Must(cnn.Single(layer, cnn.Map(x), cnn.Map(delta)))
}
