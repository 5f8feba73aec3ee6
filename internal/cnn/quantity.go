package cnn

import (
	"fmt"
	"strings"
)

// Quantity is the tensor at a place of the pass, with its sign. Beside the
// places of network.md's values it knows "layers/0/kernel" (a parameter's
// value) and "target".
func (p *Pass) Quantity(place Place) (Quantity, error) {
	kind, number, rest, err := place.parts()
	if err != nil {
		return Quantity{}, err
	}
	switch kind {
	case "activations":
		if rest == "" && number < len(p.Activations) {
			return p.activation(number), nil
		}
	case "gradients":
		if rest == "" && number < len(p.Gradients) {
			return p.gradient(number), nil
		}
	case "parameters", "layers":
		if q, ok := p.parameter(kind, number, rest); ok {
			return q, nil
		}
	case "loss":
		if p.Network.Loss != nil {
			return p.quantity(Sign{Letter: "L"}, LossPlace, &Tensor{Data: []float64{p.Loss}}), nil
		}
	case "target":
		if p.Network.Loss != nil {
			return p.target(), nil
		}
	}
	return Quantity{}, fmt.Errorf("place %q: the pass has no such tensor; it has %s", string(place), p.places())
}

func (p *Pass) quantity(sign Sign, place Place, t *Tensor) Quantity {
	return Quantity{Sign: sign, Place: place, Tensor: t, pass: p}
}

func (p *Pass) activation(i int) Quantity {
	return p.quantity(p.signs[i], ActivationPlace(i), p.Activations[i])
}

func (p *Pass) gradient(i int) Quantity {
	sign := p.signs[i]
	sign.Gradient = true
	return p.quantity(sign, GradientPlace(i), p.Gradients[i])
}

func (p *Pass) target() Quantity {
	return p.quantity(Sign{Letter: "y"}, TargetPlace, p.Network.Loss.Target)
}

// value, parameterGradient and updated are the tensors of a learned parameter.
func (p *Pass) value(layer, j int) Quantity {
	learned := p.Parameters[layer][j]
	return p.quantity(learned.Sign, ValuePlace(layer, learned.Name), learned.Value)
}

func (p *Pass) parameterGradient(layer, j int) Quantity {
	learned := p.Parameters[layer][j]
	sign := learned.Sign
	sign.Gradient = true
	return p.quantity(sign, ParameterPlace(layer, learned.Name), learned.Gradient)
}

func (p *Pass) updated(layer, j int) Quantity {
	learned := p.Parameters[layer][j]
	sign := learned.Sign
	sign.Updated = true
	return p.quantity(sign, UpdatedPlace(layer, learned.Name), learned.Updated)
}

// parameter resolves "layers/0/kernel", "parameters/0/kernel" and
// "parameters/0/kernel/updated".
func (p *Pass) parameter(kind string, layer int, rest string) (Quantity, bool) {
	if kind == "layers" && layer < len(p.stages) {
		if q, ok := p.statistic(layer, rest); ok {
			return q, true
		}
	}
	name, suffix, step := strings.Cut(rest, "/")
	if layer >= len(p.Parameters) || step && (suffix != "updated" || kind == "layers") {
		return Quantity{}, false
	}
	for j, learned := range p.Parameters[layer] {
		switch {
		case learned.Name != name:
		case kind == "layers":
			return p.value(layer, j), true
		case learned.Gradient == nil:
			return Quantity{}, false
		case step:
			return p.updated(layer, j), true
		default:
			return p.parameterGradient(layer, j), true
		}
	}
	return Quantity{}, false
}

// Places lists every tensor of the pass in the order in which the work is
// done: activations forward and the loss, then gradients and parameter
// gradients backward, then the update.
func (p *Pass) Places() []Place {
	var places []Place
	for i := range p.Activations {
		places = append(places, ActivationPlace(i))
	}
	if p.Network.Loss != nil {
		places = append(places, LossPlace)
	}
	if p.Gradients == nil {
		return places
	}
	for i := len(p.Gradients) - 1; i >= 0; i-- {
		places = append(places, GradientPlace(i))
		if i > 0 {
			for _, learned := range p.Parameters[i-1] {
				places = append(places, ParameterPlace(i-1, learned.Name))
			}
		}
	}
	for i := range p.Parameters {
		for _, learned := range p.Parameters[i] {
			places = append(places, UpdatedPlace(i, learned.Name))
		}
	}
	return places
}

// places is what Quantity offers, in words.
func (p *Pass) places() string {
	last := len(p.Activations) - 1
	s := fmt.Sprintf("activations/0 to activations/%d", last)
	if p.Gradients == nil {
		return s + " and no gradients, since the network has neither a loss nor an upstream gradient"
	}
	return s + fmt.Sprintf(", gradients/0 to gradients/%d and the parameters of its layers", last)
}
