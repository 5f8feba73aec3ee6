package notebook

import (
	"testing"

	"backprop/internal/cnn"
)

// TestPowerOfReal: an error is told by its own first digits, also where float64
// has none of them.
func TestPowerOfReal(t *testing.T) {
	for _, test := range []struct{ have, want string }{
		{Power(0.0), "0"},
		{Power(0.00012), "1.2·10⁻⁴"},
		{Power(cnn.Written(1e-300).Times(cnn.Written(1e-300))), "1.0·10⁻⁶⁰⁰"},
		{Power(cnn.Real{}), "0"},
		{ComputedPower(0.00012), "1.2·10⁻⁴"},
		{ComputedPower(0), "0"},
		{Computed(2147.999965, 6), "2147.999965"},
		{EqPlaces(0.5, 6), "= 0.5"},
		{EqPlaces(cnn.Written(1).Over(cnn.Written(3)), 6), `\approx 0.333333`},
		{EqPlaces(-0.25, 1), `\approx -0.3`},
	} {
		if test.have != test.want {
			t.Errorf("have %s, want %s", test.have, test.want)
		}
	}
}

// TestComputedIsNoted: the ledger tells what float64 arithmetic came to from the
// numbers of a network.
func TestComputedIsNoted(t *testing.T) {
	watched.Lock()
	defer watched.Unlock()
	openLedger(true)
	defer openLedger(false)
	Places(2148.0, 6)
	Computed(2147.999965, 6)
	written := takeWritten()
	if len(written) != 2 || written[0].Computed || !written[1].Computed {
		t.Errorf("have %+v, want the second of two computed", written)
	}
}
