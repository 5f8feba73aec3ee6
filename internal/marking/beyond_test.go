package marking

import (
	"math"
	"slices"
	"testing"

	"backprop/internal/cnn"
)

// TestBeyondFloat: scores so far apart that ∂L/∂p[1] is −e²⁰⁰⁰. That element is
// not judged, and everything else is, mistakes included.
func TestBeyondFloat(t *testing.T) {
	n := network(t, `{"input": [1000, -1000], "layers": [{"op": "dense", "weights": [[1, 0], [0, 1]]}, {"op": "softmax"}],
		"loss": {"op": "cross_entropy", "target": [0, 1]}}`)
	for _, test := range []struct {
		answers string
		place   cnn.Place
		verdict Verdict
		mistake string
	}{
		{`{"loss": 2000}`, cnn.LossPlace, Right, ""},
		{`{"loss": 1000}`, cnn.LossPlace, Wrong, ""},
		{`{"gradients/2": [0, 17]}`, cnn.GradientPlace(2), Right, ""},
		{`{"gradients/2": [0.25, 17]}`, cnn.GradientPlace(2), Wrong, ""},
		{`{"gradients/2": [null, 17]}`, cnn.GradientPlace(2), Blank, ""},
		{`{"gradients/1": [1, -1]}`, cnn.GradientPlace(1), Right, ""},
		{`{"gradients/1": [-1, 1]}`, cnn.GradientPlace(1), Wrong, "error-sign"},
		{`{"gradients/2": [0, 17], "gradients/1": [1, -1], "gradients/0": [1, -1]}`, cnn.GradientPlace(0), Right, ""},
		{`{"parameters/0/weights": [[1000, -1000], [-1000, 1000]]}`, cnn.ParameterPlace(0, "weights"), Right, ""},
	} {
		found := false
		for _, have := range marked(t, n, test.answers).Places {
			if have.Place != test.place {
				continue
			}
			found = true
			if have.Verdict != test.verdict {
				t.Errorf("%s: have %s %v, want %s", test.answers, have.Verdict, have.Mistakes, test.verdict)
			}
			if test.mistake != "" && (len(have.Mistakes) == 0 || !slices.Contains(have.Mistakes[0], test.mistake)) {
				t.Errorf("%s: have the mistakes %v, want %s", test.answers, have.Mistakes, test.mistake)
			}
		}
		if !found {
			t.Errorf("%s: %s is not marked", test.answers, test.place)
		}
	}
}

// TestWays: the usual way of a mistake comes first, whether or not a number
// changes. With every gate closed, max(z, 0) is 0 as the gate is, and only z
// itself would show.
func TestWays(t *testing.T) {
	n := network(t, `{"input": [-1], "layers": [{"op": "relu"}], "upstream": [1]}`)
	m, _ := Find("gate-as-value")
	ways, err := Ways(n, m)
	if err != nil || len(ways) != 2 {
		t.Fatalf("have %d ways, %v; want 2", len(ways), err)
	}
	for i, want := range []float64{0, -1} {
		if have := ways[i][cnn.GradientPlace(0)].Data[0]; have != want {
			t.Errorf("way %d: have %v, want %v", i, have, want)
		}
	}
	m, _ = Find("forward-flipped")
	if ways, err := Ways(n, m); err != nil || len(ways) != 0 {
		t.Errorf("a convolution's mistake: have %d ways, %v; want none", len(ways), err)
	}
}

// Where ∂L/∂p is infinite, whatever is wrong behind it is still a number: the
// probability that is 0 goes into the product before the infinity does.
func TestWaysBeyondFloat(t *testing.T) {
	n := network(t, `{"input": [1000, -1000], "layers": [{"op": "dense", "weights": [[1, 0], [0, 1]]}, {"op": "softmax"}],
		"loss": {"op": "cross_entropy", "target": [0, 1]}}`)
	for _, m := range Catalogue() {
		ways, err := Ways(n, m)
		if err != nil {
			t.Fatal(err)
		}
		for i, way := range ways {
			for _, v := range way[cnn.GradientPlace(1)].Data {
				if math.IsNaN(v) {
					t.Errorf("%s, way %d: have %v", m.Name, i, way[cnn.GradientPlace(1)].Data)
				}
			}
		}
	}
}
