package notebook

import (
	"math"
	"math/big"
	"testing"

	"backprop/internal/cnn"
)

// TestLogarithm: of what is next to 1 it is the distance, and of what is next
// to 0 it does not take the digits of that.
func TestLogarithm(t *testing.T) {
	tiny := func(exponent int64) *big.Rat {
		return new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(exponent), nil))
	}
	one := big.NewRat(1, 1)
	for _, test := range []struct {
		what string
		t    *big.Rat
		want float64
	}{
		{"1", one, 0},
		{"2", big.NewRat(2, 1), math.Ln2},
		{"1 − 10⁻³⁰⁰", new(big.Rat).Sub(one, tiny(300)), -1e-300},
		{"1 − 10⁻³⁰", new(big.Rat).Sub(one, tiny(30)), -1e-30},
		{"1 − 10⁻²⁵", new(big.Rat).Sub(one, tiny(25)), -1e-25},
		{"10⁻²⁰⁰⁰⁰", tiny(20000), -20000 * math.Ln10},
	} {
		have := compute(cnn.Ln(cnn.T), cnn.Operands[*big.Rat]{T: test.t})
		if f, _ := have.Float64(); math.Abs(f-test.want) > 1e-15*math.Abs(test.want) {
			t.Errorf("ln %s: have %v, want %v", test.what, f, test.want)
		}
	}
}
