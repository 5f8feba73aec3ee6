package cnn

import "strconv"

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

// MarshalJSON writes the values with all their digits, one tensor a line:
//
//	{
//	"loss": 0.6931,
//	"activations": [ … ],
//	"gradients": [ … ],
//	"parameters": [{"layer": 0, "name": "kernel", "gradient": …, "updated": …}]
//	}
//
// "loss" is left out without a loss, and "gradients" and "parameters" in a
// forward pass only. An element of the last gradient that float64 cannot hold
// is null. Any other number that is not finite is an error.
func (v Values) MarshalJSON() ([]byte, error) {
	var w networkWriter
	w.text("{")
	if v.Loss != nil {
		w.text("\n\"loss\": ")
		w.number("loss", *v.Loss)
		w.text(",")
	}
	w.text("\n\"activations\": ")
	w.tensors("activations", v.Activations, -1)
	if v.Gradients != nil {
		w.text(",\n\"gradients\": ")
		w.tensors("gradients", v.Gradients, len(v.Gradients)-1)
		w.text(",\n\"parameters\": [")
		for i, p := range v.Parameters {
			if i > 0 {
				w.text(",")
			}
			w.text("\n{\"layer\": " + strconv.Itoa(p.Layer) + ", \"name\": ")
			w.quoted(p.Name)
			w.text(", \"gradient\": ")
			w.tensor(string(ParameterPlace(p.Layer, p.Name)), p.Gradient, maxAxes)
			w.text(", \"updated\": ")
			w.tensor(string(UpdatedPlace(p.Layer, p.Name)), p.Updated, maxAxes)
			w.text("}")
		}
		w.text("]")
	}
	w.text("\n}\n")
	if w.err != nil {
		return nil, w.err
	}
	return w.out, nil
}

// tensors writes a list of tensors, one a line. In one of them infinite
// numbers are null.
func (w *networkWriter) tensors(name string, list []*Tensor, infinite int) {
	w.text("[")
	for i, t := range list {
		if i > 0 {
			w.text(",")
		}
		w.text("\n")
		w.nulls = i == infinite
		w.tensor(name+"/"+strconv.Itoa(i), t, maxAxes)
		w.nulls = false
	}
	w.text("]")
}
