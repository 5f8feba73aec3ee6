package main

import (
	"maps"
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
		want string
		let  notebook.Let
	}{
		{[]cnn.Comparison{good, good}, "all agree", notebook.Let{"all": 2}},
		{[]cnn.Comparison{good, bad}, "some agree", notebook.Let{"all": 2, "agree": 1}},
		{[]cnn.Comparison{good, good, kink}, "some are at a kink", notebook.Let{"all": 3, "agree": 2, "kinks": 1}},
	} {
		if have, let := verdict(test.all); have != test.want || !maps.Equal(let, test.let) {
			t.Errorf("have %q, %v, want %q, %v", have, let, test.want, test.let)
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
	if _, _, table := suspects(c, all); len(table) != 4 || caught(all, gradient) != "not caught" {
		t.Errorf("have %d numbers, %s; want 4, not caught", len(table), caught(all, gradient))
	}
	gradient[1][1] += 0.01
	if have := caught(all, gradient); have != "caught" {
		t.Errorf("have %s, want caught", have)
	}
}
