package main

import (
	"fmt"
	"math"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A tried learning rate, with the network that it led to and how it went.
type tried struct {
	rate float64
	net  *cnn.Network
	course
}

// lossFigure shows three trainings.
func lossFigure(small, right, large course, caption string) notebook.Figure {
	return notebook.Figure{
		Title:   "Loss over the epochs, with three learning rates",
		Caption: caption,
		X:       notebook.Axis{Label: "epoch"},
		Y:       notebook.Axis{Label: "loss"},
		Curves: []notebook.Curve{
			{Name: rateName(rate / 10), X: small.epoch, Y: small.loss, Dashed: true},
			{Name: rateName(rate), X: right.epoch, Y: right.loss},
			{Name: rateName(rate * 10), X: large.epoch, Y: large.loss, Dashed: true},
		},
	}
}

func rateName(rate float64) string { return "η = " + notebook.Num(rate) }

// accuracyFigure is the share of the pictures that a training gets right.
func accuracyFigure(c course, caption string) notebook.Figure {
	return notebook.Figure{
		Title:   "Accuracy over the epochs",
		Caption: caption,
		X:       notebook.Axis{Label: "epoch"},
		Y:       notebook.Axis{Label: "share right"},
		Curves: []notebook.Curve{
			{Name: "training", X: c.epoch, Y: c.trained},
			{Name: "test", X: c.epoch, Y: c.tested, Dashed: true},
		},
	}
}

// rateTable has a row for each learning rate.
func rateTable(train, test []example, all ...tried) (string, []string, [][]any) {
	var rows [][]any
	for _, t := range all {
		dead := deadKernels(t.net, append(train[:len(train):len(train)], test...))
		rows = append(rows, []any{t.rate, t.loss[0], t.loss[4], t.loss[epochs-1],
			count(t.tested[epochs-1], test), dead})
	}
	return "Three learning rates", []string{`$\eta$`, "loss, first epoch", "fifth", "last",
		fmt.Sprintf("right of %d", len(test)), "dead kernels"}, rows
}

// deadKernels counts the kernels whose ReLU is closed at every place of every
// picture.
func deadKernels(net *cnn.Network, examples []example) int {
	var alive [kernels]bool
	each(net, examples, func(pass *cnn.Pass, _ example) {
		z := pass.Activations[1]
		for at, v := range z.Data {
			k := at / (len(z.Data) / kernels)
			alive[k] = alive[k] || v > 0
		}
	})
	dead := 0
	for _, a := range alive {
		if !a {
			dead++
		}
	}
	return dead
}

// largestGradients is, for each parameter, the largest gradient of any
// picture, and whether the parameter moves.
func largestGradients(net *cnn.Network, examples []example) (string, []string, [][]any) {
	names := []string{"kernels", "their biases", "weights $W$", "biases $c$"}
	largest := make([]float64, len(names))
	each(net, examples, func(pass *cnn.Pass, _ example) {
		for t, list := range gradients(pass) {
			for _, g := range list {
				largest[t] = max(largest[t], math.Abs(g))
			}
		}
	})
	var rows [][]any
	for t, name := range names {
		moves := "yes"
		if largest[t] == 0 {
			moves = "no"
		}
		rows = append(rows, []any{name, largest[t], moves})
	}
	return "After the training with the largest rate", []string{"parameter", "largest gradient", "moves"}, rows
}

// each runs a network, which has a loss, on every example.
func each(net *cnn.Network, examples []example, look func(*cnn.Pass, example)) {
	pass := notebook.Must(cnn.NewPass(net))
	for _, e := range examples {
		notebook.OK(pass.Run(net.WithExample(e.image, e.target)))
		look(pass, e)
	}
}

// deep is a network of single weights, each 1 and followed by an activation,
// at which a gradient of 1 arrives.
func deep(activation cnn.Layer) *cnn.Network {
	one := &cnn.Tensor{Shape: cnn.Shape{1, 1}, Data: []float64{1}}
	n := &cnn.Network{Input: cnn.Vector(deepInput), Upstream: cnn.Vector(1)}
	for range depth {
		n.Layers = append(n.Layers, cnn.Dense{Weights: one, Bias: cnn.Vector(0)}, activation)
	}
	return n
}

// depth is how many weights a deep network has, and deepInput what it reads.
const (
	depth     = 6
	deepInput = 0.5
)

var activations = []cnn.Layer{cnn.ReLU{}, cnn.Tanh{}, cnn.Sigmoid{}}

// depthTable is the gradient of each weight, the last layer first.
func depthTable() (string, []string, [][]any) {
	rows := make([][]any, depth)
	for at := range rows {
		rows[at] = []any{fmt.Sprint(at + 1)}
	}
	for _, activation := range activations {
		pass := notebook.Must(cnn.Run(deep(activation)))
		for at := range rows {
			g := pass.Parameters[2*(depth-1-at)][0].Gradient.Data[0]
			if g < 0.001 {
				rows[at] = append(rows[at], notebook.Power(g))
				continue
			}
			rows[at] = append(rows[at], g)
		}
	}
	return "The gradient of the weight, from the last layer down",
		[]string{"layers passed", "ReLU", "tanh", "sigmoid"}, rows
}
