package witness

import (
	"testing"

	"github.com/cockroachdb/apd/v3"
)

// Powers of e, their logarithms and square roots are those of a decimal library,
// and far from 1 each undoes the other.
func TestFunctions(t *testing.T) {
	library := apd.BaseContext.WithPrecision(260)
	for _, x := range []string{"0.25", "-3.7", "123.456", "-740.5", "1234.5", "-5678", "1e-9", "0.9999999999999999", "1.0000000000001", "7e-25", "2.5e300"} {
		a, err := Parse(x)
		if err != nil {
			t.Fatal(err)
		}
		compare := func(name string, have Decimal, f func(d, x *apd.Decimal) (apd.Condition, error)) {
			t.Helper()
			var d, want apd.Decimal
			if _, _, err := d.SetString(x); err != nil {
				t.Fatal(err)
			}
			if _, err := f(&want, &d); err != nil {
				t.Fatal(err)
			}
			w, err := Parse(want.Text('e'))
			if err != nil {
				t.Fatal(err)
			}
			if !have.rounded || have.size()-have.off < Digits-50 || !have.Is(w) {
				t.Errorf("%s %s = %s, want %s", name, x, have, w)
			}
		}
		if a.size() < 5 && a.size() > -20 {
			compare("e to the power of", a.Exp(), library.Exp)
		}
		if a.Sign() > 0 {
			compare("ln", a.Ln(), library.Ln)
			if squared := a.Root(); squared.rounded {
				compare("the root of", squared, library.Sqrt)
			}
		}
	}
	for _, x := range []float64{1e-300, -1e-25, 1e5, -1e6, 1e12, -9.5e16} {
		if back := New(x).Exp().Ln(); !back.Is(New(x)) {
			t.Errorf("ln e^%v = %s", x, back)
		}
	}
	for _, x := range []float64{1e-200, 3e-5, 0.7, 20, 1000} {
		up, down := New(x).Exp(), New(-x).Exp()
		if !up.Times(down).Is(New(1)) {
			t.Errorf("e^%v · e^−%v = %s", x, x, up.Times(down))
		}
		if have, want := New(x).Tanh(), up.Minus(down).Over(up.Plus(down)); !have.Is(want) || !have.Is(New(-x).Tanh().Negated()) {
			t.Errorf("tanh %v = %s, want %s", x, have, want)
		}
	}
	for name, f := range map[string]func() Decimal{
		"e^10¹⁸": New(1e18).Exp, "ln 0": New(0).Ln, "ln −1": New(-1).Ln, "a root of −1": New(-1).Root,
		"1/0": func() Decimal { return New(1).Over(New(0)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func TestTanhNextToZero(t *testing.T) {
	x := New(7.6e-13)
	// x − x³/3 + 2x⁵/15
	cube := x.Times(x).Times(x)
	want := x.Minus(cube.Over(New(3))).Plus(cube.Times(x).Times(x).Times(New(2)).Over(New(15)))
	if gap := x.Tanh().Minus(want).Abs(); gap.Compare(New(1e-84)) > 0 {
		t.Errorf("tanh %s = %s, want %s", x, x.Tanh(), want)
	}
}
