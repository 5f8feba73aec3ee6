package cnn

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
)

// numbers collects everything that a pass computed.
func numbers(t *testing.T, p *Pass) []float64 {
	t.Helper()
	var all []float64
	for _, place := range p.Places() {
		q, err := p.Quantity(place)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, q.Tensor.Data...)
	}
	return all
}

// TestRunAgain: a pass that is run again, on the same network or after one
// with other numbers, computes what a fresh pass computes.
func TestRunAgain(t *testing.T) {
	for seed := uint64(0); seed < 200; seed++ {
		g := Dyadic(seed)
		n := g.Network()
		other := n.WithParameters(nil)
		other.Input = g.Tensor(n.Input.Shape...)
		for i, layer := range n.Layers {
			parametric, ok := layer.(Parametric)
			if !ok {
				continue
			}
			var values []*Tensor
			for _, p := range parametric.Parameters() {
				values = append(values, g.Tensor(p.Value.Shape...))
			}
			other.Layers[i] = parametric.WithParameters(values)
		}
		fresh, err := Run(n)
		if err != nil {
			t.Fatal(err)
		}
		want := numbers(t, fresh)
		p, err := NewPass(n)
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range []*Network{n, n, other, n} {
			if err := p.Run(run); err != nil {
				t.Fatal(err)
			}
		}
		if have := numbers(t, p); !reflect.DeepEqual(have, want) {
			t.Fatalf("%s: a pass run again differs", Describe(n))
		}
		wantOther, err := Run(other)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Run(other); err != nil || !reflect.DeepEqual(numbers(t, p), numbers(t, wantOther)) {
			t.Fatalf("%s: a pass run on other numbers differs, %v", Describe(n), err)
		}
	}
}

func TestRunLeavesTheNetworkAlone(t *testing.T) {
	for seed := uint64(0); seed < 100; seed++ {
		n, twin := Dyadic(seed).Network(), Dyadic(seed).Network()
		if _, err := Run(n); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(n, twin) {
			t.Fatalf("%s: changed by a run", Describe(n))
		}
	}
}

func TestRunAllocatesNothing(t *testing.T) {
	n := classicNetwork()
	p, err := NewPass(n)
	if err != nil {
		t.Fatal(err)
	}
	if allocs := testing.AllocsPerRun(100, func() { _ = p.Run(n) }); allocs != 0 {
		t.Errorf("%v allocations a run, want 0", allocs)
	}
}

// TestRunRefusesOtherShapes: what a pass was not made for is an error, not a
// panic and not a wrong number.
func TestRunRefusesOtherShapes(t *testing.T) {
	made := classicNetwork()
	made.Layers[MaxPoolLayer] = MaxPool{Window: Window{Size: Steps{2, 2}, Stride: Steps{2, 2}}}
	conv := made.Layers[ConvLayer].(Conv)
	strided, padded, wide := conv, conv, conv
	strided.Stride = Steps{2, 2}
	padded.Pad = Padding{1, 1, 1, 1}
	wide.Kernel = NewTensor(1, 1, 2, 3)
	with := func(change func(*Network)) *Network {
		m := classicNetwork()
		change(m)
		return m
	}
	for _, test := range []struct {
		name string
		n    *Network
	}{
		{"fewer layers", with(func(n *Network) { n.Layers = n.Layers[:3] })},
		{"another input", with(func(n *Network) { n.Input = NewTensor(1, 6, 5) })},
		{"no input", with(func(n *Network) { n.Input = nil })},
		{"another kind", replaced(made, ReLULayer, Tanh{})},
		{"another kernel shape", replaced(made, ConvLayer, wide)},
		{"another stride", replaced(made, ConvLayer, strided)},
		{"another pad", replaced(made, ConvLayer, padded)},
		{"another pool", replaced(made, MaxPoolLayer, MaxPool{Window: Window{Size: Steps{2, 2}, Stride: Steps{1, 1}}})},
		{"another order", replaced(made, FlattenLayer, Flatten{Order: CWH})},
		{"a short target", with(func(n *Network) { n.Loss.Target = Vector(1, 0) })},
		{"a long target", with(func(n *Network) { n.Loss.Target = Vector(1, 0, 0, 0) })},
		{"a short upstream", with(func(n *Network) { n.Loss, n.Upstream = nil, Vector(1) })},
		{"nothing to differentiate", with(func(n *Network) { n.Loss = nil })},
	} {
		t.Run(test.name, func(t *testing.T) {
			defer func() {
				if r := recover(); r != nil {
					t.Errorf("panic: %v, want an error", r)
				}
			}()
			p, err := NewPass(made)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Run(test.n); err == nil {
				t.Error("accepted")
			}
		})
	}
}

func TestNetworkErrors(t *testing.T) {
	with := func(change func(*Network)) *Network {
		m := classicNetwork()
		change(m)
		return m
	}
	for _, test := range []struct {
		name string
		n    *Network
		want string
	}{
		{"no input", with(func(n *Network) { n.Input = nil }), "no input"},
		{"no layers", with(func(n *Network) { n.Layers = nil }), "0 layers"},
		{"too many layers", with(func(n *Network) { n.Layers = make([]Layer, MaxLayers+1) }), "1001 layers"},
		{"an empty axis", with(func(n *Network) { n.Input = NewTensor(1, 0, 5) }), "empty axis"},
		{"a large input", with(func(n *Network) { n.Input = &Tensor{Shape: Shape{1, 1001, 1000}} }), "more than 1000000 elements"},
		{"too many links", with(func(n *Network) {
			n.Input = NewTensor(1, 1000, 1000)
			n.Layers = []Layer{Conv{Kernel: NewTensor(1, 1, 4, 4), Bias: NewTensor(1), Stride: Steps{1, 1}}}
		}), "layer 0 (conv): 16898153 links"},
		{"both ends", with(func(n *Network) { n.Upstream = NewTensor(3) }), "both"},
		{"upstream", with(func(n *Network) { n.Loss, n.Upstream = nil, NewTensor(4) }), "upstream has shape 4, but the last output has 3"},
		{"target", with(func(n *Network) { n.Loss.Target = NewTensor(4) }), "the target has shape 4, but the last output has 3"},
		{"a share below 0", with(func(n *Network) { n.Loss.Target = Vector(2, -1, 0) }), "the target holds 2; the share of a class lies between 0 and 1"},
		{"target's sum", with(func(n *Network) { n.Loss.Target = Vector(0.5, 0, 0) }), "sums to 0.5"},
		{"unknown loss", with(func(n *Network) { n.Loss.Op = "contrastive" }), `"contrastive" is not known`},
		{"cross entropy of scores", with(func(n *Network) { n.Layers = n.Layers[:DenseLayer+1] }), "last layer is dense"},
		{"dense over maps", with(func(n *Network) { n.Layers = append(n.Layers[:3:3], n.Layers[4:]...) }), "layer 3 (dense)"},
	} {
		_, err := Run(test.n)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: have %v, want an error with %q", test.name, err, test.want)
		}
	}
}

func TestOverflowNamesItsLayer(t *testing.T) {
	grow := Dense{Weights: Matrix([][]float64{{1e200}}), Bias: Vector(0)}
	keep := Dense{Weights: Matrix([][]float64{{1}}), Bias: Vector(0)}
	for _, test := range []struct {
		name  string
		n     *Network
		layer int // −1: the loss
	}{
		{"output", &Network{Input: Vector(1), Layers: []Layer{keep, grow, keep, grow, keep}}, 3},
		{"loss", &Network{Input: Vector(1e200), Layers: []Layer{keep, keep}, Loss: &Loss{Op: SquaredError, Target: Vector(0)}}, -1},
		{"cross entropy", &Network{Input: Vector(1.7e308, -1.7e308), Layers: []Layer{Softmax{}}, Loss: &Loss{Op: CrossEntropy, Target: Vector(0, 1)}}, -1},
		{"input's gradient", &Network{Input: Vector(0), Layers: []Layer{keep, grow, keep, grow}, Upstream: Vector(1)}, 1},
		{"input's gradient before a closed gate", &Network{Input: Vector(-1), Layers: []Layer{ReLU{}, grow, keep}, Upstream: Vector(1e200)}, 1},
		{"parameter's gradient", &Network{Input: Vector(1e200), Layers: []Layer{Flatten{Order: CHW}, keep}, Upstream: Vector(1e200)}, 1},
		{"update", &Network{Input: Vector(1), Layers: []Layer{keep}, Upstream: Vector(1e200), LearningRate: 1e200}, 0},
	} {
		_, err := Run(test.n)
		var at *LayerError
		switch {
		case err == nil:
			t.Errorf("%s: no error", test.name)
		case !errors.As(err, &at):
			if test.layer >= 0 || !strings.Contains(err.Error(), "loss ("+string(test.n.Loss.Op)+")") {
				t.Errorf("%s: %v names no layer", test.name, err)
			}
		case at.Layer != test.layer || !strings.HasPrefix(err.Error(), fmt.Sprintf("layer %d (%s): ", test.layer, test.n.Layers[test.layer].Op())):
			t.Errorf("%s: %v, want layer %d", test.name, err, test.layer)
		}
	}
}

// TestJacobian: its elements are the links' slopes, its rows the central
// differences of an output, and its transpose carries the error back.
func TestJacobian(t *testing.T) {
	for seed := uint64(0); seed < 100; seed++ {
		n := Generic(seed).Network()
		p, err := Run(n)
		if err != nil {
			t.Fatal(err)
		}
		for layer := range n.Layers {
			j, err := p.Jacobian(layer)
			if err != nil {
				t.Fatal(err)
			}
			if want := (Shape{len(p.Activations[layer+1].Data), len(p.Activations[layer].Data)}); !j.Shape.Equal(want) {
				t.Fatalf("shape %s, want %s", j.Shape, want)
			}
			slopes := NewTensor(j.Shape...)
			for _, link := range p.Links(layer) {
				if link.In != One {
					slopes.Data[slopes.Shape.Offset(link.Out, link.In)] += link.Slope
				}
			}
			if !same(j, slopes) {
				t.Fatalf("%s, layer %d: the Jacobian is not made of the links' slopes", Describe(n), layer)
			}
			checkJacobian(t, p, layer, j)
		}
	}
	var big Network
	big.Input, big.Layers = NewTensor(1, 40, 40), []Layer{ReLU{}}
	p, err := Run(&big)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Jacobian(0); err == nil || !strings.Contains(err.Error(), "layer 0 (relu)") {
		t.Errorf("a Jacobian of 1600×1600: %v", err)
	}
}

// checkJacobian compares Jᵀ·∂L/∂out with ∂L/∂in, and the slopes of one input
// element with central differences of the layer alone.
func checkJacobian(t *testing.T, p *Pass, layer int, j *Tensor) {
	t.Helper()
	out, in := j.Shape[0], j.Shape[1]
	if p.Gradients != nil {
		for c := range in {
			sum, scale := 0.0, 0.0
			for r := range out {
				product := p.Gradients[layer+1].Data[r] * j.Data[r*in+c]
				sum += product
				scale += math.Abs(product)
			}
			for _, use := range p.Network.Uses(layer) { // what comes back past the layer
				sum += p.Gradients[use+1].Data[c]
				scale += math.Abs(p.Gradients[use+1].Data[c])
			}
			if have := p.Gradients[layer].Data[c]; math.Abs(have-sum) > 1e-12*scale {
				t.Fatalf("%s, layer %d, input %d: gradient %v, Jᵀ·d is %v", Describe(p.Network), layer, c, have, sum)
			}
		}
	}
	if _, ok := p.Network.Layers[layer].(Add); ok {
		return // alone it has nothing to add
	}
	const h = 1e-6
	input := p.Activations[layer]
	at := func(c int, x float64) *Pass {
		alone := &Network{Input: input.Clone(), Layers: p.Network.Layers[layer : layer+1]}
		alone.Input.Data[c] = x
		moved, err := Run(alone)
		if err != nil {
			t.Fatal(err)
		}
		return moved
	}
	c := layer % in
	plus, minus := at(c, input.Data[c]+h), at(c, input.Data[c]-h)
	if _, smooth := p.Network.Layers[layer].(Softmax); !smooth && !reflect.DeepEqual(kindOf(plus), kindOf(minus)) {
		return // a kink
	}
	for r := range out {
		want := (plus.Activations[1].Data[r] - minus.Activations[1].Data[r]) / (2 * h)
		if have := j.Data[r*in+c]; math.Abs(have-want) > 1e-7*max(1, math.Abs(want)) {
			t.Fatalf("%s, layer %d: ∂out[%d]/∂in[%d]: have %v, difference %v", Describe(p.Network), layer, r, c, have, want)
		}
	}
}

// kindOf is the slopes of a layer that takes branches, else nothing.
func kindOf(p *Pass) []float64 {
	var slopes []float64
	switch p.Network.Layers[0].(type) {
	case ELU:
		for _, z := range p.Activations[0].Data {
			slopes = append(slopes, max(0, math.Copysign(1, z)))
		}
	case ReLU, LeakyReLU, MaxPool:
		for _, link := range p.Links(0) {
			slopes = append(slopes, link.Slope)
		}
	}
	return slopes
}

func TestSigns(t *testing.T) {
	one := Steps{1, 1}
	conv := Conv{Kernel: NewTensor(1, 1, 2, 2), Bias: NewTensor(1), Stride: one}
	pool := Window{Size: Steps{2, 2}, Stride: one}
	dense := func(out, in int) Layer { return Dense{Weights: NewTensor(out, in), Bias: NewTensor(out)} }
	for _, test := range []struct {
		name   string
		input  Shape
		layers []Layer
		want   string // of activations, then of parameters
	}{
		{"classic", Shape{1, 5, 5}, classicNetwork().Layers, "X Z A P f s p; K b W c"},
		{"twice", Shape{1, 8, 8},
			[]Layer{conv, ReLU{}, MaxPool{Window: pool}, conv, Tanh{}, AvgPool{Window: pool}, Flatten{Order: HWC}, dense(3, 16), Sigmoid{}, dense(2, 3), Softmax{}},
			"X Z1 A1 P1 Z2 A2 P2 f z a s p; K1 b1 K2 b2 W1 c1 W2 c2"},
		{"vectors", Shape{3}, []Layer{dense(2, 3), ReLU{}, dense(2, 2), LeakyReLU{}, dense(2, 2)}, "x z1 a1 z2 a2 s; W1 c1 W2 c2 W3 c3"},
		{"one dense layer", Shape{3}, []Layer{dense(2, 3)}, "x s; W c"},
	} {
		p, err := Run(&Network{Input: NewTensor(test.input...), Layers: test.layers})
		if err != nil {
			t.Fatal(err)
		}
		have := ""
		for i := range p.Activations {
			q, _ := p.Quantity(ActivationPlace(i))
			have += " " + short(q.Sign)
		}
		have += ";"
		for _, learned := range p.Parameters {
			for _, l := range learned {
				have += " " + short(l.Sign)
			}
		}
		if have[1:] != test.want {
			t.Errorf("%s: have %q, want %q", test.name, have[1:], test.want)
		}
	}
}

func short(s Sign) string {
	if s.Number == 0 {
		return s.Letter
	}
	return fmt.Sprint(s.Letter, s.Number)
}
