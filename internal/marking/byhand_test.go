package marking

import (
	"math"
	"testing"

	"backprop/internal/cnn"
)

// TestWaysByHand holds what wrong rules give on networks that are small enough
// to work out on paper, in each of the ways in which they are made: wants lists
// one array for each way that acts at the place.
func TestWaysByHand(t *testing.T) {
	across := `{"input": [[1, 2, 3]], "layers": [{"op": "conv", "kernel": [[1, 10]], "stride": 2, "pad": [0, 1, 0, 0]}], "upstream": [[1, 2]]}`
	down := `{"input": [[1], [2], [3]], "layers": [{"op": "conv", "kernel": [[1], [10]], "stride": 2, "pad": [1, 0, 0, 0]}], "upstream": [[1], [2]]}`
	strides := `{"input": [[1, 2, 3, 4]], "layers": [{"op": "conv", "kernel": [[1, 10]], "stride": 2}], "upstream": [[1, 2]]}`
	dilated := `{"input": [[1, 2, 3, 4, 5]], "layers": [{"op": "conv", "kernel": [[1, 10]], "stride": 2, "dilation": 2}], "upstream": [[1, 2]]}`
	dilatedDown := `{"input": [[1], [2], [3], [4], [5]], "layers": [{"op": "conv", "kernel": [[1], [10]], "stride": 2, "dilation": 2}], "upstream": [[1], [2]]}`
	normal := `{"input": [[1, 3]], "layers": [{"op": "batchnorm", "gamma": [2], "beta": [0], "eps": 3}], "upstream": [[1, 3]]}` // ±0.5, at a scale of 1
	filters := `{"input": [[1, 2]], "layers": [{"op": "conv", "kernel": [[[[1]]], [[[10]]]]}], "upstream": [[[1, 2]], [[3, 4]]]}`
	overlap := stages["overlapping windows, ties and zeros"]
	turned := `{"input": [[1, 2, 5]], "layers": [{"op": "conv", "kernel": [[3, 4]]}], "upstream": [[10, 1]]}`
	square := `{"input": [1, 2], "layers": [{"op": "dense", "weights": [[1, 2], [3, 4]]}], "upstream": [1, 10]}`
	maps := `{"input": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], "layers": [{"op": "flatten"}], "upstream": [1, 2, 3, 4, 5, 6, 7, 8]}`
	error2 := `{"input": [3, 5], "layers": [{"op": "relu"}], "loss": {"op": "mean_squared_error", "target": [1, 2]}}`
	gates := `{"input": [1, -2, 3, 0], "layers": [{"op": "relu"}], "upstream": [-1, 2, 3, 4]}`
	even := `{"input": [0, 0], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`
	ninth := 2.0 / 9
	curve := func(op string) string {
		return `{"input": [-1, 2], "layers": [{"op": "` + op + `"}], "upstream": [2, 4]}`
	}
	logistic := func(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
	a, b := []float64{logistic(-1), logistic(2)}, []float64{math.Tanh(-1), math.Tanh(2)}
	each := func(of []float64, f func(v float64) float64, errors ...float64) []float64 {
		var values []float64
		for i, d := range errors {
			values = append(values, d*f(of[i]))
		}
		return values
	}
	rising := func(v float64) float64 { return v * (1 - v) }
	falling := func(v float64) float64 { return 1 - v*v }
	means := `{"input": [[1, 2, 3]], "layers": [{"op": "avgpool", "size": [1, 2], "stride": 1}], "upstream": [[3, 5]]}`
	partial := `{"input": [[1, 2, 3, 4, 5]], "layers": [{"op": "avgpool", "size": [1, 2], "ceil": true}], "upstream": [[1, 1, 2]]}`
	thirds := `{"input": [0, 0.6931471805599453], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`
	twice := 1 / (1 + math.Exp(1.0/3))
	planes := `{"input": [[1, 2], [3, 4]], "layers": [{"op": "relu"}], "upstream": [[1, 2], [3, 4]]}`
	for _, test := range []struct {
		name, network string
		place         cnn.Place
		wants         [][]float64
	}{
		{"padding-uncropped", across, cnn.GradientPlace(0), [][]float64{{1, 10, 2}, {1, 10, 2, 20}}},
		{"padding-uncropped", down, cnn.GradientPlace(0), [][]float64{{1, 10, 2}, {1, 10, 2, 20}}},
		{"stride-ignored", strides, cnn.GradientPlace(0), [][]float64{{1, 12, 20, 0}, {1, 12, 20, 0}}},
		{"stride-ignored", strides, cnn.ParameterPlace(0, "kernel"), [][]float64{{5, 8}, {5, 8}}},
		{"stride-ignored", dilated, cnn.GradientPlace(0), [][]float64{{1, 2, 10, 20, 0}, {1, 2, 10, 20, 0}}},
		{"stride-ignored", dilatedDown, cnn.GradientPlace(0), [][]float64{{1, 2, 10, 20, 0}, {1, 2, 10, 20, 0}}},
		{"batchnorm-mean-constant", normal, cnn.GradientPlace(0), [][]float64{{1.25, 2.75}}},
		{"batchnorm-variance-constant", normal, cnn.GradientPlace(0), [][]float64{{-1, 1}}},
		{"one-filter", filters, cnn.GradientPlace(0), [][]float64{{1, 2}, {30, 40}, {15.5, 21}}},
		{"bias-averaged", filters, cnn.ParameterPlace(0, "bias"), [][]float64{{1.5, 3.5}}},
		{"mask-without-error", overlap, cnn.GradientPlace(1), [][]float64{{0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0}}},
		{"overlap-overwritten", overlap, cnn.GradientPlace(1), [][]float64{{0, ninth, -3.5 * ninth, 0, 0, 0, 0, 0, -2 * ninth, -3 * ninth, 0, -7.5 * ninth, 0, 0, 0, 0}}},
		{"kernel-gradient-rotated", turned, cnn.ParameterPlace(0, "kernel"), [][]float64{{25, 12}, {21, 52}, {52, 21}}},
		{"dense-untransposed", square, cnn.GradientPlace(0), [][]float64{{21, 43}}},
		{"dense-outer-transposed", square, cnn.ParameterPlace(0, "weights"), [][]float64{{1, 10, 2, 20}}},
		{"updated-too-early", square, cnn.GradientPlace(0), [][]float64{{0.9 + 20, 1.8 + 20}}},
		{"flatten-order", maps, cnn.GradientPlace(0), [][]float64{{1, 3, 2, 4, 5, 7, 6, 8}, {1, 3, 5, 7, 2, 4, 6, 8}, {1, 3, 2, 4, 5, 7, 6, 8}, {1, 3, 5, 7, 2, 4, 6, 8}}},
		{"flatten-order", maps, cnn.ActivationPlace(1), [][]float64{{1, 3, 2, 4, 5, 7, 6, 8}, {1, 5, 2, 6, 3, 7, 4, 8}, {1, 3, 2, 4, 5, 7, 6, 8}, {1, 5, 2, 6, 3, 7, 4, 8}}},
		{"loss-factor", error2, cnn.LossPlace, [][]float64{{3.25}, {3.25}, {13}, {13}, {3.25}, {3.25}, {13}, {13}, {6.5}, {6.5}, {6.5}, {6.5}}},
		{"error-sign", error2, cnn.GradientPlace(1), [][]float64{{-2, -3}}},
		{"gate-forgotten", gates, cnn.GradientPlace(0), [][]float64{{-1, 2, 3, 4}}},
		{"gate-on-gradient", gates, cnn.GradientPlace(0), [][]float64{{0, 2, 3, 4}}},
		{"gate-both", gates, cnn.GradientPlace(0), [][]float64{{0, 0, 3, 0}}},
		{"gate-as-value", gates, cnn.GradientPlace(0), [][]float64{{-1, 0, 9, 0}, {-1, -4, 9, 0}}},
		{"gate-open-at-zero", gates, cnn.GradientPlace(0), [][]float64{{-1, 0, 3, 4}}},
		{"log-base", even, cnn.LossPlace, [][]float64{{1}, {math.Log10(2)}}},
		{"sigmoid-slope-forgotten", curve("sigmoid"), cnn.GradientPlace(0), [][]float64{{2, 4}}},
		{"sigmoid-slope-of-z", curve("sigmoid"), cnn.GradientPlace(0), [][]float64{{-4, -8}}},
		{"slope-of-the-output", curve("sigmoid"), cnn.GradientPlace(0), [][]float64{each(a, func(v float64) float64 { return rising(logistic(v)) }, 2, 4)}},
		{"slope-without-error", curve("sigmoid"), cnn.GradientPlace(0), [][]float64{each(a, rising, 1, 1)}},
		{"sigmoid-slope-for-tanh", curve("sigmoid"), cnn.GradientPlace(0), [][]float64{each(a, falling, 2, 4)}},
		{"gate-for-curve", curve("sigmoid"), cnn.GradientPlace(0), [][]float64{{0, 4}}},
		{"tanh-slope-forgotten", curve("tanh"), cnn.GradientPlace(0), [][]float64{{2, 4}}},
		{"tanh-slope-of-z", curve("tanh"), cnn.GradientPlace(0), [][]float64{{0, -12}}},
		{"slope-of-the-output", curve("tanh"), cnn.GradientPlace(0), [][]float64{each(b, func(v float64) float64 { return falling(math.Tanh(v)) }, 2, 4)}},
		{"slope-without-error", curve("tanh"), cnn.GradientPlace(0), [][]float64{each(b, falling, 1, 1)}},
		{"sigmoid-slope-for-tanh", curve("tanh"), cnn.GradientPlace(0), [][]float64{each(b, rising, 2, 4)}},
		{"gate-for-curve", curve("tanh"), cnn.GradientPlace(0), [][]float64{{0, 4}}},
		{"average-without-error", means, cnn.GradientPlace(0), [][]float64{{0.5, 1, 0.5}, {0.5, 0.5, 0.5}}},
		{"partial-window-by-full-size", partial, cnn.GradientPlace(0), [][]float64{{0.5, 0.5, 0.5, 0.5, 1}, {0.5, 0.5, 0.5, 0.5, 1}}},
		{"partial-window-by-full-size", partial, cnn.ActivationPlace(1), [][]float64{{1.5, 3.5, 2.5}, {1.5, 3.5, 2.5}}},
		{"weights-left-out", square, cnn.GradientPlace(0), [][]float64{{1, 10}}},
		{"softmax-twice", thirds, cnn.ActivationPlace(1), [][]float64{{twice, 1 - twice}}},
		{"softmax-twice", thirds, cnn.LossPlace, [][]float64{{-math.Log(twice)}}},
		{"log-of-scores", `{"input": [2, 1], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`, cnn.LossPlace, [][]float64{{-math.Log(2)}}},
		{"log-of-scores", `{"input": [-2, 1], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`, cnn.LossPlace, nil},
		{"rows-for-columns", planes, cnn.GradientPlace(0), [][]float64{{1, 3, 2, 4}, {1, 3, 2, 4}}},
		{"rows-for-columns", across, cnn.ActivationPlace(1), [][]float64{{10, 32}}},
	} {
		m, err := newModel(network(t, test.network))
		if err != nil {
			t.Fatal(err)
		}
		mistake, _ := Find(test.name)
		s, _ := m.step(test.place)
		var have [][]float64
		for _, f := range mistake.slips(m) {
			if !f.inPlace(m, s) {
				continue
			}
			_, spans := m.begin(course{}, f).until(test.place)
			values, _ := floats(spans)
			have = append(have, values)
		}
		if !near(have, test.wants) {
			t.Errorf("%s at %s: have %v\nwant %v", test.name, test.place, have, test.wants)
		}
	}
}

func near(have, want [][]float64) bool {
	if len(have) != len(want) {
		return false
	}
	for i := range want {
		if len(have[i]) != len(want[i]) {
			return false
		}
		for j, v := range want[i] {
			if math.Abs(have[i][j]-v) > 1e-12 {
				return false
			}
		}
	}
	return true
}

// TestOneLayerOfTwo makes a mistake at one of two gates: it is found in what
// is far behind it.
func TestOneLayerOfTwo(t *testing.T) {
	n := network(t, `{"input": [1, -2, 3], "layers": [
		{"op": "dense", "weights": [[1, 2, -1], [2, -1, 0.5], [0.25, 1, 2]]}, {"op": "relu"},
		{"op": "dense", "weights": [[1, -0.75, 1.5], [-2, 0.5, 1], [-1, -1.25, -2]]}, {"op": "relu"}], "upstream": [1, -2, 3]}`)
	m, err := newModel(n)
	if err != nil {
		t.Fatal(err)
	}
	gate, _ := Find("gate-forgotten")
	seen := 0
	for _, f := range gate.slips(m) {
		if f.layer < 0 {
			continue
		}
		seen++
		for _, s := range m.steps {
			if s.kind == backwardStep && f.inPlace(m, s) != (s.layer == f.layer) {
				t.Errorf("layer %d: have it in place at %s", f.layer, s.place)
			}
		}
		values := m.begin(course{}, f).all().values()
		have := marked(t, n, file([]cnn.Place{cnn.GradientPlace(0)}, values, fixed(4))).Places[0]
		if have.Verdict != Wrong || len(have.Mistakes) == 0 || have.Mistakes[0][0] != "gate-forgotten" {
			t.Errorf("layer %d: have %s %v", f.layer, have.Verdict, have.Mistakes)
		}
	}
	if seen != 2 {
		t.Errorf("have %d layers, want 2", seen)
	}
}

// TestValuesInAWayThatChanges holds that a mistake is made in a way that
// changes something: in maps of one row, columns for rows do not.
func TestValuesInAWayThatChanges(t *testing.T) {
	n := network(t, `{"input": [[[1, 2]], [[3, 4]]], "layers": [{"op": "flatten"}], "upstream": [1, 2, 3, 4]}`)
	m, _ := Find("flatten-order")
	values, err := Values(n, m)
	if err != nil {
		t.Fatal(err)
	}
	if have, want := values[cnn.GradientPlace(0)].Data, []float64{1, 3, 2, 4}; !near([][]float64{have}, [][]float64{want}) {
		t.Errorf("have %v, want %v", have, want)
	}
}
