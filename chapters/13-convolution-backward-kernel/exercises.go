package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// oneError asks for the gradient where a single 1 arrives.
func oneError(ex *cnn.Classic) notebook.Exercise {
	x := ex.X.Rows()
	arrives := cnn.Zeros(len(ex.Z.Rows()), len(ex.Z.Rows()[0]))
	m, n := len(ex.K.Rows())-1, len(ex.K.Rows()[0])-1
	i, j := telling(x, arrives, m, n)
	arrives[i][j] = 1
	net := layerAlone(ex, x, cnn.Map(arrives))
	ask := func(m, n int) notebook.Answer {
		return notebook.Answer{
			Name:  notebook.TeX(ex.DK.Sign, m, n),
			Value: x[i+m][j+n],
			Wrong: marking.Mistaken(net, ex.DK.Place, m, n),
		}
	}
	return notebook.Exercise{
		Question: fmt.Sprintf(`Suppose that the gradient at
$Z_{%d,%d}$ were 1 and all the others 0. What would
$\partial L/\partial K$ be? Give its first and its last element.`,
			i, j),
		Answers: []notebook.Answer{ask(0, 0), ask(m, n)},
		Hint: `A single 1 leaves one term in each sum. Which cell of
$X$ is in it?`,
		Solution: fmt.Sprintf(`The gradient is a copy of the window that
$Z_{%d,%d}$ has read: its first cell is $X_{%[1]d,%d} %s$ and its last
$X_{%d,%d} %s$. This makes a good test for your own program: a single 1
must give back a window of $X$, unchanged.`, i, j,
			notebook.Eq(x[i][j]), i+m, j+n, notebook.Eq(x[i+m][j+n])),
	}
}

// telling is the first place whose window has a first cell other than its
// last: there a rotation shows.
func telling(x, places [][]float64, m, n int) (int, int) {
	for i := range places {
		for j := range places[i] {
			if x[i][j] != x[i+m][j+n] {
				return i, j
			}
		}
	}
	return 0, 0
}

// layerAlone is the convolution over an input of its own, with the
// gradient that arrives at it.
func layerAlone(ex *cnn.Classic, x [][]float64,
	arrives *cnn.Tensor) *cnn.Network {
	return &cnn.Network{
		Input:    cnn.Map(x),
		Layers:   []cnn.Layer{ex.Network.Layers[cnn.ConvLayer]},
		Upstream: arrives,
	}
}

// emptied is the input with one cell set to 0.
func emptied(ex *cnn.Classic, u, v int) [][]float64 {
	x := ex.X.Rows()
	x[u][v] = 0
	return x
}

// firstNonZero is the place of the first cell that is not zero.
func firstNonZero(rows [][]float64) (int, int) {
	for i := range rows {
		for j := range rows[i] {
			if rows[i][j] != 0 {
				return i, j
			}
		}
	}
	return 0, 0
}
