package certify

import (
	"testing"

	"backprop/internal/notebook"
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

// TestWithPower: a power of ten that has one itself, and a number beside 1, are
// read from TeX as a text has them.
func TestWithPower(t *testing.T) {
	for source, want := range map[string]string{
		`10^{-1.71 \cdot 10^{10}}`:     "10^(−1.71·10¹⁰)",
		`1 - 10^{-1.71 \cdot 10^{10}}`: "1 − 10^(−1.71·10¹⁰)",
		`10^{-10^{14}}`:                "10^(−10¹⁴)",
		`1 + 1.1 \cdot 10^{-8}`:        "1 + 1.1·10⁻⁸",
		`1 - 10^{-17}`:                 "1 − 10⁻¹⁷",
		`1 - 2.5 \cdot 10^{-17}`:       "", // was never written
		`10^{-17}`:                     "",
		`1 - p`:                        "",
	} {
		tree, err := parse(source)
		if err != nil {
			t.Fatal(err)
		}
		c := &certifier{window: []notebook.Written{{Text: "1 + 1.1·10⁻⁸"}, {Text: "1 − 10⁻¹⁷"}}}
		if have, nodes, _ := c.withPower(tree, ""); have != want || want != "" && nodes != len(tree) {
			t.Errorf("%s: have %q of %d nodes, want %q of %d", source, have, nodes, want, len(tree))
		}
		if want == "" {
			continue
		}
		if _, ok := read(want); !ok {
			t.Errorf("%s is no number", want)
		}
	}
}

// TestSignBeforeOne: the sign before a number beside 1 is its own only where the
// number was written with it.
func TestSignBeforeOne(t *testing.T) {
	tree, err := parse(`1 + 6.9 \cdot 10^{-25}`)
	if err != nil {
		t.Fatal(err)
	}
	for written, want := range map[string]string{"−1 + 6.9·10⁻²⁵": "1 + 6.9·10⁻²⁵", "1 + 6.9·10⁻²⁵": ""} {
		c := &certifier{window: []notebook.Written{{Text: written}}}
		if have, _, _ := c.withPower(tree, "−"); have != want {
			t.Errorf("of %s: have %q, want %q", written, have, want)
		}
	}
}

// TestGridFits: of two grids of one name the certificate takes the one that the
// printed cells are right for, where their float64s are the same.
func TestGridFits(t *testing.T) {
	parsed := func(s string) witness.Decimal {
		d, err := witness.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	c := &Catalogue{}
	c.Grid("wrong", []witness.Decimal{parsed("2.7e-400")})
	c.Grid("wrong", []witness.Decimal{parsed("8.2e-401")})
	for text, want := range map[string]string{"2.7·10⁻⁴⁰⁰": "2.7e-400", "8.2·10⁻⁴⁰¹": "8.2e-401", "5·10⁻⁴⁰⁰": "2.7e-400"} {
		p, _ := read(text)
		if have, given := c.grid("wrong", []float64{0}, []printed{p}); !given || !have[0].Is(parsed(want)) {
			t.Errorf("%s: have %v, want %s", text, have, want)
		}
	}
}
