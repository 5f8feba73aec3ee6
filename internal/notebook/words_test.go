package notebook

import "testing"

func TestPlural(t *testing.T) {
	for n, want := range []string{"cells", "cell", "cells"} {
		if have := Plural(n, "cell", "cells"); have != want {
			t.Errorf("%d: have %q, want %q", n, have, want)
		}
	}
}

func TestList(t *testing.T) {
	tests := []struct {
		numbers []float64
		want    string
	}{
		{nil, ""},
		{[]float64{0.5}, "0.5"},
		{[]float64{1, -0.25, 1. / 3}, "1, −0.25, 0.3333"},
	}
	for _, test := range tests {
		if have := List(test.numbers); have != test.want {
			t.Errorf("%v: have %q, want %q", test.numbers, have, test.want)
		}
	}
}
