package main

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// parameters are the learned numbers of a network, one list for each array:
// the kernels, their biases, the weights, the biases c. They are the network's
// own, so that writing to them changes it.
func parameters(n *cnn.Network) [][]float64 {
	var all [][]float64
	for _, layer := range n.Layers {
		for _, p := range cnn.ParametersOf(layer) {
			all = append(all, p.Value.Data)
		}
	}
	return all
}

// gradients are those of a pass, in the order of parameters.
func gradients(pass *cnn.Pass) [][]float64 {
	var all [][]float64
	for _, layer := range pass.Parameters {
		for _, p := range layer {
			all = append(all, p.Gradient.Data)
		}
	}
	return all
}

// zeros are lists of zeros as long as others.
func zeros(like [][]float64) [][]float64 {
	all := make([][]float64, len(like))
	for i, list := range like {
		all[i] = make([]float64, len(list))
	}
	return all
}

// besideEngine is all parameters after one step on a batch, by the chapter's
// loop and by the engine.
func besideEngine(step func(*cnn.Network, *cnn.Pass, []example, float64) float64,
	batch []example) (ours, engine []float64) {
	net := network(cnn.ReLU{})
	step(net, notebook.Must(cnn.NewPass(net)), batch, rate)
	b := notebook.Must(cnn.NewBatch(network(cnn.ReLU{})))
	for _, e := range batch {
		notebook.OK(b.Add(e.image, e.target))
	}
	return slices.Concat(parameters(net)...), slices.Concat(parameters(b.Step(rate))...)
}
