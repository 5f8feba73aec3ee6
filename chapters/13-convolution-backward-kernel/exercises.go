package main

import (
	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// oneError is the gradient where a single 1 arrives.
func oneError(ex *cnn.Classic) (string, notebook.Let) {
	x := ex.X.Rows()
	arrives := cnn.Zeros(len(ex.Z.Rows()), len(ex.Z.Rows()[0]))
	m, n := len(ex.K.Rows())-1, len(ex.K.Rows()[0])-1
	i, j := telling(x, arrives, m, n)
	arrives[i][j] = 1
	net := layerAlone(ex, x, cnn.Map(arrives))
	let := notebook.Let{"i": i, "j": j, "first": notebook.At(ex.X, i, j),
		"first mistakes": marking.Mistaken(net, ex.DK.Place, 0, 0)}
	if m+n == 0 {
		return "a single 1 and one weight", let
	}
	let["m"], let["n"], let["last i"], let["last j"] = m, n, i+m, j+n
	let["last"] = notebook.At(ex.X, i+m, j+n)
	let["last mistakes"] = marking.Mistaken(net, ex.DK.Place, m, n)
	return "a single 1", let
}

// withoutOne is the gradient of a weight without one of its terms.
func withoutOne(ex *cnn.Classic) notebook.Let {
	m := len(ex.K.Rows()) - 1
	at := live(ex)[0]
	i, j := at[0], at[1]
	u, v := i+m, j
	term := ex.DZ.RealAt(i, j).Times(ex.X.RealAt(u, v))
	return notebook.Let{"u": u, "v": v, "i": i, "j": j, "m": m,
		"without":  ex.DK.RealAt(m, 0).Minus(term),
		"zero":     0,
		"gradient": notebook.Factor(ex.DZ.RealAt(i, j)),
		"cell":     notebook.At(ex.X, u, v),
		"mistakes": marking.Mistaken(layerAlone(ex, emptied(ex, u, v),
			ex.DZ.Tensor), ex.DK.Place, m, 0)}
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
	return cnn.SingleLayer(ex.Network.Layers[cnn.ConvLayer], cnn.Map(x),
		arrives)
}

// emptied is the input with one cell set to 0.
func emptied(ex *cnn.Classic, u, v int) [][]float64 {
	x := ex.X.Rows()
	x[u][v] = 0
	return x
}
