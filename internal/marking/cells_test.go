package marking

import (
	"slices"
	"testing"

	"backprop/internal/cnn"
)

// TestCells holds that in a wrong place only the slip is wrong, and what the
// numbers beside it are.
func TestCells(t *testing.T) {
	n := workedExample(t)
	for _, test := range []struct {
		name, answers string
		place         cnn.Place
		verdict       Verdict
		cells         []Verdict
		first         int
	}{
		{"no slip, from probabilities of three decimals",
			`{"gradients/5": [0.205, 0.457, -0.662], "gradients/4": [-0.4382, -0.0867, 0.1781, 0.4019]}`, cnn.GradientPlace(4),
			Rounded, []Verdict{Rounded, Right, Rounded, Rounded}, 0},
		{"a slip beside rounded numbers",
			`{"gradients/5": [0.205, 0.457, -0.662], "gradients/4": [-0.4382, 5, 0.1781, 0.4019]}`, cnn.GradientPlace(4),
			Wrong, []Verdict{Rounded, Wrong, Rounded, Rounded}, 1},
		{"a slip and a blank beside rounded numbers",
			`{"gradients/5": [0.205, 0.457, -0.662], "gradients/4": [-0.4382, 5, null, 0.4019]}`, cnn.GradientPlace(4),
			Wrong, []Verdict{Rounded, Wrong, Blank, Rounded}, 1},
		{"a slip beside carried numbers",
			`{"activations/6": [0.3, 0.4, 0.3], "gradients/5": [0.3, 5, -0.7]}`, cnn.GradientPlace(5),
			Wrong, []Verdict{Carried, Wrong, Right}, 1},
		{"two slips beside right numbers",
			`{"gradients/5": [0.2052, 7, 5]}`, cnn.GradientPlace(5),
			Wrong, []Verdict{Right, Wrong, Wrong}, 1},
		{"nothing follows from anything",
			`{"gradients/5": [3, 7, 5]}`, cnn.GradientPlace(5),
			Wrong, []Verdict{Wrong, Wrong, Wrong}, 0},
	} {
		have := at(t, marked(t, n, test.answers), test.place)
		if have.Verdict != test.verdict || !slices.Equal(have.Cells, test.cells) || have.First == nil || have.First.Offset != test.first {
			t.Errorf("%s: have %s %v, first %+v; want %s %v, first %d", test.name, have.Verdict, have.Cells, have.First, test.verdict, test.cells, test.first)
		}
	}
}
