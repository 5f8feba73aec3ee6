package main

import (
	"fmt"
	"math"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// alongPoints is how many points the curve of the loss along a step has, and
// alongSteps how many steps of the network's own learning rate it covers.
const (
	alongPoints = 13
	alongSteps  = 3
)

// promised compares what the squares of the gradients promise for a step with
// how the loss fell.
func promised(nb *notebook.Notebook, ex *cnn.Classic, squares, fall float64) {
	if squares == 0 {
		nb.Say("no gradient", nil)
		return
	}
	nb.Say("the promise", notebook.Let{"squares": squares, "promise": -ex.LearningRate * squares, "fall": fall})
	nb.Figure(alongStep(ex, squares, nb.Phrase("along the step", nil)))
}

// alongStep is the loss as one step gets longer, beside what the squares of
// the gradients promise, up to where the promise reaches a loss of 0.
func alongStep(ex *cnn.Classic, squares float64, caption string) notebook.Figure {
	net := *ex.Network
	var rates, loss, promise []float64
	for i := range alongPoints {
		net.LearningRate = ex.LearningRate * alongSteps * float64(i) / (alongPoints - 1)
		after, err := cnn.Run(notebook.Must(cnn.Run(&net)).Updated())
		if err != nil {
			break // the step leads to where the loss overflows
		}
		rates, loss = append(rates, net.LearningRate), append(loss, after.Loss)
		if p := ex.L.Data[0] - float64(net.LearningRate*squares); p >= 0 {
			promise = append(promise, p)
		}
	}
	curves := []notebook.Curve{{Name: "loss", X: rates, Y: loss}}
	if len(promise) > 0 { // the sum of squares may overflow
		curves = append(curves, notebook.Curve{Name: "first order", X: rates[:len(promise)], Y: promise, Dashed: true})
	}
	return notebook.Figure{
		Title:   "The loss after one step, by its learning rate",
		Caption: caption,
		X:       notebook.Axis{Label: "learning rate"},
		Y:       notebook.Axis{Label: "loss"},
		Curves:  curves,
	}
}

// mirrored is an image with the columns of each row in reverse.
func mirrored(image *cnn.Tensor) *cnn.Tensor {
	m := image.Clone()
	for row := range slices.Chunk(m.Data, m.Shape[len(m.Shape)-1]) {
		slices.Reverse(row)
	}
	return m
}

// batchOfTwo is the gradient of the biases c for the image and for its mirror
// image, with as many decimals as it takes to find their mean again.
func batchOfTwo(ex *cnn.Classic) (string, []string, [][]any) {
	pass := notebook.Must(cnn.Run(ex.Network.WithExample(mirrored(ex.Network.Input), ex.Network.Loss.Target)))
	var rows [][]any
	for i, one := range ex.DC.Data {
		two := pass.Parameters[cnn.DenseLayer][1].Gradient.Data[i]
		mean := (one + two) / 2
		decimals := notebook.Enough(mean, []float64{one, 0.5}, []float64{two, 0.5})
		rows = append(rows, []any{fmt.Sprintf("$c_%d$", i), notebook.Places(one, decimals),
			notebook.Places(two, decimals), mean})
	}
	return "The gradient of the biases over a batch of two", []string{"bias", "image", "mirror image", "mean"}, rows
}

// logOf3 is the loss of a network that gives each of three classes the same
// probability.
func logOf3() float64 { return math.Log(float64(len(classes))) }
