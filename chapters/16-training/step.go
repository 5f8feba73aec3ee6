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

// compared shows the network before and after the step. After is nil where the
// step leads to numbers that float64 cannot hold.
func compared(nb *notebook.Notebook, ex, after *cnn.Classic) {
	if after == nil {
		nb.Say("too far", nil)
		return
	}
	nb.Table(oneStep(ex, after))
}

// promised compares what the squares of the gradients promise for a step with
// how the loss fell.
func promised(nb *notebook.Notebook, ex *cnn.Classic, squares cnn.Real, after *cnn.Classic) {
	switch {
	case after == nil:
		return
	case squares.Sign() == 0:
		nb.Say("no gradient", nil)
		return
	case ex.LearningRate == 0:
		nb.Say("no step", nil)
		return
	}
	fall := after.L.RealAt().Minus(ex.L.RealAt())
	promise := cnn.Written(-ex.LearningRate).Times(squares)
	if fall.Sign() == 0 && isBeside(promise, ex.L.RealAt()) {
		nb.Say("the promise alone", notebook.Let{"squares": squares, "promise": promise})
		return
	}
	nb.Say("the promise", notebook.Let{"squares": squares, "promise": promise, "fall": fall})
	nb.Figure(alongStep(ex, squares, nb.Phrase("along the step", nil)))
}

// isBeside reports a change that is so small beside a loss that its digits are not
// among those that are computed of the loss: what is left of it is no 0.
func isBeside(change, loss cnn.Real) bool {
	most := loss.Times(cnn.Written(1e-9))
	return most.Plus(change).Sign() > 0 && most.Minus(change).Sign() > 0
}

// alongStep is the loss as one step gets longer, beside what the squares of
// the gradients promise, up to where the promise reaches a loss of 0.
func alongStep(ex *cnn.Classic, squares cnn.Real, caption string) notebook.Figure {
	net := *ex.Network
	loss := notebook.Curve{Name: "loss", Way: notebook.WayForward}
	promise := notebook.Curve{Name: "first order", Way: notebook.WayBackward, Dashed: true}
	for i := range alongPoints {
		net.LearningRate = ex.LearningRate * alongSteps * float64(i) / (alongPoints - 1)
		before := notebook.Must(cnn.AsClassic(&net))
		after, err := before.Stepped()
		if err != nil {
			break // the step leads to where the loss overflows
		}
		loss.Add(net.LearningRate, after.L.RealAt())
		if p := ex.L.RealAt().Minus(cnn.Written(net.LearningRate).Times(squares)); p.Sign() >= 0 {
			promise.Add(net.LearningRate, p)
		}
	}
	curves := []notebook.Curve{loss}
	if len(promise.X) > 0 {
		curves = append(curves, promise)
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
	mirror := notebook.Must(pass.Quantity(ex.DC.Place))
	for i, one := range ex.DC.Reals() {
		two := mirror.Real(i)
		mean := one.Plus(two).Over(cnn.Written(2))
		decimals := notebook.Enough(mean.Float(), []float64{one.Float(), 0.5}, []float64{two.Float(), 0.5})
		rows = append(rows, []any{fmt.Sprintf("$c_%d$", i), notebook.Places(one, decimals),
			notebook.Places(two, decimals), mean})
	}
	return "The gradient of the biases over a batch of two", []string{"bias", "image", "mirror image", "mean"}, rows
}

// logOf3 is the loss of a network that gives each of three classes the same
// probability.
func logOf3() float64 { return math.Log(float64(len(classes))) }
