package cnn

import (
	"math/big"
	"testing"
)

// TestWideExp: e^0 is 1, and so is e to the power of what no digit of 1 shows.
func TestWideExp(t *testing.T) {
	one := wideOf(1)
	for _, test := range []struct {
		of   wide
		ok   bool
		want wide
	}{
		{wide{}, true, one},
		{newWide(bigNumber(realBits, 1), big.NewInt(-3*realBits)), true, one},
		{newWide(bigNumber(realBits, 1), big.NewInt(mostPower+1)), false, wide{}},
		{newWide(bigNumber(realBits, -1), big.NewInt(mostPower+1)), false, wide{}},
	} {
		have, ok := test.of.exp()
		if ok != test.ok || have.sign() != test.want.sign() || ok && have.m.Cmp(test.want.m) != 0 {
			t.Errorf("e^%v: have %v, %v, want %v, %v", test.of, have, ok, test.want, test.ok)
		}
	}
}
