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

// A loss of the other classes is told to be 0 where there is no other class, and
// only there: a batch of as many examples as there are classes has others.
func TestNoOtherClass(t *testing.T) {
	const one = `{"input": [1], "target": 0}`
	for _, test := range []struct {
		examples, weights string
		none              bool
	}{
		{one, `[[1]]`, true},
		{one, `[[1], [2]]`, false},
		{one + "," + one, `[[1]]`, true},
		{one + "," + one, `[[1], [2]]`, false},
		{one + "," + one + "," + one, `[[1], [2]]`, false},
		{one + "," + one + "," + one, `[[1], [2], [3]]`, false},
	} {
		r := reportOf(t, `{"batch": [`+test.examples+`], "layers": [{"op": "dense", "weights": `+test.weights+`}], "loss": {"op": "hinge", "margin": 1}}`)
		text := shownOf(t, r.pass, func(r *Report) error {
			for _, step := range r.Steps() {
				step.Show()
			}
			return nil
		})
		for _, said := range []string{"\nL = 0\n\n", "There is no other class"} {
			if have := strings.Contains(text, said); have != test.none {
				t.Errorf("%s, weights %s: have %q told: %v, want %v", test.examples, test.weights, said, have, test.none)
			}
		}
	}
}
