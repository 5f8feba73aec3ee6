package main

import (
	"iter"

	"backprop/internal/cnn"
)

// A kernel with a dilation, or with groups, is a larger one that is 0 wherever a
// weight was left out.

// placed yields the index of each weight of a layer, and its place in the larger
// kernel.
func placed(e *example) iter.Seq2[[4]int, [4]int] {
	conv, apart := e.Network.Layers[0].(cnn.Conv), e.Window.Apart()
	return func(yield func(small, large [4]int) bool) {
		for at := range e.K.Data {
			w := e.K.Tensor.Shape.Index(at)
			small := [4]int{w[0], w[1], w[2], w[3]}
			if !yield(small, [4]int{w[0], conv.FirstRead(w[0]) + w[1], w[2] * apart.Down, w[3] * apart.Across}) {
				return
			}
		}
	}
}

// filled is the larger kernel.
func filled(e *example) []maps {
	reach := e.Window.Reach()
	k := make([]maps, e.K.Tensor.Shape[0])
	for o := range k {
		k[o] = stack(e.X.Tensor.Shape[0], reach.Down, reach.Across)
	}
	for small, large := range placed(e) {
		k[large[0]][large[1]][large[2]][large[3]] = e.K.Tensor.At(small[:]...)
	}
	return k
}

// weightsOf are the cells of a larger kernel's gradient that belong to weights.
func weightsOf(e *example, dK []maps) []maps {
	own := alike(splitKernels(e.K))
	for small, large := range placed(e) {
		own[small[0]][small[1]][small[2]][small[3]] = dK[large[0]][large[1]][large[2]][large[3]]
	}
	return own
}
