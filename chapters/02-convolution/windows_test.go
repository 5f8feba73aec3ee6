package main

import (
	"slices"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A product is told with all its digits, of which float64 keeps sixteen.
func TestPieces(t *testing.T) {
	example, err := notebook.ReadExample("../../testdata/networks/worked-example.json")
	if err != nil {
		t.Fatal(err)
	}
	n := *example.Network
	n.Input = n.Input.Clone()
	n.Input.Data[0] = 1222402809615.275
	ex, err := cnn.AsClassic(&n)
	if err != nil {
		t.Fatal(err)
	}
	cut, products := pieces(ex, [2]int{})
	if have, want := cut.Values, []float64{1222402809615.275, 1, 3, 2}; !slices.Equal(have, want) {
		t.Errorf("the window has %v, want %v", have, want)
	}
	if have, want := products.Values, []float64{-2 * 1222402809615.275, -.5, 3, 4}; !slices.Equal(have, want) {
		t.Errorf("the products are %v, want %v", have, want)
	}
	if products.Exact == nil || products.Exact[0] != "-2.44480561923055e12" {
		t.Errorf("of the first product is told %q, want -2.44480561923055e12", products.Exact)
	}
}
