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
func biasStep(ex *cnn.Classic) []notebook.Exercise {
	whose, letter, hint := "kernel's bias", "b", "The rule is the same for every parameter. The gradient\n"+
		"$\\partial L/\\partial b$ is in [chapter 13](13-convolution-backward-kernel)."
	before, gradient, after := ex.B, ex.DB, ex.NewB
	if gradient.Data[0] == 0 {
		whose, letter, hint = "bias $c_0$", "c_0", "The rule is the same for every parameter. The gradient\n"+
			"$\\partial L/\\partial c$ is in [chapter 09](09-fully-connected-backward)."
		before, gradient, after = ex.C, ex.DC, ex.NewC
	}
	bias, dBias, eta := before.Data[0], gradient.Data[0], ex.LearningRate
	if dBias == 0 || eta == 0 {
		return nil
	}
	step := notebook.Enough(after.Data[0], []float64{bias}, []float64{-eta, dBias})
	exercises := []notebook.Exercise{{
		Question: fmt.Sprintf(`What is the %s after the step?`, whose),
		Answers: []notebook.Answer{{
			Name: `\text{new } ` + letter, Value: after.Data[0],
			Wrong: append([]notebook.Wrong{{Value: bias, Did: "did not take the step"}},
				marking.Mistaken(ex.Network, after.Place, 0)...)}},
		Hint: hint,
		Solution: fmt.Sprintf(`%s − %s · %s %s.`, notebook.Places(bias, step), notebook.Places(eta, step),
			bracketed(notebook.Places(dBias, step)), notebook.Eq(after.Data[0])),
	}}
	steepest := 0
	for i, d := range ex.DC.Data {
		if math.Abs(d) > math.Abs(ex.DC.Data[steepest]) {
			steepest = i
		}
	}
	slope := ex.DC.Data[steepest]
	if change := -eta * slope * slope; change == 0 || math.IsInf(change, 0) {
		return exercises // float64 has no answer to the next
	}
	return append(exercises, firstOrder(steepest, slope, eta))
}

// firstOrder asks what the step of one bias does to the loss.
func firstOrder(at int, slope, eta float64) notebook.Exercise {
	change := -eta * slope * slope
	return notebook.Exercise{
		Question: fmt.Sprintf(`To first order, by how much does the loss change when
only the bias $c_%d$ takes its step, whose gradient is $\partial L/\partial c_%[1]d %s$?`, at, notebook.Eq(slope)),
		Answers: []notebook.Answer{{Name: `\Delta L`, Value: change,
			Wrong: []notebook.Wrong{
				{Value: -change, Mistake: "update-sign", Did: "took the step along the gradient"},
				{Value: -eta * slope, Did: "gave the step of the bias"},
				{Value: -slope * slope, Did: "left out η"}}}},
		Hint:     `Gradient times step, and the step is $-\eta$ times the gradient.`,
		Solution: fmt.Sprintf(`−%s · %s² %s.`, notebook.Num(eta), notebook.Factor(slope), notebook.Eq(change)),
	}
}

// bracketed is a number behind an operator.
func bracketed(number string) string {
	if strings.HasPrefix(number, "−") {
		return "(" + number + ")"
	}
	return number
}

// halfBatch asks for a step on a batch of two.
func halfBatch() notebook.Exercise {
	return notebook.Exercise{
		Question: `A weight is 1. In a batch of two, the gradient of the first
example is 0.6 and that of the second is −0.2. The loss is the mean of the
two losses, and the learning rate is 0.5. What is the weight after the step?`,
		Answers: []notebook.Answer{{Name: `\theta'`, Value: 0.9, Wrong: []notebook.Wrong{
			{Value: 0.8, Did: "added the gradients and did not divide"},
			{Value: 1.1, Mistake: "update-sign", Did: "took the step along the gradient"},
			{Value: 0.7, Did: "used the first example only"},
			{Value: 0.95, Did: "divided by 2 twice"}}}},
		Hint:     `Add, divide by the number of examples, multiply by $\eta$, subtract.`,
		Solution: `The mean gradient is $(0.6 - 0.2) / 2 = 0.2$, so $\theta' = 1 - 0.5 \cdot 0.2 = 0.9$.`,
	}
}

// threeSigmoids asks what three layers leave of a gradient.
func threeSigmoids() notebook.Exercise {
	return notebook.Exercise{
		Question: `Three layers in a row are each a weight of 2 and a sigmoid, and
each sigmoid is as steep as it can be. A gradient of 1 arrives at the output
of the last one. How much of it reaches the input of the first? How large
would every weight have to be for nothing to be lost?`,
		Answers: []notebook.Answer{
			{Name: `\text{gradient}`, Value: 0.125, Wrong: []notebook.Wrong{
				{Value: 1.0 / 64, Did: "left out the weights"},
				{Value: 8, Did: "left out the slopes of the sigmoids"},
				{Value: 0.5, Did: "went through one layer only"}}},
			{Name: `\text{weight}`, Value: 4, Wrong: []notebook.Wrong{
				{Value: 1, Did: "left out the slope of the sigmoid"}}},
		},
		Hint: `Each layer multiplies the gradient by its weight and by the slope of
its sigmoid.`,
		Solution: `Each layer contributes a factor of $2 \cdot \frac{1}{4} = 0.5$, so
$0.5^3 = 0.125$ is left. With weights of 4 each factor would be 1. A larger
weight, however, makes $z$ larger as well, and there the sigmoid is flatter.`,
	}
}

// findTheBug asks for the mistake in a training loop.
func findTheBug() notebook.Exercise {
	return notebook.Exercise{
		Question: "The first step of this training is right, but from the second one on " +
			"the loss behaves oddly. Find the bug.\n\n" +
			"```go\n" +
			"sums := zeros(theta)\n" +
			"for at := 0; at < len(train); at += n {\n" +
			"\tfor _, e := range train[at : at+n] {\n" +
			"\t\tadd(sums, gradientsOf(e))\n" +
			"\t}\n" +
			"\tfor k := range theta {\n" +
			"\t\ttheta[k] -= rate * sums[k] / float64(n)\n" +
			"\t}\n" +
			"}\n" +
			"```",
		Hint: "What do the sums hold when the second batch begins?",
		Solution: "The sums are made once, before the loop over the batches, and never set back to 0, " +
			"so that every step repeats all earlier ones. Move the first line into the loop. " +
			"It is the missing `zero_grad`.",
	}
}
