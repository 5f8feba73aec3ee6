package cnn

import (
	"fmt"
	"math"
	"testing"

	"github.com/cockroachdb/apd/v3"
)

// A witness is a network computed on a tape: the same tensors as a pass, in
// row-major order.
type witness struct {
	tape
	activations [][]*node
	parameters  [][][]*node
	loss        *node
}

func newWitness(n *Network) *witness {
	w := &witness{}
	x := w.inputCube(n.Input)
	w.activations = append(w.activations, x.flat())
	for _, layer := range n.Layers {
		x = w.layer(layer, x)
		w.activations = append(w.activations, x.flat())
	}
	out := x.flat()
	switch {
	case n.Loss != nil:
		w.loss = w.lossOf(n.Loss.Op, out, n.Loss.Target.Data)
		w.loss.grad.SetInt64(1)
		w.backward()
	case n.Upstream != nil:
		for i, o := range out {
			exactDecimal(&o.grad, n.Upstream.Data[i])
		}
		w.backward()
	}
	return w
}

func (w *witness) inputCube(t *Tensor) cube {
	all := w.leaves(t.Data)
	if len(t.Shape) == 1 {
		return vectorCube(all)
	}
	return stacked(all, t.Shape[0], t.Shape[1], t.Shape[2])
}

// learned makes the leaves of a layer's parameters.
func (w *witness) learned(tensors ...*Tensor) [][]*node {
	var all [][]*node
	for _, t := range tensors {
		all = append(all, w.leaves(t.Data))
	}
	w.parameters = append(w.parameters, all)
	return all
}

func (w *witness) layer(layer Layer, x cube) cube {
	switch l := layer.(type) {
	case Conv:
		p := w.learned(l.Kernel, l.Bias)
		s := l.Kernel.Shape
		all := stacked(p[0], s[0]*s[1], s[2], s[3])
		var kernel [][][][]*node
		for o := range s[0] {
			kernel = append(kernel, all[o*s[1]:(o+1)*s[1]])
		}
		return w.conv(x, kernel, p[1], Window{Size: Steps{s[2], s[3]}, Stride: l.Stride, Pad: l.Pad})
	case Dense:
		p := w.learned(l.Weights, l.Bias)
		rows := stacked(p[0], 1, l.Weights.Shape[0], l.Weights.Shape[1])[0]
		return vectorCube(w.dense(x[0][0], rows, p[1]))
	}
	w.parameters = append(w.parameters, nil)
	switch l := layer.(type) {
	case MaxPool:
		return w.maxpool(x, l.Window)
	case AvgPool:
		return w.avgpool(x, l.Window)
	case ReLU:
		return x.each(w.relu)
	case LeakyReLU:
		return x.each(func(z *node) *node { return w.leakyReLU(z, l.Leak) })
	case Sigmoid:
		return x.each(w.sigmoid)
	case Tanh:
		return x.each(w.tanh)
	case Flatten:
		return vectorCube(w.flatten(x, l.Order))
	case Softmax:
		return vectorCube(w.softmax(x[0][0]))
	}
	panic("witness: no such layer " + layer.Op())
}

func float(d *apd.Decimal) float64 {
	f, err := d.Float64()
	if err != nil {
		panic(err)
	}
	return f
}

func values(all []*node) []float64 {
	fs := make([]float64, len(all))
	for i, n := range all {
		fs[i] = float(&n.value)
	}
	return fs
}

func grads(all []*node) []float64 {
	fs := make([]float64, len(all))
	for i, n := range all {
		fs[i] = float(&n.grad)
	}
	return fs
}

// updated is θ − rate·∂L/∂θ, in decimals.
func updated(all []*node, rate float64) []float64 {
	var eta, step apd.Decimal
	exactDecimal(&eta, rate)
	fs := make([]float64, len(all))
	for i, n := range all {
		must(decimals.Mul(&step, &eta, &n.grad))
		must(decimals.Sub(&step, &n.value, &step))
		fs[i] = float(&step)
	}
	return fs
}

// An agreement counts compared elements and keeps the largest difference.
type agreement struct {
	elements int
	worst    float64 // |have − want| / max(|want|, scale)
	where    string
	scale    float64 // of the tensor before
}

// tensor compares element by element: |have − want| ≤ 1e-12·max(|want|,
// scale), where scale is the largest magnitude in the tensor that is wanted.
// Where all of that cancels, to less than the decimals resolve, as in a bias
// that raises all scores alike, scale is the largest magnitude in the tensor
// wanted before: of a parameter's gradient that is ∂L/∂ the layer's output,
// the terms that cancel.
func (a *agreement) tensor(t *testing.T, where string, have *Tensor, want []float64) {
	t.Helper()
	if have == nil || len(have.Data) != len(want) {
		t.Fatalf("%s: have %v, want %d elements", where, have, len(want))
	}
	scale := 0.0
	for _, w := range want {
		scale = max(scale, math.Abs(w))
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
		if !(difference <= 1e-12*scale) {
			t.Errorf("%s[%d]: have %v, want %v", where, i, have.Data[i], w)
		}
	}
}

func TestWitness(t *testing.T) {
	const networks = 1000
	seen := map[string]int{}
	var all agreement
	undecided := 0
	for seed := uint64(0); len(seen) == 0 || seen["network"] < networks; seed++ {
		n := dyadic(seed).network()
		w := newWitness(n)
		if w.undecided {
			undecided++
			continue
		}
		p, err := Run(n)
		if err != nil {
			t.Fatalf("network %d: %v", seed, err)
		}
		seen["network"]++
		for _, feature := range features(n) {
			seen[feature]++
		}
		all.network(t, fmt.Sprintf("network %d", seed), p, w)
		if t.Failed() {
			t.Fatalf("network %d is %s", seed, describe(n))
		}
	}
	for _, feature := range wantFeatures {
		if seen[feature] < 8 {
			t.Errorf("only %d networks with %s", seen[feature], feature)
		}
	}
	t.Logf("%d networks and %d elements compared, largest difference %.2g of its tensor's scale (%s); %d networks left out since a tie in them hangs on rounding",
		networks, all.elements, all.worst, all.where, undecided)
}

// network compares everything that a pass holds.
func (a *agreement) network(t *testing.T, name string, p *Pass, w *witness) {
	t.Helper()
	at := func(place Place) string { return name + ", " + string(place) }
	for i, have := range p.Activations {
		a.tensor(t, at(ActivationPlace(i)), have, values(w.activations[i]))
	}
	backward := p.Network.Loss != nil || p.Network.Upstream != nil
	if w.loss != nil {
		a.tensor(t, at(LossPlace), Vector(p.Loss), values([]*node{w.loss}))
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
		a.tensor(t, at(GradientPlace(i)), p.Gradients[i], grads(w.activations[i]))
	}
}

// parameters compares what a layer has learned, gradients first.
func (a *agreement) parameters(t *testing.T, name string, p *Pass, w *witness, layer int) {
	t.Helper()
	at := func(place Place) string { return name + ", " + string(place) }
	learned, want := p.Parameters[layer], w.parameters[layer]
	if len(learned) != len(want) {
		t.Fatalf("%s, layer %d: have %d parameters, want %d", name, layer, len(learned), len(want))
	}
	arriving := a.scale
	for j, l := range learned {
		a.scale = arriving
		a.tensor(t, at(ParameterPlace(layer, l.Name)), l.Gradient, grads(want[j]))
		a.tensor(t, at(ValuePlace(layer, l.Name)), l.Value, values(want[j]))
		a.tensor(t, at(UpdatedPlace(layer, l.Name)), l.Updated, updated(want[j], p.Network.LearningRate))
	}
	a.scale = arriving
}

// describe writes a network's layers and options in one line.
func describe(n *Network) string {
	s := fmt.Sprintf("input %s", n.Input.Shape)
	for _, layer := range n.Layers {
		switch l := layer.(type) {
		case Conv:
			s += fmt.Sprintf(" → conv %s stride %v pad %v", l.Kernel.Shape, l.Stride, l.Pad)
		case Dense:
			s += fmt.Sprintf(" → dense %s", l.Weights.Shape)
		default:
			s += fmt.Sprintf(" → %s %+v", layer.Op(), layer)
		}
	}
	if n.Loss != nil {
		s += " → " + string(n.Loss.Op)
	}
	return s
}
