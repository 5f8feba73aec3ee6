package main

import (
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
)

// everyLossNetwork has each kind of loss behind what it needs, with targets of
// each kind that it takes. A dense layer makes the scores of it.
var everyLossNetwork = []struct{ last, loss string }{
	{"softmax", `"op": "cross_entropy", "target": [0, 0.25, 0.75]`},
	{"softmax", `"op": "cross_entropy", "target": 2`},
	{"log_softmax", `"op": "nll", "target": [0.5, 0, 0.5]`},
	{"log_softmax", `"op": "nll", "target": 0`},
	{"sigmoid", `"op": "binary_cross_entropy", "target": [1, 0, 0.3]`},
	{"sigmoid", `"op": "mean_binary_cross_entropy", "target": [0, 0.9, 1]`},
	{"", `"op": "hinge", "target": 0`},
	{"", `"op": "hinge", "target": 2, "margin": 0.25`},
	{"tanh", `"op": "squared_error", "target": [0.1, -0.4, 0.75]`},
	{"", `"op": "half_squared_error", "target": [0.1, -0.4, 0.75]`},
	{"sigmoid", `"op": "mean_squared_error", "target": [0.1, -0.4, 0.75]`},
}

// TestEveryLoss leads each kind of loss through all that the book does with a
// loss, as TestEveryLayer does with layers, alone and in a batch.
func TestEveryLoss(t *testing.T) {
	seen := map[cnn.LossOp]bool{}
	for _, row := range everyLossNetwork {
		t.Run(row.loss, func(t *testing.T) {
			n := lossNetwork(t, row.last, row.loss)
			seen[n.Loss.Op] = true
			pass, err := cnn.Run(n)
			if err != nil {
				t.Fatal(err)
			}
			comesBack(t, n)
			file, _ := format.MarshalNetwork(n)
			if again, err := format.ParseNetwork("again.json", file); err != nil || again.Loss.Margin != n.Loss.Margin || !slices.Equal(again.Loss.Target.Data, n.Loss.Target.Data) {
				t.Errorf("have the loss %+v after writing and reading (%v), want %+v", again.Loss, err, n.Loss)
			}
			agreesWithTheWitness(t, pass)
			saysLoss(t, n)
			isMarked(t, n, pass)
		})
	}
	for _, kind := range cnn.LossKinds() {
		if !seen[kind.Op] {
			t.Errorf("no network here has the loss %q; add a row to everyLossNetwork", string(kind.Op))
		}
	}
}

func lossNetwork(t *testing.T, last, loss string) *cnn.Network {
	t.Helper()
	if last != "" {
		last = `, {"op": "` + last + `"}`
	}
	n, err := format.ReadNetwork("every-loss.json", strings.NewReader(`{"input": `+vector+`,
		"layers": [{"op": "dense", "weights": [[0.4, -0.2, 0.6], [0.15, 0.9, -0.5], [-0.35, 0.7, 0.25]], "bias": [0.3, -0.1, 0.2]}`+last+`],
		"loss": {`+loss+`}}`))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// saysLoss plays the chapter on the network and certifies what it prints.
func saysLoss(t *testing.T, n *cnn.Network) {
	t.Helper()
	says(t, n, n.Layers[0].Op())
	kind, _ := n.Loss.Kind()
	p, err := notebook.PlayWatched(source, run, notebook.Example{File: "loss.json", Network: n, Given: true})
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(strings.Fields(p.Text()), " "); !strings.Contains(text, kind.Sentence) {
		t.Errorf("the chapter does not say %q", kind.Sentence)
	}
}
