package cnn

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestCheckGradientsOfRandomNetworks(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	seen := map[string]int{}
	checked, kinks := 0, 0
	for seed := uint64(0); seed < 600; seed++ {
		g := Generic(seed)
		if seed%4 == 0 {
			g = Dyadic(seed) // with ties
		}
		n := g.Vary(g.Network())
		if n.Loss == nil && n.Upstream == nil {
			continue
		}
		all, err := CheckGradients(n, 1e-5)
		if err != nil && strings.Contains(err.Error(), "(batchnorm): ") { // one number in a channel, or equal ones
			continue
		}
		if err != nil {
			t.Fatalf("network %d: %v", seed, err)
		}
		if want := len(n.Input.Data) + n.ParameterCount(); len(all) != want {
			t.Fatalf("network %d: have %d comparisons, want %d", seed, len(all), want)
		}
		tolerance := 2e-6
		for _, feature := range Features(n) {
			seen[feature]++
			if feature == "elu" { // at 0 the slope itself has a corner, which costs a difference h/4
				tolerance = 1e-5
			}
		}
		for _, c := range all {
			if c.Kink != "" {
				kinks++
				continue
			}
			checked++
			if !c.OK(tolerance) {
				t.Fatalf("network %d (%s), %s %v: gradient %v, difference %v, relative error %.2g", seed, Describe(n), c.Place, c.Index, c.Gradient, c.Difference, c.RelativeError)
			}
		}
	}
	for _, feature := range WantFeatures {
		if feature != "forward only" && seen[feature] < 2 {
			t.Errorf("only %d networks with %s", seen[feature], feature)
		}
	}
	if kinks > checked/5 {
		t.Errorf("%d kinks beside %d checked elements", kinks, checked)
	}
	t.Logf("%d elements checked, %d at a kink", checked, kinks)
}

// TestCheckGradientsOfLayers takes each layer and option alone, away from
// kinks, so that no element is left out.
func TestCheckGradientsOfLayers(t *testing.T) {
	g := Generic(1)
	square := Window{Size: Steps{2, 2}, Stride: Steps{2, 2}}
	hem := Window{Size: Steps{3, 2}, Stride: Steps{2, 1}, Pad: Padding{1, 0, 2, 1}}
	ceil := Window{Size: Steps{2, 3}, Stride: Steps{2, 2}, Ceil: true}
	conv := func(out, in int, w Window) Layer {
		return Conv{Kernel: g.Tensor(out, in, w.Size.Down, w.Size.Across), Bias: g.Tensor(out), Stride: w.Stride, Pad: w.Pad}
	}
	maps, vector := Shape{2, 5, 5}, Shape{6}
	for _, test := range []struct {
		in    Shape
		layer Layer
	}{
		{maps, conv(1, 2, Window{Size: Steps{2, 2}, Stride: Steps{1, 1}})},
		{maps, conv(3, 2, hem)},
		{maps, MaxPool{Window: square}},
		{maps, MaxPool{Window: hem}},
		{maps, MaxPool{Window: ceil}},
		{maps, AvgPool{Window: square}},
		{maps, AvgPool{Window: hem}},
		{maps, AvgPool{Window: ceil}},
		{maps, ReLU{}},
		{vector, ReLU{}},
		{maps, LeakyReLU{Leak: 0.01}},
		{maps, Sigmoid{}},
		{maps, Tanh{}},
		{maps, ELU{Alpha: 1}},
		{maps, ELU{Alpha: 0.5}},
		{maps, Softplus{}},
		{maps, SiLU{}},
		{maps, GELU{}},
		{maps, Flatten{Order: CHW}},
		{maps, Flatten{Order: HWC}},
		{maps, Flatten{Order: CWH}},
		{vector, Flatten{Order: CHW}},
		{vector, Dense{Weights: g.Tensor(4, 6), Bias: g.Tensor(4)}},
		{vector, Softmax{}},
	} {
		out, err := test.layer.OutputShape(test.in)
		if err != nil {
			t.Fatal(err)
		}
		n := &Network{Input: g.Tensor(test.in...), Layers: []Layer{test.layer}}
		ends := []Network{{Upstream: g.Tensor(out...)}}
		for _, op := range []LossOp{SquaredError, HalfSquaredError, MeanSquaredError} {
			ends = append(ends, Network{Loss: &Loss{Op: op, Target: g.Tensor(out...)}})
		}
		if test.layer.Op() == "softmax" {
			ends = append(ends, Network{Loss: &Loss{Op: CrossEntropy, Target: g.Shares(out[0])}})
		}
		for _, end := range ends {
			n.Loss, n.Upstream = end.Loss, end.Upstream
			all, err := CheckGradients(n, 1e-5)
			if err != nil {
				t.Fatalf("%s: %v", Describe(n), err)
			}
			for _, c := range all {
				if !c.OK(1e-6) {
					t.Errorf("%s, %s %v: %+v", Describe(n), c.Place, c.Index, c)
				}
			}
		}
	}
}

func TestKinks(t *testing.T) {
	pool := MaxPool{Window: Window{Size: Steps{1, 2}, Stride: Steps{1, 2}}}
	slide := MaxPool{Window: Window{Size: Steps{1, 2}, Stride: Steps{1, 1}}}
	shift := Conv{Kernel: Filter([][]float64{{1}}), Bias: Vector(0), Stride: Steps{1, 1}}
	const (
		gate   = "a ReLU of layer 0 opens or closes between the two points"
		leak   = "a leaky ReLU of layer 1 changes its slope between the two points"
		bend   = "an ELU of layer 1 changes its branch between the two points, and with α = 0.5 it has a corner there"
		winner = "the winner of a window of layer 0 changes between the two points"
	)
	row := func(values ...float64) *Tensor { return Map([][]float64{values}) }
	for _, test := range []struct {
		name   string
		input  *Tensor
		layers []Layer
		want   []string // of each input element
	}{
		{"gates", Vector(0, 5e-6, -5e-6, 1, -1), []Layer{ReLU{}}, []string{gate, gate, gate, "", ""}},
		{"leaky gates", row(0, 1), []Layer{shift, LeakyReLU{Leak: 0.1}}, []string{leak, ""}},
		{"a leak of 1 is no kink", row(0, 1), []Layer{shift, LeakyReLU{Leak: 1}}, []string{"", ""}},
		{"an ELU with a corner", row(0, 1, -1), []Layer{shift, ELU{Alpha: 0.5}}, []string{bend, "", ""}},
		{"an ELU without", row(5e-7, 1, -1), []Layer{shift, ELU{Alpha: 1}}, []string{"", "", ""}},
		{"a tie", row(1, 1, 3, 2), []Layer{pool}, []string{winner, winner, "", ""}},
		{"nearly a tie", row(1, 1+5e-6), []Layer{pool}, []string{winner, winner}},
		{"a tie in one of two windows", row(1, 1, 0), []Layer{slide}, []string{winner, winner, ""}},
	} {
		shapes, err := (&Network{Input: test.input, Layers: test.layers}).Shapes()
		if err != nil {
			t.Fatal(err)
		}
		upstream := NewTensor(shapes[len(shapes)-1]...)
		for i := range upstream.Data {
			upstream.Data[i] = float64(i + 1)
		}
		n := &Network{Input: test.input, Layers: test.layers, Upstream: upstream}
		for offset, want := range test.want {
			c, err := CheckGradient(n, GradientPlace(0), offset, 1e-5)
			if err != nil {
				t.Fatal(err)
			}
			if c.Kink != want {
				t.Errorf("%s, element %d: have kink %q, want %q", test.name, offset, c.Kink, want)
			}
			if c.OK(3e-6) != (want == "") {
				t.Errorf("%s, element %d: OK is %v at kink %q", test.name, offset, c.OK(3e-6), want)
			}
		}
	}
	// A bias lifts both cells of a tie: their maximum has a slope.
	n := &Network{Input: row(1, 1), Layers: []Layer{shift, pool}, Upstream: Map([][]float64{{2}})}
	c, err := CheckGradient(n, ParameterPlace(0, "bias"), 0, 1e-5)
	if err != nil || !c.OK(1e-9) || c.Gradient != 2 {
		t.Errorf("bias under a tie: %+v, %v", c, err)
	}
}

func TestCheckGradientIsOneOfAll(t *testing.T) {
	n := classicNetwork()
	all, err := CheckGradients(n, 1e-5)
	if err != nil {
		t.Fatal(err)
	}
	k := 25 + 1 // after the input's 25 elements: ∂L/∂K[0,1]
	one, err := CheckGradient(n, ParameterPlace(0, "kernel"), 1, 1e-5)
	if err != nil || !reflect.DeepEqual(one, all[k]) {
		t.Errorf("have %+v, %v, want %+v", one, err, all[k])
	}
	if want := (Sign{Letter: "K", Gradient: true}); one.Sign != want || fmt.Sprint(one.Index) != "[0 1]" {
		t.Errorf("have %+v %v, want ∂L/∂K[0 1]", one.Sign, one.Index)
	}
	again, err := CheckGradients(n, 1e-5)
	if err != nil || !reflect.DeepEqual(again, all) {
		t.Error("a second check differs")
	}
	if !reflect.DeepEqual(n, classicNetwork()) {
		t.Error("the check changed the network")
	}
}

func TestCheckGradientErrors(t *testing.T) {
	n := classicNetwork()
	forward := *n
	forward.Loss = nil
	for _, test := range []struct {
		name   string
		n      *Network
		place  Place
		offset int
		h      float64
		want   string
	}{
		{"forward only", &forward, GradientPlace(0), 0, 1e-5, "neither a loss nor an upstream gradient"},
		{"no step", n, GradientPlace(0), 0, 0, "step h"},
		{"negative step", n, GradientPlace(0), 0, -1e-5, "step h"},
		{"no number", n, GradientPlace(0), 0, math.NaN(), "step h"},
		{"infinite step", n, GradientPlace(0), 0, math.Inf(1), "step h"},
		{"inner gradient", n, GradientPlace(1), 0, 1e-5, "parameters/0/kernel"},
		{"value", n, ValuePlace(0, "kernel"), 0, 1e-5, "neither the input nor a parameter"},
		{"element", n, ParameterPlace(0, "kernel"), 4, 1e-5, "4 elements"},
		{"negative element", n, ParameterPlace(0, "kernel"), -1, 1e-5, "no element -1"},
		{"no such layer", n, ParameterPlace(9, "kernel"), 0, 1e-5, "parameters/4/bias"},
		{"overflow beside", n, ParameterPlace(0, "kernel"), 0, 1e308, "layer 0 (conv)"},
	} {
		_, err := CheckGradient(test.n, test.place, test.offset, test.h)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: have error %v, want one with %q", test.name, err, test.want)
		}
	}
	lost, err := CheckGradient(n, GradientPlace(0), 7, 1e-30)
	if err != nil || !strings.Contains(lost.Kink, "lost beside so large a number") || lost.OK(1) {
		t.Errorf("lost step: have %q, %v, want an element that cannot be checked", lost.Kink, err)
	}
	if _, err := CheckGradients(&forward, 1e-5); err == nil {
		t.Error("CheckGradients accepts a forward pass only")
	}
}

// TestRelativeErrorHasNoSign: a gradient that is too small is as wrong as one
// that is too large. Beside the kink of a ReLU a difference is neither slope.
func TestRelativeErrorHasNoSign(t *testing.T) {
	for _, test := range []struct{ x, gradient, difference, want float64 }{
		{0, 0, 0.5, 1},
		{0.25e-5, 1, 0.625, 0.375},
	} {
		n := &Network{Input: Vector(test.x), Layers: []Layer{ReLU{}}, Upstream: Vector(1)}
		c, err := CheckGradient(n, GradientPlace(0), 0, 1e-5)
		if err != nil {
			t.Fatal(err)
		}
		if c.Gradient != test.gradient || math.Abs(c.Difference-test.difference) > 1e-9 || math.Abs(c.RelativeError-test.want) > 1e-9 {
			t.Errorf("at %v: have gradient %v, difference %v and error %v, want %+v", test.x, c.Gradient, c.Difference, c.RelativeError, test)
		}
	}
}

func TestRelativeErrorHasAFloor(t *testing.T) {
	// f is 1e6 + x²: at x = 0 the slope is 0, and rounding in f is all that
	// the difference shows.
	n := &Network{
		Input:  Vector(0, 1000),
		Layers: []Layer{Flatten{Order: CHW}},
		Loss:   &Loss{Op: SquaredError, Target: Vector(0, 0)},
	}
	c, err := CheckGradient(n, GradientPlace(0), 0, 1e-5)
	if err != nil || !c.OK(1e-6) {
		t.Errorf("a gradient near 0 beside a large f: %+v, %v", c, err)
	}
	wrong := Comparison{Gradient: 1, Difference: 2, RelativeError: 0.5}
	if wrong.OK(0.4) || !wrong.OK(0.5) {
		t.Error("OK does not hold the tolerance")
	}
}

func TestCheckGradientsMakesNoPassAnElement(t *testing.T) {
	n := classicNetwork()
	check, err := newGradientCheck(n, 1e-5)
	if err != nil {
		t.Fatal(err)
	}
	allocs := testing.AllocsPerRun(100, func() {
		if _, err := check.compare(check.probes[1], 2); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 1 { // the index
		t.Errorf("%v allocations for one element, want 1", allocs)
	}
}
