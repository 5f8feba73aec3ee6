package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// loops are the loops of the chapter, for a convolution and for a mean.
type (
	loops     = func(x maps, k []maps, b []float64, dZ maps, w cnn.Window) (z, dX maps, dK []maps, dB []float64)
	meanLoops = func(x, dP [][]float64, w cnn.Window) (p, dX [][]float64)
)

// agree checks that the loops and the engine give the same for convolutions. The
// loops know no dilation and no groups: they get the larger kernel.
func agree(nb *notebook.Notebook, layer loops, convolutions ...*example) {
	for _, e := range convolutions {
		w := e.Window
		w.Size = w.Reach()
		z, dX, dK, dB := layer(split(e.X), filled(e), e.B.Data, split(e.DZ), w)
		name := e.Network.Name + ": "
		nb.Check(name+"$Z$", z, e.Z)
		nb.Check(name+`$\partial L/\partial X$`, dX, e.DX)
		nb.Check(name+`$\partial L/\partial K$`, weightsOf(e, dK), splitKernels(e.DK))
		nb.Check(name+`$\partial L/\partial b$`, dB, e.DB)
	}
}

// agreeOnMeans checks that the loops and the engine give the same for poolings.
func agreeOnMeans(nb *notebook.Notebook, average meanLoops, l layers) {
	for _, e := range l.means() {
		p, dX := average(e.X.Rows(), e.DZ.Rows(), e.Window)
		name := e.Network.Name + ": "
		nb.Check(name+"$P$", p, e.Z)
		nb.Check(name+`$\partial L/\partial X$`, dX, e.DX)
	}
}

// sameGradients checks that a stride is a layer with stride 1 and a dilated error
// signal.
func sameGradients(nb *notebook.Notebook, l layers) {
	nb.Check(`stride 1, dilated $\delta$: $\partial L/\partial X$`, l.slow.DX, l.stride.DX)
	nb.Check(`stride 1, dilated $\delta$: $\partial L/\partial K$`, l.slow.DK, l.stride.DK)
}
