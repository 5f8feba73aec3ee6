package cnn_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/randomnet"
	"backprop/internal/witness"
)

func init() {
	cnn.Dyadic = func(seed uint64) cnn.Generator { return randomnet.Dyadic(seed) }
	cnn.Generic = func(seed uint64) cnn.Generator { return randomnet.Generic(seed) }
	cnn.Describe, cnn.Features, cnn.WantFeatures = randomnet.Describe, randomnet.Features, randomnet.WantFeatures
}

// An agreement counts compared elements and keeps the largest difference.
type agreement struct {
	elements int
	worst    float64 // |have − want| / max(|want|, scale)
	where    string
	scale    float64 // of the tensor before
	loose    float64 // how many times the tolerance is allowed, 1 where it is 0
}

// tensor compares element by element: |have − want| ≤ 1e-12·max(|want|,
// scale), where scale is the largest magnitude in the tensor that is wanted.
// Where all of that cancels, to less than the decimals resolve, as in a bias
// that raises all scores alike, scale is the largest magnitude in the tensor
// wanted before: of a parameter's gradient that is ∂L/∂ the layer's output,
// the terms that cancel.
func (a *agreement) tensor(t *testing.T, where string, have *cnn.Tensor, exact []witness.Decimal) {
	t.Helper()
	if have == nil || len(have.Data) != len(exact) {
		t.Fatalf("%s: have %v, want %d elements", where, have, len(exact))
	}
	scale := 0.0
	want := make([]float64, len(exact))
	for i, w := range exact {
		want[i] = w.Float()
		scale = max(scale, math.Abs(want[i]))
	}
	if scale < 1e-40 {
		scale = a.scale
	}
	a.scale = scale
	for i, w := range want {
		a.elements++
		difference := math.Abs(have.Data[i] - w)
		if difference == 0 {
			continue
		}
		if relative := difference / scale; !(relative <= a.worst) {
			a.worst, a.where = relative, fmt.Sprintf("%s[%d]", where, i)
		}
		if !(difference <= 1e-12*scale*max(1, a.loose)) {
			t.Errorf("%s[%d]: have %v, want %v", where, i, have.Data[i], w)
		}
	}
}

func TestWitness(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	const networks = 1000
	seen := map[string]int{}
	var all agreement
	undecided, flat := 0, 0
	for seed := uint64(0); len(seen) == 0 || seen["network"] < networks; seed++ {
		g := randomnet.Dyadic(seed)
		n := g.Vary(g.Network())
		p, err := cnn.Run(n)
		if err != nil {
			if strings.Contains(err.Error(), "(batchnorm): ") { // one number in a channel, or equal ones
				continue
			}
			t.Fatalf("network %d: %v", seed, err)
		}
		w := witness.Run(n)
		if w.Undecided() {
			undecided++
			continue
		}
		if saturated(p) {
			flat++
			continue
		}
		seen["network"]++
		for _, feature := range randomnet.Features(n) {
			seen[feature]++
		}
		// A batch normalization undoes the scale of what it reads, so the terms of
		// the gradients before it almost cancel.
		all.loose = 1
		if slices.ContainsFunc(n.Layers, func(l cnn.Layer) bool { return l.Op() == "batchnorm" }) {
			all.loose = 10
		}
		all.network(t, fmt.Sprintf("network %d", seed), p, w)
		if t.Failed() {
			t.Fatalf("network %d is %s", seed, randomnet.Describe(n))
		}
	}
	for _, feature := range randomnet.WantFeatures {
		if seen[feature] < 8 {
			t.Errorf("only %d networks with %s", seen[feature], feature)
		}
	}
	t.Logf("%d networks and %d elements compared, largest difference %.2g of its tensor's scale (%s); %d networks left out since a tie in them hangs on rounding, %d since a curve or a batch normalization in them is flat",
		networks, all.elements, all.worst, all.where, undecided, flat)
}

// saturated reports a tanh so close to its limit that float64 has too few digits
// of the distance for 1e-12 of the slope, or a batch normalization whose three
// paths back cancel almost: of two numbers in a channel they leave the share
// ε/(σ² + ε). What is printed of such a number comes from the truth, which
// TestTruth holds.
func saturated(p *cnn.Pass) bool {
	for i, layer := range p.Network.Layers {
		switch l := layer.(type) {
		case cnn.Tanh:
			for _, a := range p.Activations[i+1].Data {
				if 1-math.Abs(a) < 1e-3 {
					return true
				}
			}
		case cnn.BatchNorm:
			if p.Gradients == nil {
				continue
			}
			channels, size := len(l.Gamma.Data), p.Shape(i).Size()/len(l.Gamma.Data)
			arriving, leaving, through := make([]float64, channels), make([]float64, channels), make([]float64, channels)
			for at, dy := range p.Gradients[i+1].Data {
				c := at / size % channels
				arriving[c] = max(arriving[c], math.Abs(dy))
				leaving[c] = max(leaving[c], math.Abs(p.Gradients[i].Data[at]))
			}
			for link := range p.EachLink(i) {
				if link.In != cnn.One {
					through[link.Param] = math.Abs(link.Slope)
				}
			}
			for c := range channels {
				if leaving[c] < 1e-3*through[c]*arriving[c] {
					return true
				}
			}
		}
	}
	return false
}

// network compares everything that a pass holds.
func (a *agreement) network(t *testing.T, name string, p *cnn.Pass, w *witness.Pass) {
	t.Helper()
	at := func(place cnn.Place) string { return name + ", " + place.String() }
	for i, have := range p.Activations {
		a.tensor(t, at(cnn.ActivationPlace(i)), have, w.At(cnn.ActivationPlace(i)))
	}
	backward := p.Network.Loss != nil || p.Network.Upstream != nil
	if p.Network.Loss != nil {
		a.tensor(t, at(cnn.LossPlace), cnn.Vector(p.Loss), w.At(cnn.LossPlace))
	}
	if !backward {
		if p.Gradients != nil {
			t.Errorf("%s: gradients in a forward pass only", name)
		}
		return
	}
	for i := len(p.Gradients) - 1; i >= 0; i-- {
		if i < len(p.Parameters) {
			a.parameters(t, name, p, w, i)
		}
		a.tensor(t, at(cnn.GradientPlace(i)), p.Gradients[i], w.At(cnn.GradientPlace(i)))
	}
}

// parameters compares what a layer has learned, gradients first.
func (a *agreement) parameters(t *testing.T, name string, p *cnn.Pass, w *witness.Pass, layer int) {
	t.Helper()
	compare := func(place cnn.Place, have *cnn.Tensor) { a.tensor(t, name+", "+place.String(), have, w.At(place)) }
	arriving := a.scale
	for _, l := range p.Parameters[layer] {
		a.scale = arriving
		compare(cnn.ParameterPlace(layer, l.Name), l.Gradient)
		compare(cnn.ValuePlace(layer, l.Name), l.Value)
		compare(cnn.UpdatedPlace(layer, l.Name), l.Updated)
	}
	a.scale = arriving
}
