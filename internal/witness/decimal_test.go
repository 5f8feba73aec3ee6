package witness

import (
	"math/big"
	"testing"

	"backprop/internal/cnn"
)

func TestDecimal(t *testing.T) {
	tests := []struct {
		name string
		have Decimal
		want string
	}{
		{"0.1 is a tenth", New(0.1), "0.1"},
		{"a sum", New(0.1).Plus(New(0.2)), "0.3"},
		{"a product", New(-1.5).Times(New(0.04)), "-0.060"},
		{"a quotient", New(1).Over(New(8)), "0.125"},
		{"e^0", New(0).Exp(), "1"},
		{"ln 2", New(2).Ln().Rounded(50), "0.69314718055994530941723212145817656807550013436026"},
		{"half away from zero, up", New(0.00005).Rounded(4), "0.0001"},
		{"half away from zero, down", New(-0.00005).Rounded(4), "-0.0001"},
		{"to the nearest", New(-0.12344).Rounded(4), "-0.1234"},
		{"a power", New(-3).Power(New(2)), "9"},
		{"a root", New(2.25).Root(), "1.5"},
		{"a root of two numbers far apart", New(4).Plus(New(1e-60)).Root().Minus(New(2)).Rounded(70), "2.5e-61"},
		{"a quotient of two numbers far apart", New(1).Over(New(1).Plus(New(1e-300))).Minus(New(1)).Rounded(310), "-1e-300"},
		{"1 − σ(2000)", New(1).Minus(New(1).Over(New(1).Plus(New(-2000).Exp()))).Scaled(869).Rounded(3), "2.577"},
		{"far behind the point, what is next to 1", New(1).Minus(New(-1e6).Exp()).Rounded(434296).Minus(New(1)), "-3.3e-434295"},
		{"a third", New(1).Over(New(3)).Rounded(5), "0.33333"},
		{"two thirds below 0", New(-2).Over(New(3)).Rounded(5), "-0.66667"},
		{"a half that falls short by nothing that counts", New(1).Over(New(3)).Times(New(1.5)).Rounded(0), "1"},
		{"a half that falls short by 10⁻³⁰⁰", New(0.5).Minus(New(1e-300)).Rounded(0), "0"},
		{"a half below 0 that falls short", New(1e-300).Minus(New(0.5)).Rounded(0), "0"},
		{"below a whole number by 10⁻³⁰⁰", New(2).Minus(New(1e-300)).Rounded(0), "2"},
		{"more than half below a whole number", New(2).Minus(New(0.75)).Rounded(0), "1"},
		{"a power that is no whole number", New(4).Power(New(-1.5)).Rounded(30), "0.125"},
		{"tanh next to its limit", New(1).Minus(New(300).Tanh()).Scaled(261).Rounded(3), "5.301"},
		{"without its sign", New(-2).Abs(), "2"},
	}
	for _, test := range tests {
		want, err := Parse(test.want)
		if err != nil {
			t.Fatal(err)
		}
		if test.have.Compare(want) != 0 {
			t.Errorf("%s: have %s, want %s", test.name, test.have, want)
		}
	}
	if want := big.NewRat(1, 8); New(0.125).Rat().Cmp(want) != 0 {
		t.Errorf("have %s, want %s", New(0.125).Rat(), want)
	}
	for _, bad := range []string{"", "x", "NaN", "Infinity"} {
		if d, err := Parse(bad); err == nil {
			t.Errorf("%q: have %s, want an error", bad, d)
		}
	}
}

func TestIs(t *testing.T) {
	third := New(1).Over(New(3))
	tests := []struct {
		name string
		a, b Decimal
		want bool
	}{
		{"itself", New(0.5), New(0.5), true},
		{"up to the last digits", third.Times(New(3)), New(1), true},
		{"a float64 is not a third", third, New(1.0 / 3), false},
		{"nearly nothing", New(1e-45), New(0), false},
		{"beside a large number", New(1).Plus(New(1e-300)), New(1), false},
		{"what rounding hides", New(2).Ln().Plus(New(1e-300)), New(2).Ln(), true},
		{"beside a third", third.Plus(New(1e-300)), third, false},
		{"a third in another way", third, New(2).Over(New(6)), true},
		{"a third and a seventh", third.Plus(New(1).Over(New(7))).Minus(New(10).Over(New(21))), New(0), true},
		{"a third of e^−2000 beside a third", third.Times(New(1).Plus(New(-2000).Exp())).Minus(third).Times(New(3)), New(-2000).Exp(), true},
		{"below what is left of a sum that is 0", New(2).Ln().Plus(New(1)).Minus(New(2).Ln()).Minus(New(1)).Plus(New(1e-300)), New(0), true},
		{"a seventh beside e^−2000", New(1).Over(New(7).Plus(New(-2000).Exp())).Times(New(7)).Minus(New(1)).Times(New(7)), New(-2000).Exp().Negated(), true},
		{"over a third", New(1).Over(third), New(3), true},
		{"after what was beside it is gone", New(6e-7).Minus(New(1e-70)).Minus(New(6e-7)), New(-1e-70), true},
		{"e^0 beside e^−2000", New(-2000).Exp().Plus(New(1)), New(1), false},
		{"what rounding left of nothing", third.Plus(third).Plus(third).Minus(New(1)), New(0), true},
		{"not nothing", New(1e-30), New(0), false},
	}
	for _, test := range tests {
		if have := test.a.Is(test.b); have != test.want {
			t.Errorf("%s: have %v", test.name, have)
		}
	}
}

func TestMatrix(t *testing.T) {
	rows := func(columns int, v ...float64) Matrix { return Rows(all(v), columns) }
	x, k := rows(3, 1, 2, 3, 4, 5, 6, 7, 8, 9), rows(2, 1, 0, 0, -1)
	tests := []struct {
		name       string
		have, want Matrix
	}{
		{"valid", x.Correlated(k), rows(2, -4, -4, -4, -4)},
		{"full", rows(2, 1, 2, 3, 4).Full(k), rows(3, -1, -2, 0, -3, -3, 2, 0, 3, 4)},
		{"rotated", k.Rotated(), rows(2, -1, 0, 0, 1)},
		{"transposed", rows(2, 1, 2, 3, 4).Transposed(), rows(2, 1, 3, 2, 4)},
		{"product", k.Dot(rows(1, 2, 3)), rows(1, 2, -3)},
		{"by elements", k.Times(k), rows(2, 1, 0, 0, 1)},
	}
	for _, test := range tests {
		have, want := test.have.Flat(), test.want.Flat()
		if len(have) != len(want) {
			t.Errorf("%s: have %v, want %v", test.name, have, want)
			continue
		}
		for i := range want {
			if have[i].Compare(want[i]) != 0 {
				t.Errorf("%s: have %v, want %v", test.name, have, want)
				break
			}
		}
	}
}

// TestRunWith moves an input and a weight of a layer by steps that float64
// does not hold, and looks at what comes out.
func TestRunWith(t *testing.T) {
	n := &cnn.Network{Input: cnn.Vector(1, 2), Layers: []cnn.Layer{
		cnn.Dense{Weights: cnn.Matrix([][]float64{{3, 4}}), Bias: cnn.Vector(5)},
	}}
	tiny, err := Parse("1e-40")
	if err != nil {
		t.Fatal(err)
	}
	p := RunWith(n, func(place cnn.Place, values []Decimal) {
		if place == cnn.ActivationPlace(0) || place == cnn.ValuePlace(0, "weights") {
			values[1] = values[1].Plus(tiny)
		}
	})
	// 1·3 + (2 + t)(4 + t) + 5 = 16 + 6t + t²
	want := New(16).Plus(tiny.Times(New(6))).Plus(tiny.Times(tiny))
	if have := p.At(cnn.ActivationPlace(1))[0]; have.Compare(want) != 0 {
		t.Errorf("have %s, want %s", have, want)
	}
	for _, place := range []cnn.Place{cnn.Place{}, cnn.ActivationPlace(2), cnn.GradientPlace(0), cnn.ValuePlace(0, "kernel"), cnn.ValuePlace(7, "bias"), cnn.ParameterPlace(0, "bias"), cnn.LossPlace, cnn.TargetPlace} {
		if have := p.At(place); have != nil {
			t.Errorf("place %q: have %v, want nothing", place, have)
		}
	}
}
