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
	zero, small := cnn.Written(0), belowFloat()
	for _, test := range []struct {
		all   []cnn.Comparison
		known []cnn.Real
		want  string
		let   notebook.Let
	}{
		{[]cnn.Comparison{good, good}, []cnn.Real{zero, zero}, "all agree", notebook.Let{"all": 2}},
		{[]cnn.Comparison{good, bad}, []cnn.Real{zero, zero}, "some agree", notebook.Let{"all": 2, "agree": 1}},
		{[]cnn.Comparison{good, good}, []cnn.Real{zero, small}, "some agree", notebook.Let{"all": 2, "agree": 1}},
		{[]cnn.Comparison{good, good, kink}, []cnn.Real{zero, zero, small}, "some are at a kink", notebook.Let{"all": 3, "agree": 2, "kinks": 1}},
	} {
		if have, let := verdict(test.all, test.known); have != test.want || !maps.Equal(let, test.let) {
			t.Errorf("have %q, %v, want %q, %v", have, let, test.want, test.let)
		}
	}
}

// The relative error is said in words at a kink and where it only shows the
// machine, as a power where it is small, and in decimals above.
func TestRelative(t *testing.T) {
	for _, test := range []struct {
		c     cnn.Comparison
		known cnn.Real
		want  string
	}{
		{cnn.Comparison{Gradient: 1, Kink: "a corner"}, cnn.Written(1), "cannot be checked"},
		{cnn.Comparison{Gradient: 1, Difference: 1, RelativeError: 9e-8}, cnn.Written(1), "below 10⁻⁷"},
		{cnn.Comparison{Gradient: 1, RelativeError: 1e-5}, cnn.Written(1), "10⁻⁵"},
		{cnn.Comparison{Gradient: 1, RelativeError: 0.25}, cnn.Written(1), "0.25"},
		// Another gradient has an error of its own: |3 − 1|/3 and |−1 − 1|/1.
		{cnn.Comparison{Gradient: 1, Difference: 1}, cnn.Written(3), "0.6667"},
		{cnn.Comparison{Gradient: 1, Difference: 1}, cnn.Written(-1), "2"},
		// Of a gradient below float64 the losses show nothing.
		{cnn.Comparison{}, belowFloat(), "not measurable"},
		{cnn.Comparison{}, cnn.Written(0), "below 10⁻⁷"},
	} {
		if have := relative(test.c, test.known, test.known.Float()); !strings.HasSuffix(have, test.want) {
			t.Errorf("%+v, %v: have %q, want %q", test.c, test.known.Float(), have, test.want)
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
	if _, _, table := suspects(c, all); len(table) != 4 || caught(all, gradient, false) != "not caught" {
		t.Errorf("have %d numbers, %s; want 4, not caught", len(table), caught(all, gradient, false))
	}
	if have := caught(all, gradient, meetsClosed(c)); have != "too little to catch" {
		t.Errorf("have %s, want too little to catch", have)
	}
	gradient[1][1] += 0.01
	if have := caught(all, gradient, true); have != "caught" {
		t.Errorf("have %s, want caught", have)
	}
}

// belowFloat is a number that is not 0, though its float64 is.
func belowFloat() cnn.Real { return cnn.Written(1e-300).Times(cnn.Written(1e-300)) }
