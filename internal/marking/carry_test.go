package marking

import (
	"math"
	"slices"
	"testing"

	"backprop/internal/cnn"
)

// TestCarried judges the last of some answers, each from the reader's own
// values before it.
func TestCarried(t *testing.T) {
	example := workedExample(t)
	one := network(t, `{"input": [0.12315], "layers": [{"op": "relu"}]}`)
	half := network(t, `{"input": [0.12345], "layers": [{"op": "relu"}]}`)
	squares := network(t, `{"input": [[1, -2, 3]], "layers": [{"op": "relu"}, {"op": "flatten"}, {"op": "sigmoid"}], "upstream": [1, 2, 3]}`)
	for _, test := range []struct {
		name     string
		network  *cnn.Network
		answers  string
		place    cnn.Place
		verdict  Verdict
		mistakes [][]string
	}{
		{"the reader's own gradient at the probabilities counts", example,
			`{"activations/6": [0.2052, 0.4566, 0.3383], "gradients/6": [0, 0, 2.9564], "gradients/5": [-0.2052, -0.4566, 0.6617]}`, cnn.GradientPlace(5), Carried, nil},
		{"its sign is the mistake", example,
			`{"activations/6": [0.2052, 0.4566, 0.3383], "gradients/6": [0, 0, 2.9564]}`, cnn.GradientPlace(6), Wrong, [][]string{{"error-sign"}}},
		{"a slip of the pen that the reader did not go on with", example,
			`{"activations/1": [[9, 1.5, 0.5, -0.5], [-1, 0.5, -4, -3], [-1, -4, -2, 2], [-3, -2.5, 2.5, 1]], "gradients/3": [[1, 2], [3, 4]], "gradients/2": [[0, 1, 2, 0], [0, 0, 0, 0], [3, 0, 0, 0], [0, 0, 4, 0]]}`, cnn.GradientPlace(2), Carried, nil},
		{"a number that the reader went on with", example,
			`{"activations/1": [[9, 1.5, 0.5, -0.5], [-1, 0.5, -4, -3], [-1, -4, -2, 2], [-3, -2.5, 2.5, 1]], "activations/3": [[9, 0.5], [0, 2.5]]}`, cnn.ActivationPlace(3), Carried, nil},
		{"the input is not rounded", one, `{"activations/1": [0.124]}`, cnn.ActivationPlace(1), Wrong, nil},
		{"rounded twice", half, `{"activations/1": [0.124]}`, cnn.ActivationPlace(1), Rounded, nil},
		{"after a mistake in whole numbers", example,
			`{"gradients/2": [[0, 1, 1, 0], [0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0]], "gradients/1": [[0, 1.4, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]]}`, cnn.GradientPlace(1), Wrong, nil},
		{"after whole numbers from nowhere", example,
			`{"gradients/3": [[1, 2], [3, 4]], "gradients/2": [[0, 1.4, 2, 0], [0, 0, 0, 0], [3, 0, 0, 0], [0, 0, 4, 0]]}`, cnn.GradientPlace(2), Wrong, nil},
		{"after numbers from nowhere", example,
			`{"gradients/3": [[1, 2], [3, 4.125]], "gradients/2": [[0, 1.4, 2, 0], [0, 0, 0, 0], [3, 0, 0, 0], [0, 0, 4.125, 0]]}`, cnn.GradientPlace(2), Wrong, nil},
		{"all digits kept through a blank place", example,
			`{"activations/5": [1, 2, 3], "gradients/5": [0.0900306, 0.2447285, -0.3347590]}`, cnn.GradientPlace(5), Carried, nil},
		{"one decimal kept through a blank place", example,
			`{"activations/5": [1, 2, 3], "gradients/5": [0.10, 0.20, -0.30]}`, cnn.GradientPlace(5), Carried, nil},
		{"one decimal kept beside a slip of the pen", example,
			`{"activations/5": [1, 2, 3], "gradients/5": [0.20, 0.50, -0.70]}`, cnn.GradientPlace(5), Rounded, nil},
		{"every digit kept but of the error, beside a slip of the pen", example,
			`{"gradients/3": [[1, 2], [3, 4.5]], "parameters/0/kernel": [[-0.2097, -0.7344], [-0.6478, 0.0689]]}`, cnn.ParameterPlace(0, "kernel"), Rounded, nil},
		{"the loss of the reader's own probabilities", example, `{"activations/6": [0.3, 0.4, 0.3], "loss": 1.2040}`, cnn.LossPlace, Carried, nil},
		{"a gate that looks at the reader's own a", squares,
			`{"activations/1": [[1, 2, 3]], "gradients/1": [[1, 2, 3]], "gradients/0": [[1, 2, 3]]}`, cnn.GradientPlace(0), Carried, nil},
		{"a wrong place does not touch what does not depend on it", example,
			`{"parameters/4/bias": [1, 2, 3], "gradients/5": [0.21, 0.46, -0.67], "activations/6": [0.21, 0.46, 0.33]}`, cnn.GradientPlace(5), Carried, nil},
		{"the loss is nobody's source", example,
			`{"loss": 7, "activations/5": [-0.7, 0.1, -0.1], "gradients/5": [0.20, 0.50, -0.70]}`, cnn.GradientPlace(5), Rounded, nil},
		{"carried twice", example,
			`{"activations/5": [1, 2, 3], "activations/6": [0.09, 0.24, 0.67], "gradients/5": [0.09, 0.24, -0.33], "parameters/4/bias": [0.09, 0.24, -0.33], "parameters/4/bias/updated": [0.091, -0.224, 0.333]}`,
			cnn.UpdatedPlace(4, "bias"), Carried, nil},
	} {
		have := at(t, marked(t, test.network, test.answers), test.place)
		if have.Verdict != test.verdict {
			t.Errorf("%s: have %s %v, want %s", test.name, have.Verdict, have.Mistakes, test.verdict)
		}
		if test.mistakes != nil && (len(have.Mistakes) == 0 || !slices.Equal(have.Mistakes[0], test.mistakes[0])) {
			t.Errorf("%s: have %v, want %v", test.name, have.Mistakes, test.mistakes)
		}
	}
}

// TestSpans holds the corners of the arithmetic of spans.
func TestSpans(t *testing.T) {
	endless := span{math.Inf(-1), math.Inf(1)}
	for _, test := range []struct {
		name       string
		have, want span
	}{
		{"a product of both signs", span{-1, 2}.times(span{-3, 5}), span{-6, 10}},
		{"0 times what has no end", point(0).times(endless), point(0)},
		{"a part of 0", over(-1, span{-0.5, 0.5}), span{math.Inf(-1), -2}},
		{"a difference", span{1, 2}.minus(span{3, 5}), span{-4, -1}},
		{"a slope with its top inside", bend(span{0.4, 0.6}, 0.5, func(a float64) float64 { return a * (1 - a) }), span{0.24, 0.25}},
		{"a slope with its top outside", bend(span{0.6, 0.8}, 0.5, func(a float64) float64 { return a * (1 - a) }), span{0.8 * (1 - 0.8), 0.24}},
		{"a square", spans{}.Squared(span{-1, 2}.minus(point(0))), span{0, 4}},
		{"a square beside the target", spans{}.Squared(span{2, 3}.minus(point(1))), span{1, 4}},
		{"a probability of 0", fromProbabilities([]span{{-0.1, 1}}, points([]float64{1})), span{0, math.Inf(1)}},
	} {
		if math.Abs(test.have.lo-test.want.lo) > 1e-15 || math.Abs(test.have.hi-test.want.hi) > 1e-15 {
			t.Errorf("%s: have %v, want %v", test.name, test.have, test.want)
		}
	}
}

// TestCarriedFromRoundedPrints: a step is right from the reader's own wrong
// number if it is right for some originals of the network's rounded prints.
func TestCarriedFromRoundedPrints(t *testing.T) {
	for _, test := range []struct {
		weight string
		want   Verdict
	}{{"0.3333", Carried}, {"0.33", Wrong}} {
		n := network(t, `{"input": [0.5, 2], "layers": [{"op": "relu"}, {"op": "dense", "weights": [[`+test.weight+`, 0.5]]}]}`)
		sum := map[string]string{"0.3333": "1.30000", "0.33": "1.29703"}[test.weight] // 0.9·⅓ + 1, and 0.9·0.33 + 1 with a digit more
		if have := at(t, marked(t, n, `{"activations/1": [0.90000, 2], "activations/2": [`+sum+`]}`), cnn.ActivationPlace(2)); have.Verdict != test.want {
			t.Errorf("%s: have %s, want %s", test.weight, have.Verdict, test.want)
		}
	}
}

// TestOnPaper holds which mistakes are made in writing a result down.
func TestOnPaper(t *testing.T) {
	for name, want := range map[string]bool{"rows-for-columns": true, "kernel-for-input": true, "flatten-order": false, "gate-forgotten": false} {
		m, ok := Find(name)
		if !ok || m.OnPaper() != want {
			t.Errorf("%s: have %v, %v, want %v", name, m.OnPaper(), ok, want)
		}
	}
}

// TestOneStory: a story that does not give what the reader wrote down before is
// not theirs, unless that is wrong itself.
func TestOneStory(t *testing.T) {
	n := workedExample(t)
	for _, test := range []struct {
		answers string
		want    Verdict
	}{
		{`{"gradients/5": [0.2051, 0.4566, -0.6617]}`, Rounded}, // from powers of four decimals
		{`{"activations/6": [0.2051, 0.4566, 0.3383], "gradients/5": [0.2051, 0.4566, -0.6617]}`, Rounded},
		{`{"activations/6": [0.2052, 0.4566, 0.3383], "gradients/5": [0.2051, 0.4566, -0.6617]}`, Wrong},
		{`{"activations/6": [0.2052, null, null], "gradients/5": [0.2051, 0.4566, -0.6617]}`, Wrong},
		{`{"activations/6": [null, 0.4566, null], "gradients/5": [0.2051, 0.4566, -0.6617]}`, Rounded},
		{`{"activations/6": [0.21, 0.46, 0.34], "gradients/5": [0.2051, 0.4566, -0.6617]}`, Rounded}, // the same in fewer decimals
		{`{"activations/6": [0.9, 0.4566, 0.3383], "gradients/5": [0.2051, 0.4566, -0.6617]}`, Rounded},
		{`{"activations/2": [[0]], "gradients/5": [0.2051, 0.4566, -0.6617]}`, Rounded}, // a wrong shape says nothing
		{`{"loss": 1.0840, "gradients/5": [0.2051, 0.4566, -0.6617]}`, Rounded},         // the loss is nobody's source
		// After a carried place, too, which shows no story of the reader's.
		{`{"activations/5": [1, 2, 3], "activations/6": [0.09, 0.24, 0.67], "gradients/5": [0.2051, 0.4566, -0.6617]}`, Rounded},
	} {
		if have := at(t, marked(t, n, test.answers), cnn.GradientPlace(5)); have.Verdict != test.want {
			t.Errorf("%s: have %s %v, want %s", test.answers, have.Verdict, have.Cells, test.want)
		}
	}
	// What follows from the rounded numbers that the reader wrote down is rounded.
	text := `{"gradients/5": [0.2051, 0.4566, -0.6617], "parameters/4/weights": [[0.30765, 0.10255, 0, 0.51275], [0.68490, 0.22830, 0, 1.14150], [-0.99255, -0.33085, 0, -1.65425]]}`
	if have := at(t, marked(t, n, text), cnn.ParameterPlace(4, "weights")); have.Verdict != Rounded {
		t.Errorf("%s: have %s %v, want rounded", text, have.Verdict, have.Cells)
	}
}

// TestFewerDecimals: that somebody carried fewer decimals than they write is
// said by two numbers that are off, or by an only one. One of several is a slip.
func TestFewerDecimals(t *testing.T) {
	for _, test := range []struct {
		weights, answer string
		want            []Verdict
	}{
		// 0.11·0.4 = 0.044 comes first, of which two decimals leave 0.04.
		{`[[0.25], [0.1]]`, `[0.011, 0.004]`, []Verdict{Right, Right}},
		{`[[0.25], [0.1]]`, `[0.010, 0.004]`, []Verdict{Wrong, Right}},
		{`[[0.25], [1]]`, `[0.010, 0.040]`, []Verdict{Rounded, Rounded}},
		{`[[0.25], [0]]`, `[0.010, 0]`, []Verdict{Rounded, Right}},
		{`[[0.25]]`, `[0.010]`, []Verdict{Rounded}},
		{`[[0.25], [0.1]]`, `[0.010, null]`, []Verdict{Rounded, Blank}},
	} {
		n := network(t, `{"input": [0.11], "layers": [{"op": "dense", "weights": [[0.4]]}, {"op": "dense", "weights": `+test.weights+`}]}`)
		if have := at(t, marked(t, n, `{"activations/2": `+test.answer+`}`), cnn.ActivationPlace(2)).Cells; !slices.Equal(have, test.want) {
			t.Errorf("%s, %s: have %v, want %v", test.weights, test.answer, have, test.want)
		}
	}
}
