package marking

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// TestThreeSlips is a student's file: the sign of the error is wrong, the
// gate is forgotten and the bias averaged, and all else follows from that.
func TestThreeSlips(t *testing.T) {
	n := workedExample(t)
	p := pass(t, n)
	var slips []Mistake
	for _, name := range []string{"error-sign", "gate-forgotten", "bias-averaged"} {
		m, _ := Find(name)
		slips = append(slips, m)
	}
	values, err := Values(n, slips...)
	if err != nil {
		t.Fatal(err)
	}
	for decimals := 3; decimals <= 6; decimals++ {
		r := marked(t, n, file(p.Places(), values, fixed(decimals)))
		want := map[cnn.Place]string{cnn.GradientPlace(5): "error-sign", cnn.GradientPlace(1): "gate-forgotten", cnn.ParameterPlace(0, "bias"): "bias-averaged"}
		broken := false
		for _, have := range r.Places {
			name, slipped := want[have.Place]
			broken = broken || slipped
			switch {
			case slipped:
				if have.Verdict != Wrong || len(have.Mistakes) == 0 || !slices.Equal(have.Mistakes[0], []string{name}) {
					t.Errorf("%d decimals, %s: have %s %v, want %s", decimals, have.Place, have.Verdict, have.Mistakes, name)
				}
			case !broken && have.Verdict != Right:
				t.Errorf("%d decimals, %s: have %s, want right", decimals, have.Place, have.Verdict)
			case broken && have.Verdict != Carried:
				t.Errorf("%d decimals, %s: have %s %v, want carried", decimals, have.Place, have.Verdict, have.Mistakes)
			}
		}
		if r.FirstBreak != cnn.GradientPlace(5) || r.OK() {
			t.Errorf("have the first break %q, want gradients/5", r.FirstBreak)
		}
	}
}

// TestVerdicts holds single answers for the worked example.
func TestVerdicts(t *testing.T) {
	n := workedExample(t)
	for _, test := range []struct {
		name    string
		answers string
		place   cnn.Place
		want    Marked
	}{
		{"decimals as written", `{"loss": 1.1}`, cnn.LossPlace, Marked{Verdict: Right, Elements: 1, Right: 1}},
		{"many decimals, but wrong in the third", `{"loss": 1.0850012}`, cnn.LossPlace, Marked{Verdict: Wrong, Elements: 1}},
		{"a whole number", `{"loss": 1}`, cnn.LossPlace, Marked{Verdict: Wrong, Elements: 1}},
		{"zeros are decimals", `{"loss": 1.10}`, cnn.LossPlace, Marked{Verdict: Wrong, Elements: 1}},
		{"a half rounds either way, up", `{"activations/5": [-0.6, 0.2, -0.2]}`, cnn.ActivationPlace(5), Marked{Verdict: Right, Elements: 3, Right: 3}},
		{"a half rounds either way, down", `{"activations/5": [-0.7, 0.1, -0.1]}`, cnn.ActivationPlace(5), Marked{Verdict: Right, Elements: 3, Right: 3}},
		{"an exponent", `{"loss": 108.4e-2}`, cnn.LossPlace, Marked{Verdict: Right, Elements: 1, Right: 1}},
		{"one blank", `{"activations/3": [[1.5, null], [0, 2.5]]}`, cnn.ActivationPlace(3), Marked{Verdict: Right, Elements: 4, Right: 3}},
		{"all blank", `{"activations/3": [[null, null], [null, null]]}`, cnn.ActivationPlace(3), Marked{Verdict: Blank, Elements: 4}},
		{"a blank loss", `{"loss": null}`, cnn.LossPlace, Marked{Verdict: Blank, Elements: 1}},
		{"maps in full", `{"activations/3": [[[1.5, 0.5], [0, 2.5]]]}`, cnn.ActivationPlace(3), Marked{Verdict: Right, Elements: 4, Right: 4}},
		{"one number without brackets", `{"parameters/0/bias": -0.1231}`, cnn.ParameterPlace(0, "bias"), Marked{Verdict: Right, Elements: 1, Right: 1}},
		{"kernel in full", `{"parameters/0/kernel": [[[[-0.21, -0.73], [-0.65, 0.07]]]]}`, cnn.ParameterPlace(0, "kernel"), Marked{Verdict: Right, Elements: 4, Right: 4}},
		{"the input miscopied", `{"activations/0": [[2, 1, 2, 3, 0], [3, 2, 2, 3, 2], [2, 3, 2, 0, 3], [2, 2, 1, 1, 2], [1, 1, 1, 3, 2]]}`, cnn.ActivationPlace(0), Marked{Verdict: Wrong, Elements: 25, Right: 24}},
		{"flattened too early", `{"activations/3": [1.5, 0.5, 0, 2.5]}`, cnn.ActivationPlace(3), Marked{Verdict: Shape, Elements: 4, Expected: cnn.Shape{2, 2}, Fits: cnn.ActivationPlace(4)}},
		{"a shape of nowhere", `{"activations/3": [[1, 2, 3], [4, 5, 6]]}`, cnn.ActivationPlace(3), Marked{Verdict: Shape, Elements: 4, Expected: cnn.Shape{2, 2}}},
		{"a number for a map", `{"activations/3": 1.5}`, cnn.ActivationPlace(3), Marked{Verdict: Shape, Elements: 4, Expected: cnn.Shape{2, 2}, Fits: cnn.LossPlace}},
		{"a gradient flattened too early", `{"gradients/3": [1, 2, 3, 4]}`, cnn.GradientPlace(3), Marked{Verdict: Shape, Elements: 4, Expected: cnn.Shape{2, 2}, Fits: cnn.GradientPlace(4)}},
		{"an array of one for the loss", `{"loss": [1.084]}`, cnn.LossPlace, Marked{Verdict: Right, Elements: 1, Right: 1}},
		{"an array for the loss", `{"loss": [1.085, 0]}`, cnn.LossPlace, Marked{Verdict: Shape, Elements: 1}},
		{"blank and of a wrong shape", `{"activations/3": [null]}`, cnn.ActivationPlace(3), Marked{Verdict: Shape, Elements: 4, Expected: cnn.Shape{2, 2}, Fits: cnn.ParameterPlace(0, "bias")}},
		{"the kernel's gradient for the input's", `{"gradients/0": [[-0.2098, -0.7346], [-0.6479, 0.0688]]}`, cnn.GradientPlace(0),
			Marked{Verdict: Shape, Elements: 25, Expected: cnn.Shape{5, 5}, Fits: cnn.ParameterPlace(0, "kernel"), Mistakes: [][]string{{"kernel-for-input"}}}},
		{"a bare zero has its neighbours' decimals", `{"gradients/5": [0, 0.4566, -0.6617]}`, cnn.GradientPlace(5), Marked{Verdict: Wrong, Elements: 3, Right: 2}},
		{"a zero written out has its own", `{"gradients/1": [[0.00, -0.4381, null, null], [null, null, null, null], [null, null, null, null], [null, null, null, null]]}`, cnn.GradientPlace(1), Marked{Verdict: Right, Elements: 16, Right: 2}},
		{"partly given", `{"gradients/1": [[null, null, null, null], [null, null, null, null], [0.1780, null, null, null], [null, null, 0.4017, null]]}`, cnn.GradientPlace(1),
			Marked{Verdict: Wrong, Elements: 16, Right: 1, Mistakes: [][]string{{"gate-forgotten"}}}},
		{"not even with powers of two decimals", `{"parameters/0/bias": -0.14}`, cnn.ParameterPlace(0, "bias"), Marked{Verdict: Wrong, Elements: 1}},
		{"from powers of two decimals", `{"parameters/0/bias": -0.13}`, cnn.ParameterPlace(0, "bias"), Marked{Verdict: Rounded, Elements: 1}},
		{"from powers of four decimals", `{"activations/6": [0.2051, 0.4566, 0.3383]}`, cnn.ActivationPlace(6), Marked{Verdict: Rounded, Elements: 3, Right: 2}},
		{"loss from powers of four decimals", `{"loss": 1.0839}`, cnn.LossPlace, Marked{Verdict: Rounded, Elements: 1}},
		{"loss from no powers", `{"loss": 1.0837}`, cnn.LossPlace, Marked{Verdict: Wrong, Elements: 1}},
		{"from probabilities of two decimals", `{"activations/6": [0.21, 0.46, 0.34], "gradients/5": [0.210, 0.460, -0.660]}`, cnn.GradientPlace(5), Marked{Verdict: Rounded, Elements: 3}},
		{"carried", `{"activations/6": [0.3, 0.4, 0.3], "gradients/5": [0.3, 0.4, -0.7]}`, cnn.GradientPlace(5), Marked{Verdict: Carried, Elements: 3, Right: 1}},
		{"a mistake on carried values", `{"activations/6": [0.3, 0.4, 0.3], "gradients/5": [-0.3, -0.4, 0.7]}`, cnn.GradientPlace(5), Marked{Verdict: Wrong, Elements: 3, Mistakes: [][]string{{"error-sign"}}}},
	} {
		r := marked(t, n, test.answers)
		have := at(t, r, test.place)
		if have.Verdict != test.want.Verdict || have.Elements != test.want.Elements || have.Right != test.want.Right ||
			!have.Expected.Equal(test.want.Expected) || have.Fits != test.want.Fits {
			t.Errorf("%s: have %+v\nwant %+v", test.name, have, test.want)
		}
		if test.want.Mistakes != nil && (len(have.Mistakes) == 0 || !slices.Equal(have.Mistakes[0], test.want.Mistakes[0])) {
			t.Errorf("%s: have %v, want %v first", test.name, have.Mistakes, test.want.Mistakes)
		}
	}
}

// TestFirstWrongElement holds the element that a report shows, with its
// derivation.
func TestFirstWrongElement(t *testing.T) {
	r := marked(t, workedExample(t), `{"gradients/1": [[0, -0.4381, -0.0867, 0], [0, 0, 0, 0], [0.178, 0, 0, 0], [0, 0, 0.4017, 0]]}`)
	first := r.Places[0].First
	if first == nil || first.Offset != 8 || !slices.Equal(first.Index, []int{2, 0}) || first.Given.Text != "0.178" || first.Want != 0 {
		t.Fatalf("have %+v", first)
	}
	d := first.Derivation
	if d.Place != cnn.GradientPlace(1) || d.Value != 0 || len(d.Terms) != 1 || d.Terms[0].Factors[1].Kind != cnn.Gate {
		t.Errorf("have the derivation %+v", d)
	}
}

func TestJSON(t *testing.T) {
	r := marked(t, workedExample(t), `{"activations/3": [1.5, 0.5, 0, 2.5], "loss": 1.084, "gradients/1": [[0, -0.4381, -0.0867, 0], [0, 0, 0, 0], [0.178, 0, 0, 0], [0, 0, 0.4017, 0]]}`)
	have := r.JSON()
	want := `{
  "places": [
    {"place":"activations/3","verdict":"shape","elements":4,"right":0,"mistakes":[],"expected":[2,2],"fits":"activations/4"},
    {"place":"loss","verdict":"right","elements":1,"right":1,"mistakes":[],"cells":["right"]},
    {"place":"gradients/1","verdict":"wrong","elements":16,"right":15,"mistakes":[["gate-forgotten"]],"cells":["right","right","right","right","right","right","right","right","wrong","right","right","right","right","right","right","right"]}
  ],
  "first_break": "activations/3"
}
`
	if string(have) != want {
		t.Errorf("have %s\nwant %s", have, want)
	}
	loss := marked(t, workedExample(t), `{"loss": [1.084, 0, 0]}`).JSON()
	if !strings.Contains(string(loss), `"expected":[],"fits":"activations/5"`) {
		t.Errorf("have %s", loss)
	}
	empty := marked(t, workedExample(t), `{}`).JSON()
	if string(empty) != "{\n  \"places\": []\n}\n" || !json.Valid(empty) {
		t.Errorf("have %s", empty)
	}
}

// TestOrder holds that a report is in working order, whatever the order of
// the file.
func TestOrder(t *testing.T) {
	n := workedExample(t)
	places := slices.Clone(pass(t, n).Places())
	values, _ := Values(n)
	slices.Reverse(places)
	var have []cnn.Place
	for _, p := range marked(t, n, file(places, values, fixed(5))).Places {
		have = append(have, p.Place)
	}
	slices.Reverse(places)
	if !reflect.DeepEqual(have, places) {
		t.Errorf("have %v\nwant %v", have, places)
	}
}

// TestAnswersForAnotherNetwork marks answers with places that are not there.
func TestAnswersForAnotherNetwork(t *testing.T) {
	a := &Answers{Name: "a.json", Places: []Answer{{Place: cnn.ActivationPlace(99), Numbers: []Number{{}}}}}
	if _, err := Mark(workedExample(t), a, 0); err == nil || !strings.HasPrefix(err.Error(), `a.json: place "activations/99" is not one of the network`) {
		t.Errorf("have %v", err)
	}
}

// TestNoPairsForOneNumber holds that no two mistakes are made out for a
// single number of a few digits: two of them give nearly any.
func TestNoPairsForOneNumber(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	n := workedExample(t)
	for v := -2.0; v < 2; v += 0.01 {
		for _, set := range marked(t, n, fmt.Sprintf(`{"parameters/0/bias": %.2f}`, v)).Places[0].Mistakes {
			if len(set) > 1 {
				t.Errorf("%.2f: have %v", v, set)
			}
		}
	}
}

// TestInPlaceBeforeChain holds the order of mistakes that give the same
// answer: the step with the wrong sign before an error with the wrong sign.
func TestInPlaceBeforeChain(t *testing.T) {
	n := workedExample(t)
	m, _ := Find("update-sign")
	values, err := Values(n, m)
	if err != nil {
		t.Fatal(err)
	}
	place := cnn.UpdatedPlace(4, "weights")
	have := marked(t, n, file([]cnn.Place{place}, values, fixed(4))).Places[0].Mistakes
	if fmt.Sprint(have) != "[[update-sign] [error-sign]]" {
		t.Errorf("have %v", have)
	}
}

// TestLeadingAxes holds that axes of length one may be there or not in front,
// and that an array is judged alike in JSON, in a string and in a text.
func TestLeadingAxes(t *testing.T) {
	n := network(t, `{"input": [1, 2, 3], "layers": [{"op": "dense", "weights": [[1, 2, 3]]}], "upstream": [2]}`)
	for _, test := range []struct {
		array string
		want  Verdict
	}{
		{"[2, 4, 6]", Right}, {"[[2, 4, 6]]", Right}, {"[[[2, 4, 6]]]", Right}, {"[[[[2, 4, 6]]]]", Right},
		{"[[2], [4], [6]]", Shape}, {"[2, 4]", Shape}, {"[2, 4, 6, 8]", Shape}, {"[[2, 4, 6], [2, 4, 6]]", Shape}, {"2", Shape},
	} {
		const place = "parameters/0/weights"
		for _, text := range []string{`{"` + place + `": ` + test.array + `}`, `{"` + place + `": "` + test.array + `"}`, place + " = " + test.array} {
			if have := marked(t, n, text).Places[0].Verdict; have != test.want {
				t.Errorf("%s: have %s, want %s", text, have, test.want)
			}
		}
	}
}

// TestTransposed holds that columns for rows are found in a map that is not
// square, which has another shape then.
func TestTransposed(t *testing.T) {
	n := network(t, `{"input": [[1, 2, 3], [4, 5, 7]], "layers": [{"op": "conv", "kernel": [[2]], "bias": [0.5]}]}`)
	have := marked(t, n, `{"activations/1": [[2.5, 8.5], [4.5, 10.5], [6.5, 14.5]]}`).Places[0]
	if have.Verdict != Shape || fmt.Sprint(have.Mistakes) != "[[rows-for-columns]]" || !have.Fits.IsZero() {
		t.Errorf("have %+v", have)
	}
}

// TestLargeNumbers marks numbers that overflow where a mistake is made.
func TestLargeNumbers(t *testing.T) {
	n := network(t, `{"input": [1e200], "layers": [{"op": "relu"}, {"op": "dense", "weights": [[1e100]]}, {"op": "dense", "weights": [[1e-150]]}], "upstream": [1]}`)
	values, err := Values(n)
	if err != nil {
		t.Fatal(err)
	}
	list, err := Applicable(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		if _, err := Values(n, m); err != nil {
			t.Fatal(err)
		}
	}
	p := pass(t, n)
	scientific := func(v float64) string { return fmt.Sprintf("%.5e", v) }
	for _, have := range marked(t, n, file(p.Places(), values, scientific)).Places {
		if have.Verdict == Wrong {
			t.Errorf("%s: have %+v, want it right: %v", have.Place, have, values[have.Place].Data)
		}
	}
	if v := math.Inf(1); roundTo(v, 4) != v || roundTo(1e308, 6) != 1e308 {
		t.Error("roundTo overflows")
	}
}
