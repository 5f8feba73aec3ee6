package cnn

import "fmt"

// Links are the links of a layer with the slopes of the last run, in
// ascending order of the output element. They belong to the pass: read them,
// do not change them. In a batch they are those of one example; EachLink lists
// all.
func (p *Pass) Links(layer int) []Link { return p.stages[layer].links }

// Jacobian is the matrix [out in] of ∂out/∂in of a layer, with the elements
// of both sides in row-major order. It is an error if the matrix would have
// more than MaxElements elements.
func (p *Pass) Jacobian(layer int) (*Tensor, error) {
	in, out := len(p.Activations[layer].Data), len(p.Activations[layer+1].Data)
	if err := withinElements(Shape{out, in}); err != nil {
		return nil, &LayerError{layer, p.layers[layer].Op(), fmt.Errorf("Jacobian: %w; read its links instead", err)}
	}
	jacobian := NewTensor(out, in)
	if s := &p.stages[layer]; s.whole != nil {
		s.whole.jacobian(s.theta, jacobian)
		return jacobian, nil
	}
	for link := range p.EachLink(layer) {
		if link.In != One {
			jacobian.Data[link.Out*in+link.In] += link.Slope
		}
	}
	return jacobian, nil
}
