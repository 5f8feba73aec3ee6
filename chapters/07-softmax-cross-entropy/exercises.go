package main

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// raiseOther is what the larger score of another class does.
func raiseOther(ex *cnn.Classic, t int) notebook.Let {
	s, raised := ex.S.Values(), ex.S.Reals()
	j := (t + 1) % len(s)
	raised[j] = raised[j].Plus(cnn.Written(1))
	q, losses := cnn.SoftmaxOf(raised)
	s[j]++
	end := &cnn.Network{Input: cnn.Vector(s...),
		Layers: ex.Network.Layers[cnn.SoftmaxLayer:],
		Loss:   ex.Network.Loss}
	return notebook.Let{"j": j, "t": t,
		"p": q[t], "old p": notebook.At(ex.Prob, t),
		"loss": losses[t], "old loss": minusLog(ex.S.Values(), t),
		"mistakes": marking.Mistaken(end, cnn.LossPlace),
		"scores":   notebook.List(raised), "probabilities": notebook.List(q)}
}

// raiseAll is what a larger score of every class does.
func raiseAll(ex *cnn.Classic,
	softmax func([]float64, float64) []float64, t int) notebook.Let {
	lone := ex.S.Values()
	lone[t] += 5
	return notebook.Let{"t": t, "p": notebook.At(ex.Prob, t),
		"alone": softmax(lone, slices.Max(lone))[t]}
}
