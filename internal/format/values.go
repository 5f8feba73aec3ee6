package format

import (
	"strconv"

	"backprop/internal/cnn"
)

// MarshalValues writes the values of a pass with all their digits, one tensor
// a line:
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
func MarshalValues(v cnn.Values) ([]byte, error) {
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
			w.tensor(cnn.ParameterPlace(p.Layer, p.Name).String(), p.Gradient, maxAxes)
			w.text(", \"updated\": ")
			w.tensor(cnn.UpdatedPlace(p.Layer, p.Name).String(), p.Updated, maxAxes)
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
func (w *networkWriter) tensors(name string, list []*cnn.Tensor, infinite int) {
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
