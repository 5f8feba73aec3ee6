package notebook

import "testing"

func TestPlural(t *testing.T) {
	for n, want := range []string{"cells", "cell", "cells"} {
		if have := Plural(n, "cell", "cells"); have != want {
			t.Errorf("%d: have %q, want %q", n, have, want)
		}
	}
}

func TestPartOf(t *testing.T) {
	for _, test := range []struct {
		part, all int
		want      string
	}{
		{0, 1, "no cell is"}, {1, 1, "the only cell is"}, {0, 4, "no cell is"},
		{1, 4, "one of the four cells is"}, {3, 4, "three of the four cells are"},
		{2, 2, "both cells are"}, {4, 4, "all four cells are"}, {12, 12, "all twelve cells are"},
		{1, 13, "1 of the 13 cells is"}, {12, 13, "12 of the 13 cells are"}, {16, 16, "all 16 cells are"},
	} {
		if have := PartOf(test.part, test.all, "cell is", "cells are"); have != test.want {
			t.Errorf("%d of %d: have %q, want %q", test.part, test.all, have, test.want)
		}
	}
	if have, want := PartOf(2, 4, "cell", "cells"), "two of the four cells"; have != want {
		t.Errorf("without a verb: have %q, want %q", have, want)
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
