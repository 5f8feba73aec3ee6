package notebook

import (
	"math"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// otherNets cover the rules and factors that the classic network lacks.
func otherNets() map[string]*cnn.Network {
	one := cnn.Steps{Down: 1, Across: 1}
	two := cnn.Steps{Down: 2, Across: 2}
	maps := &cnn.Tensor{Shape: cnn.Shape{2, 3, 3}, Data: []float64{1, 2, 0, -1, 1, 2, 3, 0, 1, 0.5, 0, 1, 2, -2, 1, 0, 1, 1}}
	kernels := &cnn.Tensor{Shape: cnn.Shape{2, 2, 2, 2}, Data: []float64{0.5, 1, -1, 0.25, 0.1, -0.3, 0.2, 1, 1, -0.5, 0.5, 0.75, -0.2, 0.4, 0.6, -1}}
	dense := func(out, in int) cnn.Dense {
		w := cnn.NewTensor(out, in)
		for i := range w.Data {
			w.Data[i] = math.Round(100*(float64(i%5)/10-0.15)) / 100
		}
		b := cnn.NewTensor(out)
		b.Data[0] = 0.3
		return cnn.Dense{Weights: w, Bias: b}
	}
	return map[string]*cnn.Network{
		"channels, average, sigmoid, mean squared error": {
			Input: maps,
			Layers: []cnn.Layer{
				cnn.Conv{Kernel: kernels, Bias: cnn.Vector(0.1, -0.2), Stride: one},
				cnn.Sigmoid{},
				cnn.AvgPool{Window: cnn.Window{Size: two, Stride: two}},
				cnn.Flatten{Order: cnn.CHW},
				dense(2, 2),
			},
			Loss:         &cnn.Loss{Op: cnn.MeanSquaredError, Target: cnn.Vector(1, -0.5)},
			LearningRate: 0.05,
		},
		"overlapping windows, leaky, tanh, squared error": {
			Input: cnn.Map([][]float64{{1, 2, 1}, {0, 3, 1}, {-1, 0, 2}}),
			Layers: []cnn.Layer{
				cnn.LeakyReLU{Leak: 0.1},
				cnn.MaxPool{Window: cnn.Window{Size: two, Stride: one}},
				cnn.Flatten{Order: cnn.CHW},
				dense(3, 4),
				cnn.Tanh{},
				dense(2, 3),
				cnn.Tanh{},
			},
			Loss:         &cnn.Loss{Op: cnn.SquaredError, Target: cnn.Vector(0.5, 0)},
			LearningRate: 0.1,
		},
		"many classes": {
			Input:        cnn.Vector(0.5, -1),
			Layers:       []cnn.Layer{dense(9, 2), cnn.Softmax{}},
			Loss:         &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.Vector(0, 0.25, 0, 0, 0.5, 0, 0, 0, 0.25)},
			LearningRate: 1,
		},
		"half squared error": {
			Input:        cnn.Vector(0.5, -1),
			Layers:       []cnn.Layer{dense(2, 2)},
			Loss:         &cnn.Loss{Op: cnn.HalfSquaredError, Target: cnn.Vector(0.1, 1)},
			LearningRate: 0.1,
		},
		"next to certain": {
			Input:        cnn.Vector(30, -1),
			Layers:       []cnn.Layer{cnn.Softmax{}},
			Loss:         &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.Vector(0, 1)},
			LearningRate: 0.1,
		},
	}
}

func TestDeriveClassic(t *testing.T) {
	c := smallNet(t)
	cases := []struct {
		title string
		q     cnn.Quantity
		full  bool
		index []int
	}{
		{"given", c.X, false, []int{0, 0}},
		{"sum", c.Z, false, []int{0, 0}},
		{"rectified, closed", c.A, false, []int{0, 1}},
		{"rectified, open", c.A, false, []int{0, 0}},
		{"largest", c.P, false, []int{0, 1}},
		{"largest, all equal", c.P, false, []int{1, 0}},
		{"copy", c.F, false, []int{2}},
		{"dense", c.S, false, []int{0}},
		{"share", c.Prob, false, []int{0}},
		{"loss", c.L, false, nil},
		{"reciprocal", c.DProb, false, []int{1}},
		{"reciprocal of a class that is not the target", c.DProb, false, []int{0}},
		{"softmax, backward", c.DS, false, []int{1}},
		{"dense, backward", c.DF, false, []int{1}},
		{"weight", c.DW, false, []int{0, 0}},
		{"flatten, backward", c.DP, false, []int{0, 1}},
		{"pooling, backward, winner", c.DA, false, []int{0, 0}},
		{"pooling, backward, no window", c.DA, false, []int{0, 1}},
		{"gate, open", c.DZ, false, []int{0, 0}},
		{"gate, closed", c.DZ, false, []int{2, 0}},
		{"kernel", c.DK, false, []int{1, 0}},
		{"kernel, in full", c.DK, true, []int{1, 0}},
		{"bias", c.DB, false, []int{0}},
		{"input", c.DX, false, []int{1, 1}},
		{"update", c.NewK, false, []int{0, 0}},
		{"all terms zero", cnn.Quantity{}, false, nil},
	}
	var text strings.Builder
	for _, x := range cases {
		var e *Equation
		if x.q.Tensor != nil {
			e = deriveElement(t, x.q, x.full, x.index...)
		} else {
			e = allZero(t, c)
		}
		text.WriteString("── " + x.title + "\n" + e.Text(80) + "\n\n")
	}
	golden(t, "derivations", text.String())
}

// allZero is the derivation of a kernel element whose terms are all 0.
func allZero(t *testing.T, c *cnn.Classic) *Equation {
	t.Helper()
	d, err := c.DK.Derive(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Terms {
		d.Terms[i].Factors[0].Value, d.Terms[i].Factors[0].Element, d.Terms[i].Value = 0, 0, 0
	}
	d.Value = 0
	e, err := newDerivation(d, false)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestDeriveOthers(t *testing.T) {
	nets := otherNets()
	cases := []struct {
		net    string
		place  cnn.Place
		offset int
	}{
		{"channels, average, sigmoid, mean squared error", cnn.ActivationPlace(1), 0},
		{"channels, average, sigmoid, mean squared error", cnn.ActivationPlace(2), 1},
		{"channels, average, sigmoid, mean squared error", cnn.ActivationPlace(3), 0},
		{"channels, average, sigmoid, mean squared error", cnn.GradientPlace(2), 0},
		{"channels, average, sigmoid, mean squared error", cnn.GradientPlace(1), 3},
		{"channels, average, sigmoid, mean squared error", cnn.ParameterPlace(0, "kernel"), 5},
		{"channels, average, sigmoid, mean squared error", cnn.ParameterPlace(0, "bias"), 0},
		{"channels, average, sigmoid, mean squared error", cnn.GradientPlace(5), 1},
		{"channels, average, sigmoid, mean squared error", cnn.LossPlace, 0},
		{"overlapping windows, leaky, tanh, squared error", cnn.ActivationPlace(1), 6},
		{"overlapping windows, leaky, tanh, squared error", cnn.ActivationPlace(1), 1},
		{"overlapping windows, leaky, tanh, squared error", cnn.GradientPlace(0), 6},
		{"overlapping windows, leaky, tanh, squared error", cnn.GradientPlace(1), 4},
		{"overlapping windows, leaky, tanh, squared error", cnn.ActivationPlace(5), 0},
		{"overlapping windows, leaky, tanh, squared error", cnn.GradientPlace(6), 1},
		{"overlapping windows, leaky, tanh, squared error", cnn.LossPlace, 0},
		{"many classes", cnn.ActivationPlace(2), 3},
		{"many classes", cnn.LossPlace, 0},
		{"many classes", cnn.GradientPlace(1), 4},
		{"half squared error", cnn.LossPlace, 0},
		{"half squared error", cnn.GradientPlace(1), 1},
		{"next to certain", cnn.LossPlace, 0},
		{"next to certain", cnn.GradientPlace(1), 1},
		{"next to certain", cnn.ActivationPlace(1), 1},
	}
	var b strings.Builder
	for _, x := range cases {
		q := quantityAt(t, passOf(t, nets[x.net]), x.place)
		e := deriveElement(t, q, false, q.Tensor.Shape.Index(x.offset)...)
		b.WriteString("── " + x.net + ": " + x.place.String() + "\n" + e.Text(80) + "\n\n")
	}
	golden(t, "otherderivations", b.String())
}

// A cell that won no window has been read, unlike one that no window reaches.
func TestNoTerms(t *testing.T) {
	two := cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}}
	x := cnn.Map([][]float64{{3, 1, 9}, {2, 0, 9}, {9, 9, 9}})
	for _, test := range []struct {
		layer cnn.Layer
		at    []int
		want  string
	}{
		{cnn.MaxPool{Window: two}, []int{0, 0}, ""},
		{cnn.MaxPool{Window: two}, []int{1, 0}, "This cell won no window, so there are no terms."},
		{cnn.MaxPool{Window: two}, []int{1, 2}, "No output depends on this cell, so there are no terms."},
		{cnn.AvgPool{Window: two}, []int{1, 2}, "No output depends on this cell, so there are no terms."},
	} {
		one, err := cnn.Single(test.layer, x, cnn.Map([][]float64{{5}}))
		if err != nil {
			t.Fatal(err)
		}
		if have := deriveElement(t, one.DX, false, test.at...).Note; have != test.want {
			t.Errorf("%T, cell %v: have %q, want %q", test.layer, test.at, have, test.want)
		}
	}
}

// A weight that meets nothing but padding is no cell, and neither is a loss of
// the other classes where there is no other.
func TestNoTermsOf(t *testing.T) {
	for _, test := range []struct {
		network string
		place   cnn.Place
		want    string
	}{
		{`{"input": [[1]], "layers": [{"op": "conv", "kernel": [[1]], "pad": [0, 1, 0, 0], "stride": 2}], "upstream": [[1]]}`,
			cnn.ParameterPlace(0, "kernel"), "No output depends on this weight, so there are no terms."},
		{`{"input": [1], "layers": [{"op": "relu"}], "loss": {"op": "hinge", "target": 0}}`,
			cnn.LossPlace, "There is no other class, so there are no terms."},
		{`{"input": [1], "layers": [{"op": "relu"}], "loss": {"op": "hinge", "target": 0}}`,
			cnn.GradientPlace(1), "There is no other class, so there are no terms."},
	} {
		n, err := format.ParseNetwork("network.json", []byte(test.network))
		if err != nil {
			t.Fatal(err)
		}
		p, err := cnn.Run(n)
		if err != nil {
			t.Fatal(err)
		}
		q, err := p.Quantity(test.place)
		if err != nil {
			t.Fatal(err)
		}
		if have := deriveElement(t, q, false, make([]int, len(q.Tensor.Shape))...).Note; have != test.want {
			t.Errorf("%s, %s: have %q, want %q", test.network, test.place, have, test.want)
		}
	}
}

func TestZeroTerms(t *testing.T) {
	term := func(factors ...float64) cnn.Term {
		out := cnn.Term{Value: 1}
		for _, f := range factors {
			out.Factors = append(out.Factors, cnn.Factor{Kind: cnn.Element, Sign: cnn.Sign{Letter: "Z"}, Index: []int{0}, Element: f, Value: f})
			out.Value *= f
		}
		return out
	}
	noise := term(1e-17, 2)
	noise.Factors[0].Exact = "0"
	six := []cnn.Term{term(0, 1), term(1, 1), term(0, 0), term(2, 0), term(0, 3), term(0, 2)}
	cases := []struct {
		title       string
		terms       []cnn.Term
		full        bool
		shown, note string
	}{
		{"six are shown", six, false, "0·1 + 1·1 + 0·0 + 2·0 + 0·3 + 0·2", ""},
		{"seven are not", append(six[:6:6], term(3, -1)), false, "1·1 + 3·(−1)", "5 of the 7 terms are 0 and left out."},
		{"unless in full", append(six[:6:6], term(0, 0)), true, "0·1 + 1·1 + 0·0 + 2·0 + 0·3 + 0·2 + 0·0", ""},
		{"one", []cnn.Term{term(1), term(1), term(1), term(0), term(1), term(1), term(1)}, false, "1 + 1 + 1 + 1 + 1 + 1", "1 of the 7 terms is 0 and left out."},
		{"none", []cnn.Term{term(1), term(1), term(1), term(2), term(1), term(1), term(1)}, false, "1 + 1 + 1 + 2 + 1 + 1 + 1", ""},
		{"noise is 0", append(six[:6:6], noise), false, "1·1", "6 of the 7 terms are 0 and left out."},
		{"what is small is not", append(six[:6:6], term(1e-17, 2)), false, "1·1 + (10⁻¹⁷)·2", "5 of the 7 terms are 0 and left out."},
		{"a small factor of a large one is not", append(six[:6:6], term(1e-11, 1e11)), false, "1·1 + (10⁻¹¹)·100000000000", "5 of the 7 terms are 0 and left out."},
	}
	for _, x := range cases {
		d := cnn.Derivation{Sign: cnn.Sign{Letter: "s"}, Index: []int{0}, Rule: cnn.Sum, Terms: x.terms}
		for _, term := range x.terms {
			d.Value += term.Value
		}
		e, err := newDerivation(d, x.full)
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for _, term := range e.Steps[1].Terms {
			have = append(have, termText(term))
		}
		if s := strings.Join(have, " "); s != x.shown || e.Note != x.note {
			t.Errorf("%s\nhave %s %q\nwant %s %q", x.title, s, e.Note, x.shown, x.note)
		}
	}
}

// What a record could hold must not panic.
func TestDeriveRefuses(t *testing.T) {
	element := cnn.Factor{Kind: cnn.Element, Sign: cnn.Sign{Letter: "Z"}}
	one := cnn.Term{Factors: []cnn.Factor{element}}
	cases := []struct {
		d    cnn.Derivation
		want string
	}{
		{cnn.Derivation{Rule: "median"}, `the rule "median" is not known`},
		{cnn.Derivation{Rule: cnn.Largest}, "does not fit 0 terms"},
		{cnn.Derivation{Rule: cnn.Rectified, Terms: []cnn.Term{one, one}}, "does not fit 2 terms"},
		{cnn.Derivation{Rule: cnn.Largest, Terms: []cnn.Term{one}}, "needs one chosen term, found 0"},
		{cnn.Derivation{Rule: cnn.Sum, Terms: []cnn.Term{{}}}, "term 0 has 0 factors"},
		{cnn.Derivation{Rule: cnn.Sum, Terms: []cnn.Term{{Factors: []cnn.Factor{{Kind: cnn.Difference}}}}}, "without what it subtracts"},
		{cnn.Derivation{Rule: cnn.Sum, Terms: []cnn.Term{{Factors: []cnn.Factor{{Kind: cnn.Fraction}}}}}, "fraction 1/0"},
		{cnn.Derivation{Rule: cnn.Given}, "left side of an equation"},
	}
	for _, x := range cases {
		if x.d.Sign.Letter = "s"; x.want == "left side of an equation" {
			x.d.Sign.Letter = "^"
		}
		if _, err := newDerivation(x.d, false); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("have %v\nwant %s", err, x.want)
		}
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64} {
		bad := element
		bad.Element, bad.Value = v, v
		for _, rule := range []cnn.Rule{cnn.Sum, cnn.Largest, cnn.Rectified, cnn.Logistic, cnn.HyperbolicTangent, cnn.Share} {
			for _, kind := range []cnn.FactorKind{cnn.Element, cnn.Logarithm, cnn.Reciprocal, cnn.Complement, cnn.SquareComplement} {
				bad.Kind = kind
				e, err := newDerivation(cnn.Derivation{Sign: cnn.Sign{Letter: "s"}, Rule: rule, Value: v, Terms: []cnn.Term{{Factors: []cnn.Factor{bad}, Value: v, Chosen: true}}}, false)
				if err != nil {
					t.Errorf("%s of %g: %v", rule, v, err)
				} else if e.Text(80) == "" {
					t.Errorf("%s of %g: no text", rule, v)
				}
			}
		}
	}
}

func TestLargest(t *testing.T) {
	third := 1.0 / 3
	cases := []struct {
		cells     []float64
		winner    int
		want, say string
	}{
		{[]float64{1, 3, 2}, 1, "= max(1, 3, 2) = 3", "$A_{1}$ wins."},
		{[]float64{1, 2, 2}, 1, "= max(1, 2, 2) = 2", "$A_{1}$ wins: it is the first of 2 equal cells."},
		{[]float64{0.12341, 0.12344}, 1, "= max(0.12341, 0.12344) ≈ 0.1234", "$A_{1}$ wins."},
		{[]float64{third, third + 1e-7, 0}, 1, "≈ max(0.3333333, 0.3333334, 0) ≈ 0.3333", "$A_{1}$ wins."},
		{[]float64{-1, third}, 1, "≈ max(−1, 0.3333) ≈ 0.3333", "$A_{1}$ wins."},
	}
	for _, c := range cases {
		d := cnn.Derivation{Sign: cnn.Sign{Letter: "P"}, Index: []int{0}, Rule: cnn.Largest, Value: c.cells[c.winner]}
		for i, v := range c.cells {
			f := cnn.Factor{Kind: cnn.Element, Sign: cnn.Sign{Letter: "A"}, Index: []int{i}, Element: v, Value: v}
			d.Terms = append(d.Terms, cnn.Term{Factors: []cnn.Factor{f}, Value: v, Chosen: i == c.winner})
		}
		e, err := newDerivation(d, false)
		if err != nil {
			t.Fatal(err)
		}
		if have := stepsText(e.Steps[1:]); have != c.want || e.Note != c.say {
			t.Errorf("%v\nhave %s %s\nwant %s %s", c.cells, have, e.Note, c.want, c.say)
		}
	}
}

// stepsText is steps on one line.
func stepsText(steps []Step) string {
	var parts []string
	for _, s := range steps {
		parts = append(parts, s.Relation)
		for _, term := range s.Terms {
			parts = append(parts, termText(term))
		}
	}
	return strings.Join(parts, " ")
}
