package witness

import (
	"math/big"
	"testing"

	"backprop/internal/cnn"
)

// TestNormal: the normal distribution by its alternating series, and far from 0
// by what lies beyond, is the one that package cnn computes in other ways.
func TestNormal(t *testing.T) {
	for _, z := range []string{"0", "1e-40", "-1e-40", "1e-99", "-1e-101", "1e-150", "0.7", "-0.7", "-3.25", "7.99", "-8", "-19.99", "-20", "-20.01", "20.01", "-37.5", "40"} {
		at, err := Parse(z)
		if err != nil {
			t.Fatal(err)
		}
		x, _, err := big.ParseFloat(z, 10, 2000, big.ToNearestEven)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name string
			have Decimal
			want *big.Float
		}{{"Φ", at.Phi(), cnn.BigPhi(x, 2000)}, {"φ", at.Density(), cnn.BigDensity(x, 2000)}} {
			want, err := Parse(c.want.Text('e', 550))
			if err != nil {
				t.Fatal(err)
			}
			if !c.have.Is(want) {
				t.Errorf("%s(%s) = %s, want %s", c.name, z, c.have, want)
			}
		}
	}
}

// TestNormalNextTo0: a number may be so small that nobody has its digits behind
// the point; the slope there is still φ(0).
func TestNormalNextTo0(t *testing.T) {
	at, err := Parse("3e-6000000000000")
	if err != nil {
		t.Fatal(err)
	}
	if have, want := at.Phi().Minus(New(0.5)).Over(at), New(0).Density(); !have.Is(want) {
		t.Errorf("(Φ(a) − ½)/a = %s, want %s", have, want)
	}
}
