package main

import (
	"bytes"
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// workedExample is the network of the book.
func workedExample() *cnn.Classic {
	return notebook.Must(cnn.AsClassic(notebook.Must(notebook.WorkedExample()).Network))
}

// exampleOf is an example of answers, marked for the worked example of the
// book.
func exampleOf(nb *notebook.Notebook, file string, text []byte) *report.Marking {
	ex := workedExample()
	answers := notebook.Must(marking.ReadAnswers(file, bytes.NewReader(text), ex.Pass))
	return notebook.Must(report.Mark(nb, ex.Network, answers, 0))
}

// examplePastes is a file of answers in text: two arrays of the worked example,
// one by its place, as PyTorch prints it, and one by its symbol, as MATLAB does.
func examplePastes() string {
	ex := workedExample()
	var p, ds []string
	for i, v := range ex.Prob.Data {
		p = append(p, fmt.Sprintf("%.4f", v))
		ds = append(ds, fmt.Sprintf("%10.4f", ex.DS.Data[i]))
	}
	return fmt.Sprintf("%s = tensor([%s])\ndL/ds =\n%s\n", ex.Prob.Place, strings.Join(p, ", "), strings.Join(ds, ""))
}

// A gate is a ReLU of a network: what it reads and the gradient that arrives.
type gate struct {
	net      *cnn.Network
	z, delta []float64
}

// alone is the gate as a network of its own: what arrives there is what the
// pass says to its last digit, which a catalogue that goes the long way back
// from a saturated sigmoid does not reach.
func (g gate) alone() *cnn.Network {
	return cnn.SingleLayer(cnn.ReLU{}, cnn.Vector(g.z...), cnn.Vector(g.delta...))
}

// lastGate is the last ReLU of a network that a gradient reaches, or that of the
// worked example where there is none.
func lastGate(n *cnn.Network) gate {
	layer := lastReLU(n)
	if layer < 0 {
		n, layer = workedExample().Network, cnn.ReLULayer
	}
	pass := notebook.Must(cnn.Run(n))
	return gate{n, pass.Activations[layer].Data, pass.Gradients[layer+1].Data}
}

// lastReLU is the number of the last ReLU that a gradient reaches, or −1. One
// before a leaky ReLU does not count: the gate can be forgotten there too, and
// then another gradient arrives. Nor does one whose input is added further on:
// what comes back past it has met no gate.
func lastReLU(n *cnn.Network) int {
	if n.Loss != nil || n.Upstream != nil {
		for i := len(n.Layers) - 1; i >= 0; i-- {
			switch n.Layers[i].(type) {
			case cnn.ReLU:
				if skipped(n, i) {
					return -1
				}
				return i
			case cnn.LeakyReLU:
				return -1
			}
		}
	}
	return -1
}

// skipped reports an activation that an add layer reads.
func skipped(n *cnn.Network, activation int) bool {
	for _, layer := range n.Layers {
		if add, ok := layer.(cnn.Add); ok && add.From == activation {
			return true
		}
	}
	return false
}

// found says which rules fit the answer.
func found(nb *notebook.Notebook, rules []string, given bool) {
	let := notebook.Let{"rules": notebook.Listed(rules), "from": ""}
	if !given {
		let["from"] = " " + nb.Phrase("from the worked example", nil)
	}
	if len(rules) == 1 {
		nb.Say("one rule", let)
		return
	}
	let["n"] = len(rules)
	nb.Say("several rules", let)
}
