package main

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// tourOf is a tour through a network of a file.
func tourOf(t *testing.T, file string) tour {
	t.Helper()
	net, err := cnn.ReadNetwork("test", strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	pass, err := cnn.Run(net)
	if err != nil {
		t.Fatal(err)
	}
	return tour{net: net, pass: pass}
}

// A bias is a link that reads no input: it is counted, and said, only where
// there is one.
func TestBiasesAreCountedWhereThereAre(t *testing.T) {
	tests := []struct {
		net   string
		links float64
		sum   string // in the solution
	}{
		{`{"input": [1, 2], "layers": [{"op": "dense", "weights": [[3, 4]], "bias": [5]}], "upstream": [1]}`, 3, "$2 + 1 = 3$"},
		{`{"input": [1, 2], "layers": [{"op": "dense", "weights": [[3, 4], [5, 6]]}], "upstream": [1, 1]}`, 6, "$4 + 2 = 6$"},
		{`{"input": [1, 2, 3, 4], "layers": [{"op": "relu"}], "upstream": [1, 1, 1, 1]}`, 4, ""},
	}
	for _, test := range tests {
		x := linksOf(tourOf(t, test.net))
		if have := x.Answers[0].Value; have != test.links {
			t.Errorf("%s: have %v links, want %v", test.net, have, test.links)
		}
		if said := strings.Contains(x.Solution, " + "); said != (test.sum != "") || !strings.Contains(x.Solution, test.sum) {
			t.Errorf("%s: have the solution %q, want the sum %q", test.net, x.Solution, test.sum)
		}
	}
}

// What a stride leaves over at the end of the rows and of the columns.
func TestWhatIsLeftOver(t *testing.T) {
	w := cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}}
	for _, test := range []struct {
		in   cnn.Shape
		want string
	}{
		{cnn.Shape{1, 4, 4}, ""},
		{cnn.Shape{1, 5, 4}, "1 row "},
		{cnn.Shape{1, 4, 5}, "1 column "},
		{cnn.Shape{1, 5, 5}, "1 row and 1 column "},
	} {
		have := moves(w, test.in)
		if !strings.Contains(have, test.want) || (test.want == "") == strings.Contains(have, "left over") {
			t.Errorf("%v: have %q, want %q left over", test.in, have, test.want)
		}
	}
}

// The element that is shown in full is one where something happens.
func TestBusiest(t *testing.T) {
	// The first input is 0, so the first weight learns nothing.
	dense := tourOf(t, `{"input": [0, 1], "layers": [{"op": "dense", "weights": [[1, 1]]}], "upstream": [1]}`)
	for _, place := range []cnn.Place{"parameters/0/weights", "parameters/0/weights/updated"} {
		if have := dense.busiest(place); have != 1 {
			t.Errorf("%s: have element %d, want 1", place, have)
		}
	}
}
