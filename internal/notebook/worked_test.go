package notebook

import (
	"testing"

	"backprop/internal/cnn"
)

func TestWorkedLine(t *testing.T) {
	w := cnn.Written
	third := w(1).Over(w(3))
	for _, test := range []struct {
		name     string
		products []Product
		want     string
	}{
		{"exact", []Product{Plus(w(0.5), w(2)), Plus(w(-3), w(4))}, `0.5 \cdot 2 + (-3) \cdot 4 = -11`},
		{"one number first", []Product{Plus(w(-2)), Minus(w(0.1), w(3))}, `-2 - 0.1 \cdot 3 = -2.3`},
		{"a difference", []Product{Minus(w(0.5)), Plus(w(0.25))}, `-0.5 + 0.25 = -0.25`},
		{"rounded", []Product{Plus(third, w(3))}, `0.33333 \cdot 3 \approx 1`},
		{"more decimals, so that it comes out", []Product{Plus(third, w(1000))}, `0.3333333 \cdot 1000 \approx 333.3333`},
		{"0 is 0", []Product{Plus(w(0), w(7))}, `0 \cdot 7 = 0`},
		{"small", []Product{Plus(w(1e-20), w(3))}, `(10^{-20}) \cdot 3 = 3 \cdot 10^{-20}`},
		{"a number that is not seen in the result", []Product{Plus(w(2)), Minus(w(0.1), w(1e-200))}, `2 - 0.1 \cdot (10^{-200}) \approx 2`},
	} {
		result := cnn.Real{}
		for _, p := range test.products {
			x := w(1)
			for _, f := range p.factors {
				x = x.Times(f)
			}
			if p.minus {
				x = x.Negated()
			}
			result = result.Plus(x)
		}
		if have := Worked(result, test.products...); have != test.want {
			t.Errorf("%s: have %s, want %s", test.name, have, test.want)
		}
	}
}
