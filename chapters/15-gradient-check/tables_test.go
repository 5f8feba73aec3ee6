package main

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// The sentence under a table counts what agrees, and adds what cannot be
// checked.
func TestVerdict(t *testing.T) {
	good, bad, kink := cnn.Comparison{}, cnn.Comparison{RelativeError: 0.1}, cnn.Comparison{Kink: "a corner"}
	for _, test := range []struct {
		all  []cnn.Comparison
		want []string
	}{
		{[]cnn.Comparison{good, good}, []string{"All 2 numbers"}},
		{[]cnn.Comparison{good, bad}, []string{"Of the 2 numbers", "1 agree"}},
		{[]cnn.Comparison{good, good, kink}, []string{"Of the 3 numbers", "2 agree", "kink", "1."}},
	} {
		have := strings.Join(strings.Fields(verdict(test.all)), " ")
		for _, want := range test.want {
			if !strings.Contains(have, want) {
				t.Errorf("have %q, want %q in it", have, want)
			}
		}
	}
}

// The relative error is said in words at a kink and where it only shows the
// machine, as a power where it is small, and in decimals above.
func TestRelative(t *testing.T) {
	for _, test := range []struct {
		c    cnn.Comparison
		g    float64
		want string
	}{
		{cnn.Comparison{Gradient: 1, Kink: "a corner"}, 1, "cannot be checked"},
		{cnn.Comparison{Gradient: 1, RelativeError: 9e-8}, 1, "below 10⁻⁷"},
		{cnn.Comparison{Gradient: 1, RelativeError: 1e-5}, 1, "10⁻⁵"},
		{cnn.Comparison{Gradient: 1, RelativeError: 0.25}, 1, "0.25"},
		// Another gradient has an error of its own: |3 − 1|/3 and |−1 − 1|/1.
		{cnn.Comparison{Gradient: 1, Difference: 1}, 3, "0.6667"},
		{cnn.Comparison{Gradient: 1, Difference: 1}, -1, "2"},
	} {
		if have := relative(test.c, test.g); !strings.HasSuffix(have, test.want) {
			t.Errorf("%+v, %v: have %q, want %q", test.c, test.g, have, test.want)
		}
	}
}

// A gradient that is right has no wrong numbers, and one that is off in two
// cells has two.
func TestSuspects(t *testing.T) {
	e, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	all, err := cnn.CheckGradients(e.Network, 1e-5)
	if err != nil {
		t.Fatal(err)
	}
	c, err := cnn.AsClassic(e.Network)
	if err != nil {
		t.Fatal(err)
	}
	gradient := c.DK.Rows()
	if table, bad := suspects(all, gradient); bad != 0 || len(table) != 4 {
		t.Errorf("have %d wrong of %d, want 0 of 4", bad, len(table))
	}
	gradient[0][0], gradient[1][1] = -gradient[0][0], gradient[1][1]+0.01
	if _, bad := suspects(all, gradient); bad != 2 {
		t.Errorf("have %d wrong, want 2", bad)
	}
}
