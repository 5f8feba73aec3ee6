package notebook

import (
	"testing"

	"backprop/internal/cnn"
)

// TestZeroTerm: a term is 0 where one of its factors is, whatever it is made of,
// and not where one is only near it.
func TestZeroTerm(t *testing.T) {
	at := func(kind cnn.FactorKind, element float64, exact string) cnn.Factor {
		return cnn.Factor{Kind: kind, Element: element, Exact: exact, Value: 1}
	}
	for _, test := range []struct {
		name string
		f    cnn.Factor
		want bool
	}{
		{"0", at(cnn.Element, 0, ""), true},
		{"10⁻³⁰", at(cnn.Element, 0, "1e-30"), false},
		{"1 − 1", at(cnn.Complement, 1, ""), true},
		{"1 − (1 − 10⁻³⁰)", at(cnn.Complement, 1, "1-1e-30"), false},
		{"ln 1", at(cnn.Logarithm, 1, ""), true},
		{"ln(1 − 10⁻³⁰)", at(cnn.Logarithm, 1, "1-1e-30"), false},
		{"ln 0.5", at(cnn.Logarithm, 0.5, ""), false},
		{"ln(1 − 0)", at(cnn.LogOfComplement, 0, ""), true},
		{"ln(1 − 10⁻³⁰), of 10⁻³⁰", at(cnn.LogOfComplement, 0, "1e-30"), false},
		{"e⁰ − 1", at(cnn.PowerLessOne, 0, ""), true},
		{"1 − e⁰", at(cnn.ComplementOfPower, 0, ""), true},
		{"1 − e¹", at(cnn.ComplementOfPower, 1, ""), false},
		{"1 − 1²", at(cnn.SquareComplement, 1, ""), true},
		{"1 − (−1)²", at(cnn.SquareComplement, -1, ""), true},
		{"1 − (−1 + 10⁻³⁰)²", at(cnn.SquareComplement, -1, "-1+1e-30"), false},
		{"1/1", at(cnn.Reciprocal, 1, ""), false},
	} {
		if have := isZeroTerm(cnn.Term{Factors: []cnn.Factor{at(cnn.Element, 2, ""), test.f}}); have != test.want {
			t.Errorf("2 · %s: have %v, want %v", test.name, have, test.want)
		}
	}
}
