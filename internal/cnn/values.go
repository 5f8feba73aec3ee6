package cnn

// Values is everything that a pass computed, in the shape in which it is
// written to a file: every array has its tensor's own shape. The tensors are
// the pass's own; the next run changes them.
type Values struct {
	Loss        *float64          // nil without a loss
	Activations []*Tensor         // the input and the output of each layer
	Gradients   []*Tensor         // ∂L/∂ each of these; nil in a forward pass only
	Parameters  []ParameterValues // nil in a forward pass only
}

// ParameterValues is what a pass computed for one parameter of a layer.
type ParameterValues struct {
	Layer    int // from 0
	Name     string
	Gradient *Tensor
	Updated  *Tensor
}

// Values is what the pass holds after a run.
func (p *Pass) Values() Values {
	v := Values{Activations: p.Activations, Gradients: p.Gradients}
	if p.Network.Loss != nil {
		v.Loss = &p.Loss
	}
	if p.Gradients == nil {
		return v
	}
	v.Parameters = []ParameterValues{}
	for i := range p.Parameters {
		for _, l := range p.Parameters[i] {
			v.Parameters = append(v.Parameters, ParameterValues{i, l.Name, l.Gradient, l.Updated})
		}
	}
	return v
}
