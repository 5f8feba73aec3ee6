package cnn

import (
	"errors"
	"strings"
	"testing"
)

// classicNetwork is a network of the kind that most chapters speak about. Its
// lower left window is dead: ReLU closes all of its cells.
func classicNetwork() *Network {
	return &Network{
		Name: "classic",
		Input: Map([][]float64{
			{2, 3, 0, 1, 0},
			{2, 1, 1, 3, 1},
			{2, 0, 1, 2, 2},
			{2, 3, 1, 1, 1},
			{2, 3, 2, 1, 0},
		}),
		Layers: []Layer{
			Conv{Kernel: Filter([][]float64{{0.25, 1}, {-0.75, -1}}), Bias: Vector(0.5), Stride: Steps{1, 1}},
			ReLU{},
			MaxPool{Window: Window{Size: Steps{2, 2}, Stride: Steps{2, 2}}},
			Flatten{Order: CHW},
			Dense{
				Weights: Matrix([][]float64{{0.5, -0.25, 0.75, 0.2}, {-0.1, 0.4, 0.3, -0.6}, {0.3, 0.1, -0.2, 0.35}}),
				Bias:    Vector(0.1, -0.2, 0.05),
			},
			Softmax{},
		},
		Loss:         &Loss{Op: CrossEntropy, Target: Vector(0, 1, 0)},
		LearningRate: 0.1,
	}
}

// replaced is the network with another layer at a place.
func replaced(n *Network, at int, layer Layer) *Network {
	m := *n
	m.Layers = append([]Layer(nil), n.Layers...)
	m.Layers[at] = layer
	return &m
}

func TestAsClassic(t *testing.T) {
	c, err := AsClassic(classicNetwork())
	if err != nil {
		t.Fatal(err)
	}
	// Each part, its sign and its plain shape, as the book's table has them.
	for _, test := range []struct {
		name     string
		have     Quantity
		letter   string
		gradient bool
		updated  bool
		shape    Shape
	}{
		{"X", c.X, "X", false, false, Shape{5, 5}},
		{"K", c.K, "K", false, false, Shape{2, 2}},
		{"B", c.B, "b", false, false, Shape{1}},
		{"Z", c.Z, "Z", false, false, Shape{4, 4}},
		{"A", c.A, "A", false, false, Shape{4, 4}},
		{"P", c.P, "P", false, false, Shape{2, 2}},
		{"F", c.F, "f", false, false, Shape{4}},
		{"W", c.W, "W", false, false, Shape{3, 4}},
		{"C", c.C, "c", false, false, Shape{3}},
		{"S", c.S, "s", false, false, Shape{3}},
		{"Prob", c.Prob, "p", false, false, Shape{3}},
		{"Y", c.Y, "y", false, false, Shape{3}},
		{"L", c.L, "L", false, false, nil},
		{"DX", c.DX, "X", true, false, Shape{5, 5}},
		{"DK", c.DK, "K", true, false, Shape{2, 2}},
		{"DB", c.DB, "b", true, false, Shape{1}},
		{"DZ", c.DZ, "Z", true, false, Shape{4, 4}},
		{"DA", c.DA, "A", true, false, Shape{4, 4}},
		{"DP", c.DP, "P", true, false, Shape{2, 2}},
		{"DF", c.DF, "f", true, false, Shape{4}},
		{"DW", c.DW, "W", true, false, Shape{3, 4}},
		{"DC", c.DC, "c", true, false, Shape{3}},
		{"DS", c.DS, "s", true, false, Shape{3}},
		{"DProb", c.DProb, "p", true, false, Shape{3}},
		{"NewK", c.NewK, "K", false, true, Shape{2, 2}},
		{"NewB", c.NewB, "b", false, true, Shape{1}},
		{"NewW", c.NewW, "W", false, true, Shape{3, 4}},
		{"NewC", c.NewC, "c", false, true, Shape{3}},
	} {
		want := Sign{Letter: test.letter, Gradient: test.gradient, Updated: test.updated}
		if test.have.Sign != want {
			t.Errorf("%s: have sign %+v, want %+v", test.name, test.have.Sign, want)
		}
		if have := test.have.Tensor.Shape.Plain(); !have.Equal(test.shape) {
			t.Errorf("%s: have shape %s, want %s", test.name, have, test.shape)
		}
		again, err := c.Pass.Quantity(test.have.Place)
		if err != nil || again.Sign != test.have.Sign || again.Tensor.Data[0] != test.have.Tensor.Data[0] {
			t.Errorf("%s: place %q leads to %+v, %v", test.name, test.have.Place, again, err)
		}
	}
	// Worked by hand: Z[0,0] = 2·0.25 + 3·1 − 2·0.75 − 1·1 + 0.5.
	if have := c.Z.Tensor.At(0, 0); have != 1.5 {
		t.Errorf("Z[0,0]: have %v, want 1.5", have)
	}
	if have := c.A.Tensor.Rows(); have[2][0] != 0 || have[2][1] != 0 || have[3][0] != 0 || have[3][1] != 0 {
		t.Errorf("the lower left window is not dead: %v", have)
	}
	if c.Pool.Size != (Steps{2, 2}) || c.LearningRate != 0.1 {
		t.Errorf("have pool %+v and rate %v", c.Pool, c.LearningRate)
	}
}

func TestAsClassicRefuses(t *testing.T) {
	n := classicNetwork()
	conv := n.Layers[ConvLayer].(Conv)
	pool := n.Layers[MaxPoolLayer].(MaxPool)
	with := func(change func(*Network)) *Network {
		m := classicNetwork()
		change(m)
		return m
	}
	strided, padded, twice := conv, conv, conv
	strided.Stride = Steps{1, 2}
	padded.Pad = Padding{Left: 1}
	twice.Kernel, twice.Bias = NewTensor(2, 1, 2, 2), NewTensor(2)
	ceil, hem := pool, pool
	ceil.Ceil = true
	hem.Pad = Padding{1, 0, 1, 0}
	for _, test := range []struct {
		name  string
		n     *Network
		layer int // of the error; −1 for none
		want  string
	}{
		{"fewer layers", with(func(n *Network) { n.Layers = n.Layers[:5] }), -1, "5 layers"},
		{"other layer", replaced(n, ReLULayer, Tanh{}), ReLULayer, "expected relu"},
		{"several channels", with(func(n *Network) { n.Input = NewTensor(2, 5, 5) }), -1, "one map"},
		{"vector", with(func(n *Network) { n.Input = NewTensor(25) }), -1, "one map"},
		{"stride", replaced(n, ConvLayer, strided), ConvLayer, "stride 1"},
		{"padding", replaced(n, ConvLayer, padded), ConvLayer, "no padding"},
		{"two kernels", replaced(n, ConvLayer, twice), ConvLayer, "one kernel"},
		{"ceil", replaced(n, MaxPoolLayer, ceil), MaxPoolLayer, "partial windows"},
		{"padded pool", replaced(n, MaxPoolLayer, hem), MaxPoolLayer, "padding"},
		{"order", replaced(n, FlattenLayer, Flatten{Order: CWH}), FlattenLayer, "CWH"},
		{"other loss", with(func(n *Network) { n.Loss.Op = SquaredError }), -1, "cross_entropy"},
		{"no loss", with(func(n *Network) { n.Loss = nil }), -1, "cross_entropy"},
	} {
		_, err := AsClassic(test.n)
		if err == nil {
			t.Errorf("%s: accepted", test.name)
			continue
		}
		for _, want := range []string{test.want, "Any network"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q does not say %q", test.name, err, want)
			}
		}
		var at *LayerError
		if found := errors.As(err, &at); found != (test.layer >= 0) || found && at.Layer != test.layer {
			t.Errorf("%s: %q does not name layer %d", test.name, err, test.layer)
		}
	}
	// What no network may be is an error here too.
	if _, err := AsClassic(with(func(n *Network) { n.Loss.Target = Vector(1, 0) })); err == nil {
		t.Error("a target of two numbers for three classes is accepted")
	}
}

// The loss from another Z is known also where float64 cannot tell the two maps
// apart.
func TestLossFrom(t *testing.T) {
	c, err := AsClassic(classicNetwork())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ step, within float64 }{{0, 0}, {0.01, 1e-4}, {1e-20, 1e-40}} {
		z := c.Z.Reals()
		winner := c.DZ.Largest()
		at := c.DZ.Plain().Offset(winner...)
		z[at] = z[at].Plus(Written(test.step))
		after, err := c.LossFrom(z)
		if err != nil {
			t.Fatal(err)
		}
		change := after.Minus(c.L.Real(0))
		want := Written(test.step).Times(c.DZ.Real(at)) // the tangent
		if have := change.Minus(want).Float(); have > test.within || have < -test.within {
			t.Errorf("%v at the cell %v: the loss changes by %v, want %v", test.step, winner, change.Float(), want.Float())
		}
		if test.step != 0 && change.Sign() == 0 {
			t.Errorf("%v at the cell %v: the loss does not change", test.step, winner)
		}
	}
	z := c.Z.Reals()
	z[0] = Written(1e300).Times(Written(1e300))
	if _, err := c.LossFrom(z); err == nil {
		t.Error("an infinite cell gives no error")
	}
}
