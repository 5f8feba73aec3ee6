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
		in, err := p.Quantity(cnn.ActivationPlace(i))
		if err != nil {
			panic(err) // each layer reads something
		}
		for at := range p.Activations[i+1].Data {
			switch layer.(type) {
			case cnn.ReLU, cnn.LeakyReLU:
				if (in.Data[at] > 0) == (in.Real(at).Sign() > 0) {
					continue
				}
			case cnn.MaxPool, cnn.MaxPool1d:
			default:
				continue
			}
			d, err := p.Derive(cnn.ActivationPlace(i+1), at)
			if err != nil {
				panic(err) // the place and the offset are the pass's own
			}
			if d.Rule == cnn.Largest && !beaten(p, d) {
				continue
			}
			if note := notebook.TooClose(d); note != "" {
				return note + " The right numbers here are those of float64, as in PyTorch, so whoever computes more exactly finds others."
			}
		}
	}
	return ""
}

// beaten reports whether a cell of a window is larger than its winner.
func beaten(p *cnn.Pass, d cnn.Derivation) bool {
	var best cnn.Real
	for _, t := range d.Terms {
		if t.Chosen {
			best = p.FactorReal(t.Factors[0])
		}
	}
	for _, t := range d.Terms {
		if p.FactorReal(t.Factors[0]).Minus(best).Sign() > 0 {
			return true
		}
	}
	return false
}
