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

// What a stride leaves over at the end of the rows and of the columns: cells of
// the input that no window reads, and no padding.
func TestWhatIsLeftOver(t *testing.T) {
	two := cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}}
	wide := cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 3, Across: 3}, Pad: cnn.Padding{Top: 1, Right: 1}}
	gaps := cnn.Window{Size: cnn.Steps{Down: 1, Across: 1}, Stride: cnn.Steps{Down: 3, Across: 3}}
	ceil := gaps
	ceil.Ceil = true
	for _, test := range []struct {
		w     cnn.Window
		in    cnn.Shape
		along bool
		want  string // after the last other sentence
	}{
		{two, cnn.Shape{1, 4, 4}, false, ""},
		{two, cnn.Shape{1, 5, 4}, false, "At the end 1 row of the input is left over: no window fits there."},
		{two, cnn.Shape{1, 4, 5}, false, "At the end 1 column of the input is left over: no window fits there."},
		{two, cnn.Shape{1, 5, 5}, false, "At the end 1 row and 1 column of the input are left over: no window fits there."},
		{wide, cnn.Shape{1, 1, 2}, false, ""},
		{wide, cnn.Shape{1, 3, 3}, false, "At the end 2 rows and 1 column of the input are left over: the next step leads beyond the end."},
		{wide, cnn.Shape{1, 3}, true, "At the end 1 number of the input is left over: the next step leads beyond the end."},
		{wide, cnn.Shape{1, 2}, true, ""},
		{two, cnn.Shape{1, 5}, true, "At the end 1 number of the input is left over: no window fits there."},
		{gaps, cnn.Shape{1, 1, 3}, false, "At the end 2 columns of the input are left over: the next step leads beyond the end."},
		{ceil, cnn.Shape{1, 1, 3}, false, "At the end 2 columns of the input are left over: the next step leads beyond the end."},
		{ceil, cnn.Shape{1, 3}, true, "At the end 2 numbers of the input are left over: the next step leads beyond the end."},
	} {
		words := moves
		if test.along {
			words = movesAlong
		}
		_, have, _ := strings.Cut(words(test.w, test.in), " At the end ")
		if have != strings.TrimPrefix(test.want, "At the end ") {
			t.Errorf("%+v on %v: have %q, want %q", test.w, test.in, have, test.want)
		}
		if partial := strings.Contains(words(test.w, test.in), "artial window"); partial {
			t.Errorf("%+v on %v: no window is partial", test.w, test.in)
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
