package cnn

// SingleLayer is the network that is nothing but one layer. upstream is the
// gradient that arrives at its output, nil where there is only a way forward.
func SingleLayer(layer Layer, x, upstream *Tensor) *Network {
	return &Network{Input: x, Layers: []Layer{layer}, Upstream: upstream}
}

// A SinglePass is the pass of such a network, with names for its parts: Y is
// what the layer makes of X, DY what arrives and DX what goes on. Without an
// upstream gradient DX and DY have no Tensor.
type SinglePass struct {
	*Pass
	X, Y, DX, DY Quantity
}

// Single runs one layer over an input, and back with what arrives at its
// output. The error is that of Run.
func Single(layer Layer, x, upstream *Tensor) (*SinglePass, error) {
	p, err := Run(SingleLayer(layer, x, upstream))
	if err != nil {
		return nil, err
	}
	one := &SinglePass{Pass: p, X: p.activation(0), Y: p.activation(1)}
	if upstream != nil {
		one.DX, one.DY = p.gradient(0), p.gradient(1)
	}
	return one, nil
}
