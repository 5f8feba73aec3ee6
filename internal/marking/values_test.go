package marking

import (
	"slices"
	"testing"

	"backprop/internal/cnn"
)

// equalsEngine checks that the values without a mistake are those of cnn, bit
// for bit, and that the steps are its places.
func equalsEngine(t *testing.T, n *cnn.Network) {
	t.Helper()
	p := pass(t, n)
	have, err := Values(n)
	if err != nil {
		t.Fatal(err)
	}
	if len(have) != len(p.Places()) {
		t.Fatalf("have %d places, want %d", len(have), len(p.Places()))
	}
	for _, place := range p.Places() {
		want, _ := p.Quantity(place)
		if got := have[place]; got == nil || !got.Shape.Equal(want.Shape) || !slices.Equal(got.Data, want.Data) {
			t.Fatalf("%s: have %v\nwant %v %v", place, got, want.Shape, want.Data)
		}
	}
	m, err := newModel(n)
	if err != nil {
		t.Fatal(err)
	}
	var steps []cnn.Place
	for _, s := range m.steps {
		steps = append(steps, s.place)
	}
	if !slices.Equal(steps, p.Places()) {
		t.Errorf("have the steps %v\nwant %v", steps, p.Places())
	}
}

func TestNoMistakeIsTheEngine(t *testing.T) {
	equalsEngine(t, workedExample(t))
	for seed := range uint64(400) {
		equalsEngine(t, newGenerator(seed).network())
	}
}

// TestSpansHoldTheRightNumbers runs networks with every intermediate number
// left open, and checks that what is worked out still holds the right one: the
// rules for spans are sound.
func TestSpansHoldTheRightNumbers(t *testing.T) {
	for seed := range uint64(400) {
		m, err := newModel(newGenerator(seed).network())
		if err != nil {
			t.Fatal(err)
		}
		r := m.begin(course{loose: 3}).all()
		for _, s := range m.steps {
			right := m.right(s.place).Data
			for i, v := range r.raw[s.index] {
				if !(v.lo <= right[i]+noise(right[i], 1) && v.hi >= right[i]-noise(right[i], 1)) {
					t.Fatalf("seed %d, %s [%d]: %v does not hold %v", seed, s.place, i, v, right[i])
				}
			}
		}
	}
}

func TestValuesOfABadNetwork(t *testing.T) {
	n := &cnn.Network{}
	if _, err := Values(n); err == nil {
		t.Error("Values: have no error")
	}
	if _, err := Applicable(n); err == nil {
		t.Error("Applicable: have no error")
	}
	if _, err := (Mistake{}).Touches(n); err == nil {
		t.Error("Touches: have no error")
	}
	if _, err := Mark(n, &Answers{}, 0); err == nil {
		t.Error("Mark: have no error")
	}
}

// TestWrongRuleByHand compares wrong rules with plain loops on the worked
// example.
func TestWrongRuleByHand(t *testing.T) {
	n := workedExample(t)
	c, err := cnn.AsClassic(n)
	if err != nil {
		t.Fatal(err)
	}
	x, k, dz, dp := c.X.Rows(), c.K.Rows(), c.DZ.Rows(), c.DP.Rows()
	full := cnn.Zeros(5, 5) // the error beside K as it stands
	for i := range 5 {
		for j := range 5 {
			for a := range 2 {
				for b := range 2 {
					if p, q := i+a-1, j+b-1; p >= 0 && p < 4 && q >= 0 && q < 4 {
						full[i][j] += dz[p][q] * k[a][b]
					}
				}
			}
		}
	}
	flipped := cnn.Zeros(4, 4)
	spread, shared := cnn.Zeros(4, 4), cnn.Zeros(4, 4)
	for i := range 4 {
		for j := range 4 {
			flipped[i][j] = c.B.Data[0]
			for a := range 2 {
				for b := range 2 {
					flipped[i][j] += x[i+a][j+b] * k[1-a][1-b]
				}
			}
			spread[i][j] = dp[i/2][j/2]
			shared[i][j] = dp[i/2][j/2] / 4
		}
	}
	rotated := cnn.Zeros(2, 2)
	for a, row := range c.DK.Rows() {
		for b, v := range row {
			rotated[1-a][1-b] = v
		}
	}
	gated := cnn.Zeros(4, 4)
	for i, row := range c.DA.Rows() {
		for j, d := range row {
			gated[i][j] = max(d, 0)
		}
	}
	opposite := cnn.Zeros(1, 3)
	for i, v := range c.DS.Data {
		opposite[0][i] = -v
	}
	for _, test := range []struct {
		name  string
		place cnn.Place
		want  [][]float64
	}{
		{"input-gradient-unrotated", cnn.GradientPlace(0), full},
		{"scatter-rotated", cnn.GradientPlace(0), full},
		{"forward-flipped", cnn.ActivationPlace(1), flipped},
		{"kernel-gradient-rotated", cnn.ParameterPlace(0, "kernel"), rotated},
		{"error-to-whole-window", cnn.GradientPlace(2), spread},
		{"error-shared", cnn.GradientPlace(2), shared},
		{"gate-forgotten", cnn.GradientPlace(1), c.DA.Rows()},
		{"gate-on-gradient", cnn.GradientPlace(1), gated},
		{"error-sign", cnn.GradientPlace(5), opposite},
		{"bias-averaged", cnn.ParameterPlace(0, "bias"), [][]float64{{c.DB.Data[0] / 16}}},
		{"update-sign", cnn.UpdatedPlace(0, "bias"), [][]float64{{c.B.Data[0] + 0.1*c.DB.Data[0]}}},
	} {
		m, ok := Find(test.name)
		if !ok {
			t.Fatalf("%s is not in the catalogue", test.name)
		}
		values, err := Values(n, m)
		if err != nil {
			t.Fatal(err)
		}
		want := slices.Concat(test.want...)
		for i, have := range values[test.place].Data {
			if d := have - want[i]; d > 1e-12 || d < -1e-12 {
				t.Errorf("%s, %s [%d]: have %v, want %v", test.name, test.place, i, have, want[i])
			}
		}
	}
}
