package marking

import (
	"fmt"
	"slices"
	"testing"

	"backprop/internal/cnn"
)

// TestMistakenByHand compares wrong numbers of the worked example with plain
// loops.
func TestMistakenByHand(t *testing.T) {
	n := workedExample(t)
	c, err := cnn.AsClassic(n)
	if err != nil {
		t.Fatal(err)
	}
	x, k, b := c.X.Rows(), c.K.Rows(), c.B.Data[0]
	flipped, without := b, 0.0 // Z[1,2]
	for m := range 2 {
		for n := range 2 {
			flipped += x[1+m][2+n] * k[1-m][1-n]
			without += x[1+m][2+n] * k[m][n]
		}
	}
	ungated := 0.0 // ∂L/∂K[0,1]
	for i := range 4 {
		for j := range 4 {
			ungated += c.DA.At(i, j) * x[i][j+1]
		}
	}
	unrotated := 0.0 // ∂L/∂X[0,2]: K lies on the padded errors as it stands
	for n := range 2 {
		unrotated += c.DZ.At(0, 1+n) * k[1][n]
	}
	ones, spread := 0.0, 0.0 // the sum of ∂L/∂A
	for _, d := range c.DP.Data {
		ones++
		spread += 4 * d
	}
	for _, test := range []struct {
		mistake string
		place   cnn.Place
		index   []int
		want    float64
	}{
		{"forward-flipped", c.Z.Place, []int{1, 2}, flipped},
		{"bias-forgotten", c.Z.Place, []int{0, 1, 2}, without},
		{"kernel-gradient-rotated", c.DK.Place, []int{0, 1}, c.DK.At(1, 0)},
		{"gate-forgotten", c.DK.Place, []int{0, 1}, ungated},
		{"input-gradient-unrotated", c.DX.Place, []int{0, 2}, unrotated},
		{"rows-for-columns", c.DX.Place, []int{2, 3}, c.DX.At(3, 2)},
		{"mask-without-error", c.DA.Place, nil, ones},
		{"error-to-whole-window", c.DA.Place, nil, spread},
		{"error-sign", c.DS.Place, []int{0}, c.Y.At(0) - c.Prob.At(0)},
		{"update-sign", c.NewB.Place, []int{0}, b + n.LearningRate*c.DB.Data[0]},
		{"log-base", cnn.LossPlace, nil, c.L.At() / 0.6931471805599453},
	} {
		list := Mistaken(n, test.place, test.index...)
		if !slices.ContainsFunc(list, func(w WrongNumber) bool {
			return w.Mistake == test.mistake && w.Did != "" && abs(w.Value-test.want) < 1e-12
		}) {
			t.Errorf("%s at %s %v: want %v\nhave %v", test.mistake, test.place, test.index, test.want, list)
		}
	}
}

// TestNoNameForASumThatCannotTell: moving numbers changes no sum, so a sum of
// what a wrong order moves has no name; nor has an element of the gradient that
// only an order that is wrong forward, too, would change.
func TestNoNameForASumThatCannotTell(t *testing.T) {
	n := workedExample(t)
	for _, test := range []struct {
		place cnn.Place
		index []int
		want  bool
	}{
		{cnn.GradientPlace(3), nil, false}, {cnn.GradientPlace(2), nil, false}, {cnn.GradientPlace(3), []int{1, 1}, false},
		{cnn.GradientPlace(3), []int{0, 1}, true}, {cnn.ActivationPlace(5), []int{0}, true},
	} {
		list := Mistaken(n, test.place, test.index...)
		if have := slices.ContainsFunc(list, func(w WrongNumber) bool { return w.Mistake == "flatten-order" }); have != test.want {
			t.Errorf("%s %v: have flatten-order %v, want %v: %v", test.place, test.index, have, test.want, list)
		}
	}
}

func abs(v float64) float64 { return max(v, -v) }

// TestMistakenEverywhere looks at every element of the worked example: no
// wrong number prints as the right one, equal ones stand together, and where a
// mistake can be made in one way only, Values agrees.
func TestMistakenEverywhere(t *testing.T) {
	n := workedExample(t)
	for _, place := range pass(t, n).Places() {
		q, _ := pass(t, n).Quantity(place)
		for at, right := range q.Data {
			index := q.Shape.Index(at)
			list := Mistaken(n, place, index...)
			seen := map[string]bool{}
			last := ""
			for _, w := range list {
				printed := fmt.Sprint(roundTo(w.Value, 4))
				if printed == fmt.Sprint(roundTo(right, 4)) || printed != last && seen[printed] {
					t.Errorf("%s %v: %v (%s) beside %v", place, index, w.Value, w.Mistake, right)
				}
				seen[printed], last = true, printed
				m, ok := Find(w.Mistake)
				if !ok || m.Did != w.Did {
					t.Fatalf("%s is not in the catalogue", w.Mistake)
				}
				if slips := m.slips(mustModel(t, n)); len(slips) > 1 {
					continue
				}
				values, err := Values(n, m)
				if err != nil {
					t.Fatal(err)
				}
				have, _ := element(step{}, values[place].Shape, points(values[place].Data), index)
				if differ(have, w.Value) {
					t.Errorf("%s %v, %s: have %v, Values has %v", place, index, w.Mistake, w.Value, have)
				}
			}
		}
	}
}

func mustModel(t *testing.T, n *cnn.Network) *model {
	t.Helper()
	m, err := newModel(n)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestMistakenOrder: what is done at the place comes first, then the common,
// and of mistakes with the same numbers two are named.
func TestMistakenOrder(t *testing.T) {
	n := workedExample(t)
	names := func(n *cnn.Network, place cnn.Place, index ...int) []string {
		var list []string
		for _, w := range Mistaken(n, place, index...) {
			if len(list) == 0 || list[len(list)-1] != w.Mistake {
				list = append(list, w.Mistake)
			}
		}
		return list
	}
	layer := func(l cnn.Layer, x, d *cnn.Tensor) *cnn.Network {
		return &cnn.Network{Input: x, Layers: []cnn.Layer{l}, Upstream: d}
	}
	relu := layer(cnn.ReLU{}, cnn.Vector(0.5, -0.5, 0), cnn.Vector(-1, -1, -1))
	untidy := cnn.Map([][]float64{{2, 9, 4}, {7, 3, 5}, {9, 6, 2}})
	pool := layer(cnn.MaxPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 1, Across: 1}}},
		untidy, cnn.Map([][]float64{{1, 1}, {1, 1}}))
	for _, test := range []struct {
		name string
		have []string
		want []string
	}{
		{"at the place first", names(n, cnn.ParameterPlace(0, "kernel"), 1, 0)[:2], []string{"kernel-gradient-rotated", "rows-for-columns"}},
		{"an open gate", names(relu, cnn.GradientPlace(0), 0), []string{"gate-on-gradient", "gate-both", "gate-as-value"}},
		{"a closed gate", names(relu, cnn.GradientPlace(0), 1), []string{"gate-forgotten", "gate-as-value"}},
		{"a gate at 0", names(relu, cnn.GradientPlace(0), 2), []string{"gate-forgotten", "gate-open-at-zero"}},
		{"a cell that wins twice", names(pool, cnn.GradientPlace(0), 0, 1)[:2], []string{"error-shared", "overlap-overwritten"}},
	} {
		if !slices.Equal(test.have, test.want) {
			t.Errorf("%s: have %q, want %q", test.name, test.have, test.want)
		}
	}
}

func TestMistakenOfNothing(t *testing.T) {
	n := workedExample(t)
	wide := &cnn.Network{Input: cnn.NewTensor(400), Layers: []cnn.Layer{cnn.Dense{Weights: cnn.NewTensor(400, 400), Bias: cnn.NewTensor(400)}}}
	wide.Layers[0].(cnn.Dense).Bias.Data[0] = 1 // who forgets it gets another number
	for _, test := range []struct {
		name  string
		n     *cnn.Network
		place cnn.Place
		index []int
	}{
		{"a network that does not run", &cnn.Network{}, cnn.GradientPlace(0), nil},
		{"no such place", n, cnn.GradientPlace(99), nil},
		{"no place of the pass", n, cnn.ValuePlace(0, "kernel"), []int{0, 0}},
		{"outside", n, cnn.GradientPlace(0), []int{5, 0}},
		{"below 0", n, cnn.GradientPlace(0), []int{0, -1}},
		{"too few axes", n, cnn.GradientPlace(0), []int{1}},
		{"nothing to do wrong", n, cnn.ActivationPlace(0), []int{1, 1}},
		{"too large", wide, cnn.ActivationPlace(1), []int{0}},
	} {
		if have := Mistaken(test.n, test.place, test.index...); have != nil {
			t.Errorf("%s: have %v", test.name, have)
		}
	}
}

func TestEveryMistakeSaysWhatWasDone(t *testing.T) {
	for _, m := range Catalogue() {
		if len(m.Did) < 10 || m.Did[0] < 'a' || m.Did[0] > 'z' || m.Did[len(m.Did)-1] == '.' {
			t.Errorf("%s: have %q; want words to follow \"you probably\"", m.Name, m.Did)
		}
	}
}
