package certify

import (
	"testing"

	"backprop/internal/witness"
)

func TestFarPowers(t *testing.T) {
	e := func(x float64) witness.Decimal { return witness.New(x).Exp() }
	one := witness.New(1)
	for _, test := range []struct {
		text string
		of   witness.Decimal
		want bool
	}{
		{"10^(−4.34·10¹¹)", e(-1e12), true},
		{"10^(−4.35·10¹¹)", e(-1e12), false},
		{"−10^(−4.34·10¹¹)", e(-1e12).Negated(), true},
		{"10^(−4.34·10¹¹)", e(-1e12).Negated(), false},
		{"1 − 10^(−4.34·10¹¹)", one.Minus(e(-1e12)), true},
		{"1 − 10^(−4.34·10¹¹)", one.Plus(e(-1e12)), false},
		{"1 − 10^(−4.34·10¹¹)", one, false},
		{"10^(4.34·10¹¹)", e(1e12), true},
	} {
		p, ok := read(test.text)
		if !ok {
			t.Errorf("%s is not read", test.text)
			continue
		}
		if have := p.rounds(test.of) == nil; have != test.want || p.exact(test.of) {
			t.Errorf("%s for %s: have %v, want %v, and never exact", test.text, test.of, have, test.want)
		}
	}
}

// TestQuotient computes fractions of powers of e that are too far apart for the
// digits of the largest.
func TestQuotient(t *testing.T) {
	one, far := witness.New(1), witness.New(-2000).Exp()
	for source, want := range map[string]witness.Decimal{
		`\frac{e^{2000}}{e^{0} + e^{2000}}`:                 one.Over(one.Plus(far)),
		`\frac{e^{0}}{e^{0} + e^{2000}}`:                    far.Over(one.Plus(far)),
		`\frac{1}{1 + e^{-2000}}`:                           one.Over(one.Plus(far)),
		`\frac{e^{1000} - e^{-1000}}{e^{1000} + e^{-1000}}`: one.Minus(far).Over(one.Plus(far)),
		`\frac{e^{-2000}}{1 + e^{-2000}}`:                   far.Over(one.Plus(far)),
	} {
		tree, err := parse(source)
		if err != nil {
			t.Fatal(err)
		}
		e, err := readExpression(tree)
		if err != nil {
			t.Fatal(err)
		}
		have, err := e.value(nil)
		if err != nil || !have.Is(want) {
			t.Errorf("%s: have %s, %v; want %s", source, have, err, want)
		}
	}
}
