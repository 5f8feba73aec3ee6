package marking

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// TestDependsOn holds which steps go on with what others make.
func TestDependsOn(t *testing.T) {
	n := network(t, `{"input": [1, 2], "layers": [
		{"op": "dense", "weights": [[1, 2], [3, 4]]}, {"op": "relu"}, {"op": "dense", "weights": [[1, 2], [3, 4]]}],
		"loss": {"op": "squared_error", "target": [1, 2]}}`)
	m := mustModel(t, n)
	for _, test := range []struct {
		step, other cnn.Place
		want        bool
	}{
		{cnn.ActivationPlace(1), cnn.ActivationPlace(0), true},
		{cnn.LossPlace, cnn.ActivationPlace(0), true},
		{cnn.UpdatedPlace(0, "weights"), cnn.ActivationPlace(0), true},
		{cnn.ActivationPlace(0), cnn.ActivationPlace(0), false},
		{cnn.ActivationPlace(1), cnn.ActivationPlace(2), false},
		{cnn.ActivationPlace(1), cnn.GradientPlace(3), false},
		{cnn.ActivationPlace(2), cnn.ActivationPlace(1), true},
		{cnn.GradientPlace(0), cnn.ActivationPlace(3), true},
		{cnn.GradientPlace(0), cnn.LossPlace, false},
		{cnn.LossPlace, cnn.GradientPlace(3), false},
		{cnn.GradientPlace(3), cnn.GradientPlace(3), false},
		{cnn.GradientPlace(2), cnn.GradientPlace(3), true},
		{cnn.GradientPlace(2), cnn.GradientPlace(1), false},
		{cnn.GradientPlace(1), cnn.GradientPlace(2), true},
		{cnn.GradientPlace(1), cnn.ParameterPlace(2, "weights"), false},
		{cnn.ParameterPlace(2, "weights"), cnn.GradientPlace(2), false},
		{cnn.ParameterPlace(0, "weights"), cnn.GradientPlace(1), true},
		{cnn.ParameterPlace(0, "bias"), cnn.ParameterPlace(0, "weights"), false},
		{cnn.UpdatedPlace(0, "weights"), cnn.ParameterPlace(0, "weights"), true},
		{cnn.UpdatedPlace(0, "weights"), cnn.ParameterPlace(0, "bias"), false},
		{cnn.UpdatedPlace(0, "weights"), cnn.ParameterPlace(2, "weights"), false},
		{cnn.UpdatedPlace(0, "bias"), cnn.ParameterPlace(0, "bias"), true},
		{cnn.UpdatedPlace(0, "weights"), cnn.UpdatedPlace(2, "weights"), false},
		{cnn.UpdatedPlace(0, "weights"), cnn.GradientPlace(1), true},
	} {
		s, _ := m.step(test.step)
		other, _ := m.step(test.other)
		if have := s.dependsOn(other); have != test.want {
			t.Errorf("%s on %s: have %v, want %v", test.step, test.other, have, test.want)
		}
	}
}

// TestStepBefore holds which step an exercise about a place may also ask
// about.
func TestStepBefore(t *testing.T) {
	m := mustModel(t, workedExample(t))
	for place, want := range map[cnn.Place]cnn.Place{
		cnn.ActivationPlace(0): cnn.Place{}, cnn.ActivationPlace(1): cnn.Place{}, cnn.ActivationPlace(2): cnn.ActivationPlace(1), cnn.LossPlace: cnn.ActivationPlace(6), cnn.GradientPlace(6): cnn.ActivationPlace(6),
		cnn.GradientPlace(5): cnn.GradientPlace(6), cnn.ParameterPlace(0, "kernel"): cnn.GradientPlace(1), cnn.GradientPlace(0): cnn.GradientPlace(1), cnn.UpdatedPlace(0, "bias"): cnn.ParameterPlace(0, "bias"),
	} {
		s, _ := m.step(place)
		before, ok := m.stepBefore(s)
		if ok != (!want.IsZero()) || before.place != want {
			t.Errorf("%s: have %q, want %q", place, before.place, want)
		}
	}
}

// TestSingleLayers holds that a mistake is tried at each of a few layers
// alone, and at one of many only together with the others.
func TestSingleLayers(t *testing.T) {
	gate, _ := Find("gate-forgotten")
	for _, test := range []struct{ layers, want int }{{1, 1}, {2, 3}, {few, few + 1}, {few + 1, 1}} {
		layers := strings.Repeat(`{"op": "relu"}, `, test.layers) + `{"op": "tanh"}`
		m := mustModel(t, network(t, `{"input": [1, -2], "layers": [`+layers+`], "upstream": [1, 2]}`))
		slips := gate.slips(m)
		if len(slips) != test.want {
			t.Errorf("%d layers: have %d slips, want %d", test.layers, len(slips), test.want)
		}
		for _, f := range slips {
			for _, s := range m.steps {
				want := f.fault.actsAt(m, s) && (f.layer < 0 || f.layer == s.layer)
				if have := f.inPlace(m, s); have != want {
					t.Errorf("the slip at layer %d: in place %v at %s, want %v", f.layer, have, s.place, want)
				}
			}
		}
	}
	if few != 6 {
		t.Errorf("a few layers are %d, want 6", few)
	}
}

// TestFunctionsOfSpans holds what a layer makes of an open number: all that it
// can be, and no more.
func TestFunctionsOfSpans(t *testing.T) {
	sigmoid := func(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
	for _, test := range []struct {
		layer    string
		in, want span
	}{
		{"sigmoid", span{2.1, 2.2}, span{sigmoid(2.1), sigmoid(2.2)}},
		{"sigmoid", span{-2.2, -2.1}, span{sigmoid(-2.2), sigmoid(-2.1)}},
		{"sigmoid", span{-1, 1}, span{sigmoid(-1), sigmoid(1)}},
		{"tanh", span{0.5, 1}, span{math.Tanh(0.5), math.Tanh(1)}},
		{"relu", span{-1, 1}, span{0, 1}},
		{"relu", span{1, 2}, span{1, 2}},
		{"relu", span{-2, -1}, span{0, 0}},
	} {
		m := mustModel(t, network(t, fmt.Sprintf(`{"input": [1], "layers": [{"op": %q}]}`, test.layer)))
		r := m.begin(course{})
		have := r.function(m.stages[0], []span{test.in})[0]
		if math.Abs(have.lo-test.want.lo) > 1e-12 || math.Abs(have.hi-test.want.hi) > 1e-12 {
			t.Errorf("%s of %v: have %v, want %v", test.layer, test.in, have, test.want)
		}
	}
}

// TestWinners holds the slopes of a window whose largest cell is there twice.
func TestWinners(t *testing.T) {
	links := []cnn.Link{{Out: 0, In: 0}, {Out: 0, In: 1}, {Out: 0, In: 2}}
	x := points([]float64{5, 1, 5})
	for _, test := range []struct {
		rule tieRule
		want []float64
	}{{firstWins, []float64{1, 0, 0}}, {lastWins, []float64{0, 0, 1}}, {allWin, []float64{1, 0, 1}}} {
		slopes := make([]span, 3)
		winners(links, x, test.rule, slopes)
		for i, want := range points(test.want) {
			if slopes[i] != want {
				t.Errorf("rule %d: have %v, want %v", test.rule, slopes, test.want)
				break
			}
		}
	}
}

// TestChanges holds whether a mistake can be made without changing the loss.
func TestChanges(t *testing.T) {
	n := workedExample(t)
	for name, want := range map[string][2]bool{
		"forward-flipped": {true, true}, "bias-forgotten": {true, true}, "softmax-twice": {true, true}, "log-base": {true, true},
		"flatten-order": {true, false}, "rows-for-columns": {true, false},
		"gate-forgotten": {false, false}, "error-sign": {false, false}, "stride-ignored": {false, false},
	} {
		m, _ := Find(name)
		some, every, err := m.Changes(n, cnn.LossPlace)
		if err != nil || some != want[0] || every != want[1] {
			t.Errorf("%s: have %v, %v and %v, want %v", name, some, every, err, want)
		}
	}
	if _, _, err := (Mistake{}).Changes(&cnn.Network{}, cnn.LossPlace); err == nil {
		t.Error("have no error for a network that does not run")
	}
}

// TestHasDecimals: nobody rounds a number that its decimals write exactly.
func TestHasDecimals(t *testing.T) {
	for _, test := range []struct {
		s        span
		decimals int
		want     bool
	}{
		{point(0.125), 3, true}, {point(0.125), 4, true}, {point(0.125), 2, false}, {point(0.1251), 3, false},
		{point(0.1 + 0.2), 1, true}, {point(-0.5), 1, true}, {point(1e9 + 0.25), 1, true}, {point(3), 1, true},
		{point(0.9e-14), 3, true}, {point(1.5e-14), 3, false}, // float64 noise, and more than that
		{span{0.125, 0.126}, 3, false}, {span{0.1251, 0.1251}, 3, false},
	} {
		if have := test.s.hasDecimals(test.decimals); have != test.want {
			t.Errorf("%v, %d decimals: have %v, want %v", test.s, test.decimals, have, test.want)
		}
	}
}

// TestACopyKeepsTheSlopes: a run that goes on from another takes over the slopes
// that the layers themselves gave it, for float64 holds them better than a
// probability does.
func TestACopyKeepsTheSlopes(t *testing.T) {
	n := network(t, `{"input": [1000, -1000], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [0, 1]}}`)
	m, err := newModel(n)
	if err != nil {
		t.Fatal(err)
	}
	base := m.begin(course{}).all()
	sign, _ := Find("error-sign")
	for _, f := range sign.slips(m) {
		r := base.slipping(f).all()
		if len(r.slope[0]) != len(base.slope[0]) {
			t.Fatalf("have %d slopes, want %d", len(r.slope[0]), len(base.slope[0]))
		}
		at, _ := m.step(cnn.LossPlace)
		if have := r.raw[at.index]; len(have) != 1 || have[0] != point(2000) {
			t.Errorf("the loss is %v, want 2000", have)
		}
	}
}
