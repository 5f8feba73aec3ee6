package main

import (
	"math"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// biasStep asks for the step of a bias: the kernel's, or the first of the
// fully connected layer where the kernel's has no gradient. Where neither
// has one, or the learning rate is 0, there is no step to ask for.
func biasStep(nb *notebook.Notebook, ex *cnn.Classic) {
	section, before, gradient, after := "the step of b", ex.B, ex.DB, ex.NewB
	if gradient.Real(0).Sign() == 0 {
		section, before, gradient, after = "the step of c", ex.C, ex.DC, ex.NewC
	}
	bias, slope, eta := before.Real(0), gradient.Real(0), cnn.Written(ex.LearningRate)
	if slope.Sign() == 0 || eta.Sign() == 0 {
		return
	}
	nb.Ask(section, notebook.Let{"before": notebook.At(before, 0), "after": notebook.At(after, 0),
		"worked":   notebook.Worked(after.Real(0), notebook.Plus(bias), notebook.Minus(eta, slope)),
		"mistakes": marking.Mistaken(ex.Network, after.Place, 0)})
	firstOrder(nb, ex)
}

// firstOrder asks what the step of the steepest bias does to the loss, where
// float64 has an answer.
func firstOrder(nb *notebook.Notebook, ex *cnn.Classic) {
	steepest := ex.DC.Farthest()
	slope, eta := ex.DC.Real(steepest), cnn.Written(ex.LearningRate)
	square, step := slope.Times(slope).Negated(), slope.Times(eta).Negated()
	change := square.Times(eta)
	if v := change.Float(); v == 0 || math.IsInf(v, 0) {
		return
	}
	nb.Ask("what one bias does", notebook.Let{"i": steepest,
		"slope":  notebook.Posed(slope, change.Float(), slope.Float(), -ex.LearningRate),
		"change": change, "climb": change.Negated(), "step": step, "square": square,
		"worked": notebook.Worked(change, notebook.Minus(eta, slope, slope))})
}
