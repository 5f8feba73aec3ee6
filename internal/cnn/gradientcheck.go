package cnn

import (
	"fmt"
	"math"
	"strings"
)

// A Comparison is one element's gradient by backpropagation beside its
// central difference.
type Comparison struct {
	Sign       Sign  // of the gradient
	Place      Place // of the gradient
	Index      []int // in the plain shape
	Gradient   float64
	Difference float64 // (f(θ+h) − f(θ−h)) / 2h

	// RelativeError is |g − d| / max(|g|, |d|, floor). The floor is 10⁻⁴, or
	// 10⁻⁴·|f| where f is above 1. Rounding in f leaves an error of about
	// 10⁻¹⁶·|f|/h in the difference, 10⁻¹¹·|f| for h = 10⁻⁵; beside a
	// gradient of 0 that would look like a wrong number.
	RelativeError float64

	// Kink says why the element cannot be checked: f has no slope between the
	// two points, or the element is so large that float64 takes them for one.
	// It is "" where the element can be checked.
	Kink string
}

// OK reports whether the two numbers agree within a relative tolerance. An
// element at a kink is never OK: nothing can be said about it.
func (c Comparison) OK(tolerance float64) bool {
	return c.Kink == "" && c.RelativeError <= tolerance
}

// CheckGradients compares the gradient of every element of the input and of
// every parameter with its central difference of step h: the input first,
// then the parameters, layer by layer. The function f that is differentiated
// is the loss or, with an upstream gradient u, Σ u·out. A network with
// neither is an error. 10⁻⁵ is a good h: the difference's own error falls
// with h² and rounding grows with 1/h.
func CheckGradients(n *Network, h float64) ([]Comparison, error) {
	check, err := newGradientCheck(n, h)
	if err != nil {
		return nil, err
	}
	var all []Comparison
	for _, probe := range check.probes {
		for offset := range probe.values.Data {
			c, err := check.compare(probe, offset)
			if err != nil {
				return nil, err
			}
			all = append(all, c)
		}
	}
	return all, nil
}

// CheckGradient compares one element, by the place of its gradient
// ("gradients/0" or "parameters/0/kernel") and its row-major offset there.
func CheckGradient(n *Network, place Place, offset int, h float64) (Comparison, error) {
	check, err := newGradientCheck(n, h)
	if err != nil {
		return Comparison{}, err
	}
	var places []string
	for _, probe := range check.probes {
		if probe.gradient.Place != place {
			places = append(places, probe.gradient.Place.String())
			continue
		}
		if count := len(probe.values.Data); offset < 0 || offset >= count {
			return Comparison{}, fmt.Errorf("place %q has %d elements, from 0; there is no element %d", place, count, offset)
		}
		return check.compare(probe, offset)
	}
	return Comparison{}, fmt.Errorf("place %q cannot be checked by differences, since it is neither the input nor a parameter; use one of %s", place, strings.Join(places, ", "))
}

// A gradientCheck holds a network's pass and room for the passes beside it.
type gradientCheck struct {
	h      float64
	pass   *Pass    // at θ
	moved  *Network // the network with tensors of its own, to move θ in
	beside *Pass    // at θ+h and θ−h, forward only
	probes []probe
}

// A probe is a tensor whose elements are moved, and its gradient.
type probe struct {
	gradient Quantity
	values   *Tensor // of gradientCheck.moved
}

func newGradientCheck(n *Network, h float64) (*gradientCheck, error) {
	if !(h > 0) || math.IsInf(h, 1) {
		return nil, fmt.Errorf("gradient check: the step h is %v; use a small number above 0, such as 1e-5", h)
	}
	if n.Loss == nil && n.Upstream == nil {
		return nil, fmt.Errorf("gradient check: the network has neither a loss nor an upstream gradient, so there is nothing to differentiate; give it one")
	}
	pass, err := Run(n)
	if err != nil {
		return nil, err
	}
	check := &gradientCheck{h: h, pass: pass}
	values := make([][]*Tensor, len(n.Layers))
	for i, learned := range pass.Parameters {
		for _, l := range learned {
			values[i] = append(values[i], l.Value.Clone())
		}
	}
	check.moved = n.WithParameters(values)
	check.moved.Input = n.Input.Clone()
	check.probes = []probe{{pass.gradient(0), check.moved.Input}}
	for i := range values {
		for j, value := range values[i] {
			check.probes = append(check.probes, probe{pass.parameterGradient(i, j), value})
		}
	}
	forward := *check.moved
	forward.Loss, forward.Upstream = nil, nil
	check.beside, err = NewPass(&forward)
	return check, err
}

// compare moves one element and looks at f and at the kinks on both sides.
func (g *gradientCheck) compare(p probe, offset int) (Comparison, error) {
	c := Comparison{
		Sign:     p.gradient.Sign,
		Place:    p.gradient.Place,
		Index:    p.gradient.Label(offset),
		Gradient: p.gradient.Tensor.Data[offset],
	}
	theta := p.values.Data[offset]
	defer func() { p.values.Data[offset] = theta }()
	var f [2]float64
	for side, at := range [2]float64{theta + g.h, theta - g.h} {
		if at == theta {
			c.Kink = "the step is lost beside so large a number; it takes a larger one"
			return c, nil
		}
		p.values.Data[offset] = at
		if err := g.beside.Run(g.moved); err != nil {
			return c, fmt.Errorf("gradient check of %s %v: %w", c.Place, c.Index, err)
		}
		f[side] = g.value()
		if c.Kink == "" {
			c.Kink = g.kink()
		}
	}
	c.Difference = (f[0] - f[1]) / (2 * g.h)
	floor := 1e-4 * max(1, math.Abs(f[0]), math.Abs(f[1]))
	c.RelativeError = math.Abs(c.Gradient-c.Difference) / max(math.Abs(c.Gradient), math.Abs(c.Difference), floor)
	return c, nil
}

// value is f: the loss, or the outputs weighed by the upstream gradient.
func (g *gradientCheck) value() float64 {
	if g.moved.Loss != nil {
		return g.beside.Loss
	}
	sum := 0.0
	for i, out := range g.beside.Activations[len(g.moved.Layers)].Data {
		sum += float64(g.moved.Upstream.Data[i] * out)
	}
	return sum
}

// kink names the first layer that takes another branch than at θ: its slopes
// are not the same, though a branch has a constant slope.
func (g *gradientCheck) kink() string {
	for i, layer := range g.moved.Layers {
		var what string
		switch layer := layer.(type) {
		case ReLU:
			what = "a ReLU of layer %d opens or closes between the two points"
		case LeakyReLU:
			what = "a leaky ReLU of layer %d changes its slope between the two points"
		case MaxPool, MaxPool1d:
			what = "the winner of a window of layer %d changes between the two points"
		case ELU:
			if layer.Alpha != 1 && g.crossesZero(i) { // with α = 1 both branches have the slope 1 at 0
				return fmt.Sprintf("an ELU of layer %d changes its branch between the two points, and with α = %s it has a corner there", i, strings.Replace(fmt.Sprint(layer.Alpha), "-", "−", 1))
			}
			continue
		default:
			continue
		}
		here, beside := &g.pass.stages[i], &g.beside.stages[i]
		for n := range here.examples {
			for k := range here.links {
				if here.at(n, k).Slope != beside.at(n, k).Slope {
					return fmt.Sprintf(what, i)
				}
			}
		}
	}
	kinked, ok := g.pass.loss.(kinkedRule)
	if !ok {
		return ""
	}
	last := len(g.moved.Layers)
	for n := range g.pass.losses {
		here, beside := g.pass.examplePart(g.pass.Activations[last].Data, n), g.pass.examplePart(g.beside.Activations[last].Data, n)
		if kinked.apart(&g.pass.losses[n], here, beside) {
			return fmt.Sprintf("a part of the %s loss begins or ends between the two points", g.moved.Loss.Op)
		}
	}
	return ""
}

// crossesZero reports whether a number that a layer reads is above 0 at one of
// the points only.
func (g *gradientCheck) crossesZero(layer int) bool {
	beside := g.beside.Activations[layer].Data
	for i, z := range g.pass.Activations[layer].Data {
		if (z > 0) != (beside[i] > 0) {
			return true
		}
	}
	return false
}
