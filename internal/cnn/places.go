package cnn

import "fmt"

// Quantity is the tensor at a place of the pass, with its sign. Beside the
// places of network.md's values it knows "layers/0/kernel" (a parameter's
// value) and "target".
func (p *Pass) Quantity(place Place) (Quantity, error) {
	switch i := place.Number; {
	case i < 0:
	case place.Kind == Activations && i < len(p.Activations):
		return p.activation(i), nil
	case place.Kind == Gradients && i < len(p.Gradients):
		return p.gradient(i), nil
	case place.Kind == Parameters, place.Kind == Layers:
		if q, ok := p.parameter(place); ok {
			return q, nil
		}
	case place == LossPlace && p.Network.Loss != nil:
		return p.quantity(Sign{Letter: "L"}, LossPlace, &Tensor{Data: []float64{p.Loss}}), nil
	case place == TargetPlace && p.Network.Loss != nil:
		return p.target(), nil
	}
	return Quantity{}, fmt.Errorf("place %q: the pass has no such tensor; it has %s", place, p.places())
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

// parameter is a layer's parameter, its gradient, or what it is after the update.
func (p *Pass) parameter(place Place) (Quantity, bool) {
	layer := place.Number
	if layer >= len(p.Parameters) {
		return Quantity{}, false
	}
	if place.Kind == Layers {
		if q, ok := p.statistic(layer, place.Name); ok {
			return q, true
		}
	}
	for j, learned := range p.Parameters[layer] {
		switch {
		case learned.Name != place.Name:
		case place.Kind == Layers:
			return p.value(layer, j), true
		case learned.Gradient == nil:
			return Quantity{}, false
		case place.Updated:
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
