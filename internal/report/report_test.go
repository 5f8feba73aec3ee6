package report

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// reportOf is a report on a network of a file.
func reportOf(t *testing.T, file string) *Report {
	t.Helper()
	net, err := format.ReadNetwork("test", strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	pass, err := cnn.Run(net)
	if err != nil {
		t.Fatal(err)
	}
	return New(nil, pass, false)
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
	dense := reportOf(t, `{"input": [0, 1], "layers": [{"op": "dense", "weights": [[1, 1]]}], "upstream": [1]}`)
	for _, place := range []cnn.Place{cnn.ParameterPlace(0, "weights"), cnn.UpdatedPlace(0, "weights")} {
		if have := dense.Busiest(place); have != 1 {
			t.Errorf("%s: have element %d, want 1", place, have)
		}
	}
}
