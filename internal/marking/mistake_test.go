package marking

import (
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// stages are small networks in which the mistakes can apply that the worked
// example has no room for.
var stages = map[string]string{
	"stride, padding, two kernels": `{
		"input": [[[1, -2, 0.5, 3], [2, 1, -1, 0.25], [0.5, 4, 1, -3], [1, 2, 3, 1.5]], [[2, 1, 0.5, 1], [3, -1, 1, 0.75], [1.5, 2, -2, 1], [0.25, 1, 2, 3]]],
		"layers": [{"op": "conv", "kernel": [[[[1, -0.5], [2, 0.25]], [[0.5, 1], [-1, 3]]], [[[-2, 1], [0.75, 1]], [[1, 0.5], [2, -0.25]]]], "bias": [0.5, -1], "stride": 2, "pad": [1, 1, 0, 0]},
			{"op": "flatten", "order": "HWC"}],
		"loss": {"op": "half_squared_error", "target": [1, 2, 3, 4, 5, 6, 7, 8]}}`,
	"overlapping windows, ties and zeros": `{
		"input": [[1, 3, 0, 0], [3, 2, 0, -1], [5, 5, 1, 2], [0, 4, 2, 1]],
		"layers": [{"op": "relu"}, {"op": "maxpool", "size": 2, "stride": 1}, {"op": "flatten"}],
		"loss": {"op": "mean_squared_error", "target": [1, 2, 3.5, 4, 5.25, 6, 7, 8, 9.5]}}`,
	"average, square dense": `{
		"input": [[1, 3, 0.5, 2], [3, 2, 1, -1], [5, 4, 1, 2], [0.25, 4, 2, 1]],
		"layers": [{"op": "avgpool", "size": 2}, {"op": "flatten"},
			{"op": "dense", "weights": [[1, 2, 3, 4], [-1, 0.5, 2, 1], [2, 1, -3, 1], [0.5, 1, 1, 2]], "bias": [1, 2, 3, 4]}, {"op": "leaky_relu", "slope": 0.1}],
		"loss": {"op": "squared_error", "target": [1, 2, 3, 4]}}`,
}

// curves are a sigmoid and a tanh, partial windows and a positive score.
const curves = `{
	"input": [[1, 3, 0.5, 2, -1], [3, 2, 1, -1, 0.25], [-2, 0.75, 1, 2, 1.5]],
	"layers": [{"op": "avgpool", "size": 2, "ceil": true}, {"op": "sigmoid"}, {"op": "flatten"},
		{"op": "dense", "weights": [[1, 2, 3, 1, 1, -1], [-1, 0.5, 2, 1, -2, 1], [2, 1, -3, 1, 1, 1]], "bias": [0.5, -2, 0.25]}, {"op": "tanh"}, {"op": "softmax"}],
	"loss": {"op": "cross_entropy", "target": [1, 0, 0]}}`

// batch is a batch of three examples with a mean loss.
const batch = `{
	"batch": [{"input": [1, 0.5, -2], "target": [1, 0]}, {"input": [-0.5, 2, 0.75], "target": [0, 1]}, {"input": [0.25, -1, 3], "target": [0.25, 0.75]}],
	"layers": [{"op": "dense", "weights": [[0.5, -0.25, 0.1], [0.75, 0.5, -0.3]], "bias": [0.1, -0.2]}, {"op": "tanh"},
		{"op": "dense", "weights": [[0.4, -0.6], [-0.3, 0.2]], "bias": [0, 0.1]}, {"op": "softmax"}],
	"loss": {"op": "cross_entropy"}}`

// normalized is a batch of two with a batch normalization of two channels, past
// which its input goes as well.
const normalized = `{
	"batch": [{"input": [[[1, 0.5], [-2, 3]], [[0.25, 4], [1, -1]]], "target": [1, 0, 2, 1, 0.5, 0, 1, 3]}, {"input": [[[0.75, -0.5], [2, 1]], [[3, 0.5], [-1, 2]]], "target": [0, 1, 1, 2, 3, 1, 0, 0.25]}],
	"layers": [{"op": "batchnorm", "gamma": [1.5, -0.75], "beta": [0.25, 0.5], "eps": 0.01}, {"op": "add", "from": 0}, {"op": "flatten"}],
	"loss": {"op": "half_squared_error", "reduction": "sum"}}`

// testNetworks are the worked example and the stages, in a fixed order.
// gaps has a dilation, groups and a weight decay.
const gaps = `{
	"input": [[[0.5, 1, -0.3, 2], [2, -1, 1.5, 0.4], [0.2, 1, 2, -0.6], [1.3, 0.7, -0.8, 0.1]],
		[[1, 0.3, 2, -1], [-0.5, 1.5, 0.6, 0.9], [2.5, -1, 1, 0.8], [0.2, -0.4, 1.1, 0.6]]],
	"layers": [{"op": "conv", "kernel": [[[[0.4, -0.3], [0.2, 0.6]]], [[[-0.5, 0.1], [0.3, 0.8]]]], "bias": [0.1, -0.2], "groups": 2},
		{"op": "conv", "kernel": [[[[0.7, -0.2], [0.4, 0.9]], [[-0.4, 0.5], [0.1, 0.3]]]], "dilation": 2}],
	"upstream": [[0.75]], "learning_rate": 0.5, "weight_decay": 0.1
}`

// branches are a dropout and arrays that are used twice.
const branches = `{
	"input": [0.6, -0.5, 0.8],
	"layers": [{"op": "dense", "weights": [[0.5, -0.4, 0.2], [0.3, 0.1, 0.6], [-0.2, 0.7, 0.4]], "bias": [0.1, -0.2, 0.3]}, {"op": "tanh"},
		{"op": "dropout", "mask": [1, 0, 1], "rate": 0.2}, {"op": "add", "from": 0}, {"op": "add", "from": 2}],
	"loss": {"op": "half_squared_error", "target": [0.5, -0.25, 1.5]}}`

func testNetworks(t *testing.T) []*cnn.Network {
	list := []*cnn.Network{workedExample(t)}
	for _, name := range []string{"stride, padding, two kernels", "overlapping windows, ties and zeros", "average, square dense"} {
		list = append(list, network(t, stages[name]))
	}
	list = append(list, network(t, curves), network(t, batch), network(t, gaps), network(t, normalized))
	list = append(list, network(t, branches))
	return list
}

// wantNames are the rows of the catalogue.
var wantNames = strings.Fields(`
	kernel-gradient-rotated input-gradient-unrotated scatter-rotated forward-flipped
	gate-forgotten gate-on-gradient gate-both gate-as-value gate-open-at-zero
	sigmoid-slope-forgotten tanh-slope-forgotten sigmoid-slope-of-z tanh-slope-of-z slope-of-the-output
	slope-without-error sigmoid-slope-for-tanh gate-for-curve
	average-without-error partial-window-by-full-size weights-left-out softmax-twice log-of-scores
	mask-without-error error-to-whole-window error-shared overlap-overwritten tie-copied tie-last average-undivided
	flatten-order dense-untransposed dense-outer-transposed
	softmax-jacobian-twice softmax-diagonal softmax-skipped error-sign log-base loss-factor
	batch-not-averaged batch-averaged-twice one-example batchnorm-mean-constant batchnorm-variance-constant
	bias-averaged bias-forgotten stride-ignored padding-uncropped one-filter
	dropout-mask-forgotten skip-forgotten
	dilation-ignored groups-ignored
	kernel-for-input rows-for-columns update-sign updated-too-early decay-in-gradient`)

func TestCatalogue(t *testing.T) {
	var names []string
	for _, m := range Catalogue() {
		names = append(names, m.Name)
		for _, sentence := range []string{m.Wrong, m.Right, m.Instead} {
			if !strings.HasSuffix(sentence, ".") {
				t.Errorf("%s: %q is not a sentence", m.Name, sentence)
			}
		}
		if n := strings.Count(m.Instead, ". ") + 1; n != 2 {
			t.Errorf("%s: have %d sentences of what to do instead, want 2: %s", m.Name, n, m.Instead)
		}
		for _, link := range m.Links {
			if !strings.HasPrefix(link, "https://") {
				t.Errorf("%s: the link %s is not a whole address", m.Name, link)
			}
		}
		if found, ok := Find(m.Name); !ok || found.Wrong != m.Wrong || len(m.ways) == 0 || m.Group == "" {
			t.Errorf("%s cannot be found, does nothing or has no group", m.Name)
		}
	}
	want := slices.Sorted(slices.Values(wantNames))
	if slices.Sort(names); !slices.Equal(names, want) {
		t.Errorf("have %v\nwant %v", names, want)
	}
	if _, ok := Find("no-such-mistake"); ok {
		t.Error("have a mistake that does not exist")
	}
}

// TestEachMistakeIsFound gives the values of every mistake, at four decimals,
// as the answers for the places that it touches. It must be named first at the
// first of them that changes, or another whose values are the same there.
func TestEachMistakeIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	applied := map[string]bool{}
	for _, n := range testNetworks(t) {
		list, err := Applicable(n)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list {
			applied[m.Name] = true
			values, err := Values(n, m)
			if err != nil {
				t.Fatal(err)
			}
			touched, _ := m.Touches(n)
			r := marked(t, n, file(touched, values, fixed(4)))
			if r.OK() {
				t.Errorf("%s: nothing is wrong with %s", m.Name, file(touched, values, fixed(4)))
				continue
			}
			first := at(t, r, r.FirstBreak)
			if len(first.Mistakes) == 0 || !sameAt(t, n, values, first.Mistakes[0], first.Place) {
				t.Errorf("%s: have %v at %s", m.Name, first.Mistakes, first.Place)
			}
			if !slices.ContainsFunc(first.Mistakes, func(set []string) bool { return len(set) == 1 && set[0] == m.Name }) {
				t.Errorf("%s: have only %v at %s", m.Name, first.Mistakes, first.Place)
			}
		}
	}
	for _, name := range wantNames {
		if !applied[name] {
			t.Errorf("%s applies to none of the networks", name)
		}
	}
}

// sameAt reports whether a set of mistakes gives the values at a place, in
// one of the ways in which they are made.
func sameAt(t *testing.T, n *cnn.Network, values map[cnn.Place]*cnn.Tensor, names []string, place cnn.Place) bool {
	t.Helper()
	if len(names) != 1 {
		return false
	}
	m, err := newModel(n)
	if err != nil {
		t.Fatal(err)
	}
	mistake, _ := Find(names[0])
	for _, s := range mistake.slips(m) {
		shape, spans := m.begin(course{}, s).until(place)
		if !shape.Equal(values[place].Shape) {
			continue
		}
		if same(spans, points(values[place].Data)) {
			return true
		}
	}
	return false
}

// TestApplicable holds what can apply where.
func TestApplicable(t *testing.T) {
	n := workedExample(t)
	list, err := Applicable(n)
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, m := range list {
		have = append(have, m.Name)
	}
	for _, name := range []string{"stride-ignored", "padding-uncropped", "one-filter", "average-undivided", "overlap-overwritten", "loss-factor", "gate-open-at-zero", "dense-untransposed", "batch-not-averaged", "batch-averaged-twice", "one-example", "dilation-ignored", "groups-ignored", "decay-in-gradient", "batchnorm-mean-constant", "batchnorm-variance-constant"} {
		if slices.Contains(have, name) {
			t.Errorf("%s applies to the worked example", name)
		}
	}
	if len(have) != len(wantNames)-30 {
		t.Errorf("have %d mistakes, want %d: %v", len(have), len(wantNames)-30, have)
	}
	stride, _ := Find("stride-ignored")
	if places, err := stride.Touches(n); err != nil || len(places) != 0 {
		t.Errorf("have %v and %v, want no places for a stride that is 1", places, err)
	}
	gate, _ := Find("gate-forgotten")
	if places, _ := gate.Touches(n); !slices.Equal(places, []cnn.Place{cnn.GradientPlace(1)}) {
		t.Errorf("have %v, want gradients/1", places)
	}
}

// TestPairsOfMistakes gives what two mistakes make of one answer, far behind
// both.
func TestPairsOfMistakes(t *testing.T) {
	n := workedExample(t)
	for _, test := range []struct {
		names []string
		place cnn.Place
	}{
		{[]string{"gate-forgotten", "error-sign"}, cnn.ParameterPlace(0, "kernel")},
		{[]string{"kernel-gradient-rotated", "gate-forgotten"}, cnn.ParameterPlace(0, "kernel")},
		{[]string{"input-gradient-unrotated", "flatten-order"}, cnn.GradientPlace(0)},
		{[]string{"forward-flipped", "error-to-whole-window"}, cnn.GradientPlace(1)},
		{[]string{"softmax-jacobian-twice", "error-sign"}, cnn.ParameterPlace(4, "weights")},
	} {
		var pair []Mistake
		for _, name := range test.names {
			m, _ := Find(name)
			pair = append(pair, m)
		}
		values, err := Values(n, pair...)
		if err != nil {
			t.Fatal(err)
		}
		have := at(t, marked(t, n, file([]cnn.Place{test.place}, values, fixed(4))), test.place)
		if !slices.ContainsFunc(have.Mistakes, func(set []string) bool { return holds(set, test.names) && len(set) == 2 }) {
			t.Errorf("%v at %s: have %s %v", test.names, test.place, have.Verdict, have.Mistakes)
		}
	}
}

// TestEveryPairRuns runs all pairs of ways, which replace and filter links in
// any order, on all networks: none may fail, and a run that begins with what a
// run without slips has worked out is the same as one from the start.
func TestEveryPairRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	for _, n := range testNetworks(t) {
		m, err := newModel(n)
		if err != nil {
			t.Fatal(err)
		}
		base := m.begin(course{loose: 3}).all()
		slips := (&marker{model: m}).slips()
		for i, f := range slips {
			for j, g := range slips {
				m.begin(course{}, f, g).all().values()
				have, want := base.slipping(f, g).all(), m.begin(course{loose: 3}, f, g).all()
				for _, s := range m.steps {
					if !same(have.raw[s.index], want.raw[s.index]) {
						t.Fatalf("%s and %s at %s: have %v, want %v", f.mistake.Name, g.mistake.Name, s.place, have.raw[s.index], want.raw[s.index])
					}
				}
				// What one place needs is the same, too, and so is what follows
				// from the run with the first of both.
				s := m.steps[(7*i+j)%len(m.steps)]
				alone := func(f slip) trial {
					r := base.slipping(f)
					r.until(s.place)
					return trial{f, r, r.first(f)}
				}
				shape, spans := base.both([2]trial{alone(f), alone(g)}).until(s.place)
				if wantShape, wantSpans := want.written(s); !shape.Equal(wantShape) || !same(spans, wantSpans) {
					t.Fatalf("%s and %s at %s: have %v, want %v", f.mistake.Name, g.mistake.Name, s.place, spans, wantSpans)
				}
			}
		}
	}
}

// TestPairsAreBounded holds that large networks are marked with fewer pairs,
// and then with none.
func TestPairsAreBounded(t *testing.T) {
	m, err := newModel(workedExample(t))
	if err != nil {
		t.Fatal(err)
	}
	k := &marker{model: m}
	s, _ := m.step(cnn.GradientPlace(1))
	var trials []trial
	for _, f := range k.slips() {
		trials = append(trials, trial{slip: f})
	}
	all := len(k.pairs(s, trials))
	m.links = pairWork/int64(all) + 1
	near := len(k.pairs(s, trials))
	m.links = pairWork
	if none := len(k.pairs(s, trials)); near == 0 || near >= all || none != 0 {
		t.Errorf("have %d pairs, then %d, then %d", all, near, none)
	}
}

// TestCommon: how common a mistake is has three steps.
func TestCommon(t *testing.T) {
	for _, m := range catalogue {
		if m.common < 0 || m.common > 2 {
			t.Errorf("%s: common is %d, want 0 to 2", m.Name, m.common)
		}
	}
}
