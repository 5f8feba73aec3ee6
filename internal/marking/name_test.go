package marking

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// firstName is the likeliest set that an answer for one place is named after.
func firstName(t *testing.T, n *cnn.Network, answers string) string {
	t.Helper()
	have := marked(t, n, answers).Places[0]
	if len(have.Mistakes) == 0 {
		return string(have.Verdict)
	}
	return strings.Join(have.Mistakes[0], " and ")
}

// TestNames marks answers that people have given, and holds which mistake is
// made out first.
func TestNames(t *testing.T) {
	curve := func(op string) string {
		return `{"input": [0.4, -1.2], "layers": [{"op": "` + op + `"}], "upstream": [0.3, 0.5]}`
	}
	windows := `{"input": [[1, 2, 3, 4, 5]], "layers": [{"op": "avgpool", "size": [1, 2], "stride": [1, 2], "ceil": true}], "upstream": [[1, 1, 1]]}`
	means := strings.Replace(windows, "[[1, 1, 1]]", "[[3, 2, 4]]", 1)
	ones := `{"input": [[0, 0, 9, 0, 0, 0, 1, 0]], "layers": [{"op": "maxpool", "size": [1, 4], "stride": [1, 2]}], "upstream": [[1, 1, 1]]}`
	scores := `{"input": [2, 0.5], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`
	for _, test := range []struct{ network, answers, want string }{
		{curve("sigmoid"), `{"gradients/0": [0.3, 0.5]}`, "sigmoid-slope-forgotten"},
		{curve("tanh"), `{"gradients/0": [0.3, 0.5]}`, "tanh-slope-forgotten"},
		{curve("sigmoid"), `{"gradients/0": [0.072, -1.32]}`, "sigmoid-slope-of-z"},
		{curve("tanh"), `{"gradients/0": [0.252, -0.22]}`, "tanh-slope-of-z"},
		{curve("sigmoid"), `{"gradients/0": [0.2403, 0.1779]}`, "slope-without-error"},
		{curve("sigmoid"), `{"gradients/0": [0.0687, 0.1233]}`, "slope-of-the-output"},
		{curve("tanh"), `{"gradients/0": [0.2605, 0.2671]}`, "slope-of-the-output"},
		{curve("sigmoid"), `{"gradients/0": [0.1925, 0.4732]}`, "sigmoid-slope-for-tanh"},
		{curve("tanh"), `{"gradients/0": [0.0707, -0.7643]}`, "sigmoid-slope-for-tanh"},
		{curve("sigmoid"), `{"gradients/0": [0.3, 0]}`, "gate-for-curve"},
		{curve("tanh"), `{"gradients/0": [0.3, 0]}`, "gate-for-curve"},
		{windows, `{"gradients/0": [[0.5, 0.5, 0.5, 0.5, 0.5]]}`, "partial-window-by-full-size"},
		{means, `{"gradients/0": [[0.5, 0.5, 0.5, 0.5, 1]]}`, "average-without-error"},
		{ones, `{"gradients/0": [[0, 0, 1, 0, 0, 0, 1, 0]]}`, "overlap-overwritten"},
		{`{"input": [1, 2], "layers": [{"op": "dense", "weights": [[1, 2], [3, 4]]}], "upstream": [0.25, 1.5]}`, `{"gradients/0": [0.25, 1.5]}`, "weights-left-out"},
		{scores, fmt.Sprintf(`{"loss": %.4f}`, -math.Log(2)), "log-of-scores"},
		{scores, fmt.Sprintf(`{"loss": %.2f}`, -math.Log(2)), "wrong"}, // two decimals are not enough for a name
		{scores, `{"loss": -1}`, "wrong"},
	} {
		if have := firstName(t, network(t, test.network), test.answers); have != test.want {
			t.Errorf("%s: have %s, want %s", test.answers, have, test.want)
		}
	}
	both := marked(t, network(t, ones), `{"gradients/0": [[0, 0, 1, 0, 0, 0, 1, 0]]}`).Places[0].Mistakes
	if !slices.ContainsFunc(both, func(set []string) bool { return slices.Equal(set, []string{"mask-without-error"}) }) {
		t.Errorf("have %v, want the mask among them", both)
	}
}

// TestTooCloseForFloat: the winner is that of the pass, although tanh 30 is
// larger than tanh 20 by less than float64 can tell.
func TestTooCloseForFloat(t *testing.T) {
	n := network(t, `{"input": [[20, 30]], "layers": [{"op": "tanh"}, {"op": "maxpool", "size": [1, 2]}], "upstream": [[1]]}`)
	for answers, want := range map[string]string{`{"gradients/1": [[1, 0]]}`: "right", `{"gradients/1": [[0, 1]]}`: "tie-last"} {
		if have := firstName(t, n, answers); have != want {
			t.Errorf("%s: have %s, want %s", answers, have, want)
		}
	}
}

// TestMaskIsFirstWhereItIsNotRight holds that only gradients of 1 put the mask
// behind the others.
func TestMaskIsFirstWhereItIsNotRight(t *testing.T) {
	n := network(t, `{"input": [[1, 2, 4, 3]], "layers": [{"op": "maxpool", "size": [1, 2]}], "upstream": [[2, 3]]}`)
	if have := firstName(t, n, `{"gradients/0": [[0, 1, 1, 0]]}`); have != "mask-without-error" {
		t.Errorf("have %s", have)
	}
}

// TestPairsThatUndoEachOther holds that two typos are not taken for two
// mistakes of which one undoes the other: −y/p without the softmax, and then
// the Jacobian after all, are p − y.
func TestPairsThatUndoEachOther(t *testing.T) {
	n := workedExample(t)
	have := marked(t, n, `{"parameters/0/kernel": [[-0.202, -0.760], [-0.648, 0.069]]}`).Places[0]
	if have.Verdict != Wrong || len(have.Mistakes) > 0 {
		t.Errorf("have %s %v, want it wrong and without a name", have.Verdict, have.Mistakes)
	}
	m := mustModel(t, n)
	k := &marker{model: m}
	s, _ := m.step(cnn.ParameterPlace(0, "kernel"))
	base := m.begin(course{}).all()
	var pair []slip
	for _, f := range k.slips() {
		if f.everywhere() && (f.mistake.Name == "softmax-skipped" || f.mistake.Name == "softmax-jacobian-twice" && len(pair) == 0) {
			pair = append(pair, f)
		}
	}
	if len(pair) != 2 {
		t.Fatalf("have %d slips", len(pair))
	}
	if base.differs(s, pair, nil) {
		t.Error("the pair changes something together")
	}
	for _, f := range pair {
		if !base.differs(s, []slip{f}, nil) {
			t.Errorf("%s alone changes nothing", f.mistake.Name)
		}
	}
}

// TestOneWrongDigitIsNotRounding holds what was excused once: a cell of four
// that is off by thirteen units.
func TestOneWrongDigitIsNotRounding(t *testing.T) {
	have := marked(t, workedExample(t), `{"parameters/0/kernel": [[-0.223, -0.735], [-0.648, 0.069]]}`).Places[0]
	if have.Verdict != Wrong || !slices.Equal(have.Cells, []Verdict{Wrong, Right, Right, Right}) {
		t.Errorf("have %s %v", have.Verdict, have.Cells)
	}
}

// TestTransposedAndCarriedOn transposes the gradient at A, goes on with it
// through the gate and gives the kernel's gradient alone.
func TestTransposedAndCarriedOn(t *testing.T) {
	n := workedExample(t)
	c, err := cnn.AsClassic(n)
	if err != nil {
		t.Fatal(err)
	}
	x, z, da := c.X.Rows(), c.Z.Rows(), c.DA.Rows()
	kernel := cnn.NewTensor(2, 2)
	for a := range 2 {
		for b := range 2 {
			for i := range 4 {
				for j := range 4 {
					if z[i][j] > 0 {
						kernel.Data[2*a+b] += da[j][i] * x[i+a][j+b]
					}
				}
			}
		}
	}
	text := fmt.Sprintf(`{"parameters/0/kernel": %s}`, write(kernel.Shape, kernel.Data, fixed(4)))
	if have := firstName(t, n, text); have != "rows-for-columns" {
		t.Errorf("%s: have %s", text, have)
	}
	flat := network(t, `{"input": [[1, 2, 3], [4, 5, 6]], "layers": [{"op": "relu"}], "upstream": [[1, 2, 3], [4, 5, 6]]}`)
	m, _ := Find("rows-for-columns")
	for _, f := range m.slips(mustModel(t, flat)) {
		if f.step >= 0 {
			t.Errorf("a map of 2×3 is carried on transposed at step %d", f.step)
		}
	}
}

// TestNotJudged holds that an answer at an element that float64 cannot hold
// counts as blank.
func TestNotJudged(t *testing.T) {
	right := &cnn.Tensor{Shape: cnn.Shape{3}, Data: []float64{1, math.Inf(-1), math.NaN()}}
	a := Answer{Shape: cnn.Shape{3}, Numbers: []Number{{Text: "1", Value: 1}, {Text: "2", Value: 2}, {Text: "3", Value: 3}}}
	have := a.judged(right)
	if have.Numbers[0].Blank || !have.Numbers[1].Blank || !have.Numbers[2].Blank || a.Numbers[1].Blank {
		t.Errorf("have %+v of %+v", have.Numbers, a.Numbers)
	}
	if size := sizeOf(right.Data); size != 1 {
		t.Errorf("have the size %v", size)
	}
}
