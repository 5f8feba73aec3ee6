package main

import (
	"iter"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// agree runs the chapter's loops over every layer and checks that they give what
// the engine gives.
func agree(nb *notebook.Notebook, pass *cnn.Pass,
	forward, backward func(links iter.Seq[cnn.Link], from, to []float64),
	gradient func(links iter.Seq[cnn.Link], x, dy, dTheta []float64)) {
	var y, wantY, dx, wantDx, dTheta, wantTheta []float64
	for i, layer := range pass.Network.Layers {
		if layer.Op() == "batchnorm" {
			continue // it asks all examples at once
		}
		links, in := pass.EachLink(i), pass.Activations[i].Data
		if out := pass.Activations[i+1].Data; !bent(layer) {
			have := make([]float64, len(out))
			forward(links, in, have)
			withSkip(pass, i, have)
			y, wantY = append(y, have...), append(wantY, out...)
		}
		if pass.Gradients == nil {
			continue
		}
		if i == len(pass.Network.Layers)-1 && pass.Beyond() {
			continue // it is p − y at once, without this step
		}
		have := make([]float64, len(in))
		backward(links, pass.Gradients[i+1].Data, have)
		withSkips(pass, i, have)
		dx, wantDx = append(dx, have...), append(wantDx, pass.Gradients[i].Data...)

		for _, learned := range pass.Parameters[i] {
			wantTheta = append(wantTheta, learned.Gradient.Data...)
		}
		have = make([]float64, len(wantTheta)-len(dTheta))
		gradient(links, in, pass.Gradients[i+1].Data, have)
		dTheta = append(dTheta, have...)
	}
	for _, c := range []struct {
		what       string
		have, want []float64
	}{
		{"the loop forward and the engine", y, wantY},
		{"the loop backward and the engine", dx, wantDx},
		{"the loop for the parameters and the engine", dTheta, wantTheta},
	} {
		if len(c.have) > 0 {
			nb.Check(c.what, c.have, c.want)
		}
	}
}

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

// bent reports whether a layer is a curve: its slopes do not say what
// its outputs are.
func bent(layer cnn.Layer) bool {
	if _, ok := layer.(cnn.Composed); ok {
		return true
	}
	curve, ok := layer.(cnn.Nonlinear)
	if !ok || curve.Rule() == cnn.Rectified {
		return false
	}
	_, ok = curve.Rule().Expression()
	return ok
}
