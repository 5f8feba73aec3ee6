package format

import (
	"testing"

	"backprop/internal/cnn"
)

// A name means the same sign, however its number and its gradient are written.
func TestSignOf(t *testing.T) {
	for name, want := range map[string]cnn.Sign{
		"W¹":            {Letter: "W", Number: 1},
		"W⁽¹²³⁴⁵⁾":      {Letter: "W", Number: 12345},
		"W⁶⁷⁸⁹⁰":        {Letter: "W", Number: 67890},
		"W₁₂₃₄₅":        {Letter: "W", Number: 12345},
		"W₆₇₈₉₀":        {Letter: "W", Number: 67890},
		"W^{(2)}":       {Letter: "W", Number: 2},
		"∂L/∂K":         {Letter: "K", Gradient: true},
		"dL/dK_3":       {Letter: "K", Number: 3, Gradient: true},
		"dLdK":          {Letter: "K", Gradient: true},
		"∂K":            {Letter: "K", Gradient: true},
		"dK":            {Letter: "K", Gradient: true},
		"K.grad":        {Letter: "K", Gradient: true},
		"K′":            {Letter: "K", Updated: true},
		"K1'":           {Letter: "K", Number: 1, Updated: true},
		"probabilities": {Letter: "p"},
	} {
		if have := signOf(name); have != want {
			t.Errorf("%s: have %+v, want %+v", name, have, want)
		}
	}
}
