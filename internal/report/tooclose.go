package report

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// TooClose says where float64 decides a gate or a winner of a pass otherwise than
// the numbers themselves do, and that the book goes by float64: sentences about the
// first such cell, "" where there is none or nobody knows.
func TooClose(p *cnn.Pass) string {
	if !p.ToldExactly() {
		return ""
	}
	for i, layer := range p.Network.Layers {
		switch layer.(type) {
		case cnn.ReLU, cnn.MaxPool, cnn.MaxPool1d:
		default:
			continue
		}
		q, err := p.Quantity(cnn.ActivationPlace(i + 1))
		if err != nil {
			panic(err) // the place is the pass's own
		}
		note, err := notebook.TooCloseIn(q)
		if err != nil {
			panic(err)
		}
		if note != "" {
			return note + " The right numbers here are those of float64, as in PyTorch, so whoever computes more exactly finds others."
		}
	}
	return ""
}
