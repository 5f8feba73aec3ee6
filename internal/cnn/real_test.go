package cnn

import (
	"strings"
	"testing"
)

// w is a decimal as it is written.
func w(v float64) Real { return Written(v) }

// The wanted digits were worked out by hand, or are those of a table of
// logarithms and powers of e.
func TestReal(t *testing.T) {
	sigmoid := func(z float64) Real { s, _ := w(z).sigmoid(); return s }
	tanh := func(z float64) Real { y, _ := w(z).tanh(); return y }
	power := func(z float64) Real { y, _ := w(z).exp(); return y }
	phi := func(z float64) Real { y, _ := w(z).phi(); return y }
	third := w(1).Over(w(3))
	tests := []struct {
		name string
		have Real
		want string // with "…" behind it where more digits follow
	}{
		{"0.1 is a tenth", w(0.1), "1e-01"},
		{"a sum of decimals", w(0.1).Plus(w(0.2)), "3e-01"},
		{"nothing is left", w(0.1).Plus(w(0.2)).Minus(w(0.3)), "0"},
		{"a product", w(-1.5).Times(w(0.04)), "-6e-02"},
		{"a third goes on", third, "3.33333333333333333333333…"},
		{"three thirds", third.Plus(third).Plus(third), "1e00"},
		{"a small number beside a large one", w(6e-7).Minus(w(1e-70)), "5.99999999999999999999999…"},
		{"and without it again", w(6e-7).Minus(w(1e-70)).Minus(w(6e-7)), "-1e-70"},
		{"next to 1", w(1).Minus(w(3.5e-30)), "1-3.5e-30"},
		{"next to −1, beyond it", w(-1).Minus(w(1e-300)), "-1-1e-300"},
		{"a quotient", w(1).Over(w(1).Plus(w(1e-300))).Minus(w(1)), "-1e-300"},
		{"e^−2000", power(-2000), "2.576535872…"},
		{"1 − e^−2000", w(1).Minus(power(-2000)), "1-2.576535872…"},
		{"σ(0)", sigmoid(0), "5e-01"},
		{"σ(24) is 1 − 3.8·10⁻¹¹", sigmoid(24), "1-3.7751345441…"},
		{"σ(2000) is 1 − e^−2000", w(1).Minus(sigmoid(2000)), "2.576535872…"},
		{"σ(−2000)", sigmoid(-2000), "2.576535872…"},
		{"1 − tanh 20", w(1).Minus(tanh(20)), "8.49670851058…"},
		{"tanh next to 0", tanh(1e-300), "9.999999999999999999999999e-301…"},
		{"tanh 0.001", tanh(0.001), "9.99999666666799999946…"},
		{"ln 2", w(2).Ln(), "6.9314718055994530941723…"},
		{"ln 1", w(1).Ln(), "0"},
		{"ln(1 + 10⁻³⁰⁰)", w(1).Plus(w(1e-300)).Ln(), "9.999999999999999999999999e-301…"},
		{"e^x − 1 next to 0", power(-1e-100).Minus(w(1)), "-9.999999999999999999999999e-101…"},
		{"half of it", power(-1e-60).Minus(w(1)).Times(w(0.5)), "-4.999999999999999999999999e-61…"},
		{"e^x next to 1", power(-1e-300), "1-9.999999999999999999999999e-301…"},
		{"and its logarithm", power(-1e-300).Ln(), "-1e-300"},
		{"σ next to a half", sigmoid(1e-100).Minus(w(0.5)), "2.499999999999999999999999e-101…"},
		{"a square next to 1", w(1).Plus(w(1e-100)).Times(w(1).Plus(w(1e-100))), "1+2e-100…"},
		{"(1 + x)(1 − x)", w(1).Plus(w(1e-100)).Times(w(1).Minus(w(1e-100))), "1-1e-200"},
		{"three sizes", w(1).Plus(w(1e-100)).Plus(w(1e-300)), "1+1e-100…"},
		{"a root next to 1", w(1).Plus(w(1e-100)).root(), "1+4.999999999999999999999999e-101…"},
		{"ln σ(−2000) is −2000 − e^−2000", w(-2000).lnOfSigmoid().Plus(w(2000)), "-2.576535872…"},
		{"ln σ(2000)", w(2000).lnOfSigmoid(), "-2.576535872…"},
		{"ln of the smaller of two shares", lnOfShare([]Real{w(0), w(-2000)}, 1).Plus(w(2000)), "-2.576535872…"},
		{"and of the larger", lnOfShare([]Real{w(0), w(-2000)}, 0), "-2.576535872…"},
		{"beyond all powers", power(-1e12), "10^-4.3429448190…"},
		{"e^(−10¹⁸)", power(-1e18), "10^-4.34294481903252e+17…"},
		{"e^(10²⁰⁰)", power(1e200), "10^4.34294481903252e+199…"},
		{"e^(−10²⁰⁰ − 5) over e^(−10²⁰⁰)", power(-1e200).Times(power(-5)).Over(power(-1e200)), "6.7379469990854670966360…"},
		{"they cancel", power(-1e200).Minus(power(-1e200)), "0"},
		{"the larger of two is left", SumOf(power(-1e200), power(-1e199)), "10^-4.34294481903252e+198…"},
		{"ln e^(−10²⁰⁰)", power(-1e200).Ln(), "-1e200"},
		{"its root", power(-2e200).root().Over(power(-1e200)), "1e00"},
		{"σ(10¹⁸)", sigmoid(1e18), "1-10^-4.34294481903252e+17…"},
		{"tanh 10²⁰⁰", tanh(1e200), "1-10^-8.68588963806504e+199…"},
		{"Φ(−10⁹)", phi(-1e9), "10^-2.17147240951626e+17…"},
		{"Φ(10³⁰⁰)", phi(1e300), "1-10^-2.17147240951626e+599…"},
		{"far, and a decimal", Real{near: tenToThe(-900).times(wideOf(25))}, "2.5e-899"},
		{"far, and none", Real{near: tenToThe(900).over(wideOf(3))}, "3.33333333333333333333333…"},
	}
	for _, test := range tests {
		have := test.have.text()
		if start, goesOn := strings.CutSuffix(test.want, "…"); have != test.want && !(goesOn && strings.HasPrefix(have, start) && strings.HasSuffix(have, "…")) {
			t.Errorf("%s: have %s, want %s", test.name, have, test.want)
		}
	}
}

// What is next to 1, or to a half, stays so, also behind a number of two parts.
func TestBeside(t *testing.T) {
	tiny := Written(1e-61).Plus(Written(1e-130))
	s, ok := tiny.Negated().sigmoid()
	if have := s.Minus(Written(0.5)).Float(); !ok || have > -2.4e-62 || have < -2.6e-62 {
		t.Errorf("σ(−10⁻⁶¹ − 10⁻¹³⁰) − 1/2: have %v, want −2.5·10⁻⁶²", have)
	}
	if s.Exact() == "" {
		t.Error("nothing is said beside σ(−10⁻⁶¹ − 10⁻¹³⁰)")
	}
	two := Written(2).Ln()
	if have := two.Plus(Written(1e-20)).Minus(two).Float(); have < 0.9e-20 || have > 1.1e-20 {
		t.Errorf("ln 2 + 10⁻²⁰ − ln 2: have %v", have)
	}
}

func TestRealSigns(t *testing.T) {
	for _, test := range []struct {
		name string
		have Real
		want int
	}{
		{"0", Real{}, 0},
		{"what cancels", w(0.7).Minus(w(0.7)), 0},
		{"what cancels but for 10⁻³⁰⁰", w(0.7).Plus(w(1e-300)).Minus(w(0.7)), 1},
		{"a thousandth of it below 0", w(1).Minus(w(1)).Minus(w(1e-300)), -1},
		{"a float64 alone", floatAlone(-1.0 / 3), -1},
		{"a float64 alone that is 0", floatAlone(0), 0},
	} {
		if have := test.have.Sign(); have != test.want {
			t.Errorf("%s: have %d, want %d", test.name, have, test.want)
		}
		if have := test.have.Negated().Sign(); have != -test.want {
			t.Errorf("minus %s: have %d, want %d", test.name, have, -test.want)
		}
	}
}

// TestRealSum adds terms in every order: none may change the sum.
func TestRealSum(t *testing.T) {
	two, _ := w(-2000).exp()
	third := w(1).Over(w(3))
	for _, test := range []struct {
		name  string
		terms []Real
		want  string
	}{
		{"nothing", nil, "0"},
		{"one", []Real{w(0.25)}, "2.5e-01"},
		{"1 + 10⁻³⁰⁰ − 1", []Real{w(1), w(1e-300), w(-1)}, "1e-300"},
		{"three sizes, of which two cancel", []Real{w(1e14), w(1e-20), w(-1e14), w(3e-300), w(-1e-20)}, "3e-300"},
		{"a tenth ten times, less one", []Real{w(0.1), w(0.4), w(0.5), w(-1)}, "0"},
		{"thirds cancel", []Real{third, third, third, w(-1)}, "0"},
		{"below the rounding of what cancels", []Real{w(2).Ln(), w(2).Ln().Negated(), w(1e-300)}, "0"},
		{"but not of what does not", []Real{two, w(1), w(-1)}, "2.576535872…"},
		{"a sum next to 1", []Real{w(0.5), w(0.5), w(-1e-30)}, "1-1e-30"},
	} {
		permute(test.terms, func(terms []Real) {
			if have := SumOf(terms...).text(); have != test.want && !(strings.HasSuffix(test.want, "…") && strings.HasPrefix(have, strings.TrimSuffix(test.want, "…"))) {
				t.Errorf("%s: have %s, want %s", test.name, have, test.want)
			}
		})
	}
	var s realSum
	half, float := 0.5, 1.0/3
	s.add(w(half))
	s.add(floatAlone(float))
	if total := s.total(); !total.unsure || total.Float() != half+float {
		t.Errorf("with a number of which only the float64 is known: have %v", total.Float())
	}
}

func permute(of []Real, visit func([]Real)) {
	var place func(k int)
	place = func(k int) {
		if k >= len(of) {
			visit(of)
			return
		}
		for i := k; i < len(of); i++ {
			of[k], of[i] = of[i], of[k]
			place(k + 1)
			of[k], of[i] = of[i], of[k]
		}
	}
	place(0)
}
