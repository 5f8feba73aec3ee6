package main

import (
	"fmt"
	"math"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// biasStep asks for the step of a bias: the kernel's, or the first of the
// fully connected layer where the kernel's has no gradient. Where neither
// has one, or the learning rate is 0, there is no step to ask for.
func biasStep(nb *notebook.Notebook, ex *cnn.Classic) {
	section, before, gradient, after := "the step of b", ex.B, ex.DB, ex.NewB
	if gradient.Data[0] == 0 {
		section, before, gradient, after = "the step of c", ex.C, ex.DC, ex.NewC
	}
	bias, dBias, eta := before.Data[0], gradient.Data[0], ex.LearningRate
	if dBias == 0 || eta == 0 {
		return
	}
	places := notebook.Enough(after.Data[0], []float64{bias}, []float64{-eta, dBias})
	nb.Ask(section, notebook.Let{"before": bias, "after": after.Data[0],
		"terms": fmt.Sprintf("%s − %s · %s", notebook.Places(bias, places), notebook.Places(eta, places),
			bracketed(notebook.Places(dBias, places))),
		"mistakes": marking.Mistaken(ex.Network, after.Place, 0)})
	firstOrder(nb, ex)
}

// firstOrder asks what the step of the steepest bias does to the loss, where
// float64 has an answer.
func firstOrder(nb *notebook.Notebook, ex *cnn.Classic) {
	steepest := 0
	for i, d := range ex.DC.Data {
		if math.Abs(d) > math.Abs(ex.DC.Data[steepest]) {
			steepest = i
		}
	}
	slope, eta := ex.DC.Data[steepest], ex.LearningRate
	change := -eta * slope * slope
	if change == 0 || math.IsInf(change, 0) {
		return
	}
	places := notebook.Enough(change, []float64{slope, slope, -eta})
	nb.Ask("what one bias does", notebook.Let{"i": steepest,
		"slope": notebook.Posed(slope, change, slope, -eta),
		"eta":   eta, "factor": bracketed(notebook.Places(slope, places)),
		"change": change, "climb": -change,
		"step": -eta * slope, "square": -slope * slope})
}

// bracketed is a number behind an operator.
func bracketed(number string) string {
	if strings.HasPrefix(number, "−") {
		return "(" + number + ")"
	}
	return number
}
