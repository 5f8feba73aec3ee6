package main

import "backprop/internal/cnn"

// withSkip adds to what the links of layer i make the earlier activation
// that an add layer names.
func withSkip(pass *cnn.Pass, i int, y []float64) {
	if a, ok := pass.Network.Layers[i].(cnn.Add); ok {
		for k, v := range pass.Activations[a.From].Data {
			y[k] += v
		}
	}
}

// withSkips adds to what the links of layer i send back to its input what
// comes from add layers that have read that input, too.
func withSkips(pass *cnn.Pass, i int, dx []float64) {
	for _, layer := range pass.Network.Uses(i) {
		for k, d := range pass.Gradients[layer+1].Data {
			dx[k] += d
		}
	}
}
