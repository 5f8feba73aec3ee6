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

// exampleOf is an example of answers, marked for the worked example of the
// book.
func exampleOf(nb *notebook.Notebook, file string, text []byte) (*report.Marking, error) {
	worked, err := notebook.WorkedExample()
	if err != nil {
		return nil, err
	}
	pass, err := cnn.Run(worked.Network)
	if err != nil {
		return nil, err
	}
	answers, err := marking.ReadAnswers(file, bytes.NewReader(text), pass)
	if err != nil {
		return nil, err
	}
	return report.Mark(nb, worked.Network, answers, 0)
}

// examplePastes is a file of answers in text: two arrays of the worked example,
// one by its place, as PyTorch prints it, and one by its symbol, as MATLAB does.
func examplePastes() (string, error) {
	worked, err := notebook.WorkedExample()
	if err != nil {
		return "", err
	}
	pass, err := cnn.Run(worked.Network)
	if err != nil {
		return "", err
	}
	last := len(pass.Activations) - 1
	var p, ds []string
	for i, v := range pass.Activations[last].Data {
		p = append(p, fmt.Sprintf("%.4f", v))
		ds = append(ds, fmt.Sprintf("%10.4f", pass.Gradients[last-1].Data[i]))
	}
	return fmt.Sprintf("%s = tensor([%s])\ndL/ds =\n%s\n", cnn.ActivationPlace(last), strings.Join(p, ", "), strings.Join(ds, "")), nil
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
func lastGate(n *cnn.Network) (gate, error) {
	layer := lastReLU(n)
	if layer < 0 {
		worked, err := notebook.WorkedExample()
		if err != nil {
			return gate{}, err
		}
		n, layer = worked.Network, cnn.ReLULayer
	}
	pass, err := cnn.Run(n)
	if err != nil {
		return gate{}, err
	}
	return gate{n, pass.Activations[layer].Data, pass.Gradients[layer+1].Data}, nil
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
