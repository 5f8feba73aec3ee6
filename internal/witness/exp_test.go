package witness

import (
	"testing"

	"github.com/cockroachdb/apd/v3"
)

// The powers that are worked out in binary are those of the decimal library,
// and with many digits each is the inverse of that of the opposite number.
func TestExp(t *testing.T) {
	for _, x := range []string{"0.25", "-3.7", "123.456", "-740.5", "1234.5", "-5678"} {
		var d, have, want, back apd.Decimal
		if _, _, err := d.SetString(x); err != nil {
			t.Fatal(err)
		}
		exp(context(60), &have, &d)
		must(context(60).Exp(&want, &d))
		if have, want := have.Text('e')[:52], want.Text('e')[:52]; have != want {
			t.Errorf("e^%s = %s, want %s", x, have, want)
		}
		long := context(1000)
		exp(long, &have, &d)
		d.Neg(&d)
		exp(long, &back, &d)
		must(long.Mul(&back, &back, &have))
		if one := (Decimal{&back, 990}); !one.Is(New(1)) {
			t.Errorf("e^%s · e^−(%s) = %.40s…", x, x, one)
		}
	}
}

func TestTanhNextToZero(t *testing.T) {
	x := New(7.6e-13)
	// x − x³/3 + 2x⁵/15
	cube := x.Times(x).Times(x)
	want := x.Minus(cube.Over(New(3))).Plus(cube.Times(x).Times(x).Times(New(2)).Over(New(15)))
	if have := x.Tanh(); !have.Is(want) {
		t.Errorf("tanh %s = %s, want %s", x, have, want)
	}
}
