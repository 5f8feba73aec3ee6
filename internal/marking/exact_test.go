package marking

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// TestHowExactANumberClaimsToBe marks single answers: what each is right for,
// in the array and in the file that it stands in.
func TestHowExactANumberClaimsToBe(t *testing.T) {
	for _, test := range []struct {
		values  string // of an input that a ReLU copies
		answers string
		want    Verdict
	}{
		{`[0.115, 1]`, `{"activations/1": [0.12, 1]}`, Right},
		{`[0.125, 1]`, `{"activations/1": [0.12, 1]}`, Right},
		{`[0.126, 1]`, `{"activations/1": [0.12, 1]}`, Wrong},
		{`[0.0004, 1]`, `{"activations/1": [0.0000, 1]}`, Wrong},
		{`[1225, 1]`, `{"activations/1": [1.23e3, 1]}`, Right},
		{`[1235, 1]`, `{"activations/1": [1.23E3, 1]}`, Right},
		{`[1236, 1]`, `{"activations/1": [1.23e3, 1]}`, Wrong},
		{`[0.00001236, 1]`, `{"activations/1": [1.24e-5, 1]}`, Right},
		{`[0.35, 0.004]`, `{"activations/1": [0.35, 0]}`, Right},
		{`[0.35, 0.006]`, `{"activations/1": [0.35, 0]}`, Wrong},
		{`[0.35, 0.006]`, `{"activations/1": [0.35, 0.0]}`, Wrong},
		{`[0.35, 2.004]`, `{"activations/1": [0.35, 2]}`, Right},
		{`[0.35, 2.006]`, `{"activations/1": [0.35, 2]}`, Wrong},
		{`[0.35, 2.04]`, `{"activations/1": [0.35, 2.0]}`, Right},
		{`[1.5, 1]`, `{"activations/1": [2, 1]}`, Wrong},
		{`[0.2, 1]`, `{"activations/1": [0, 1]}`, Wrong},
		{`[0.2, 1]`, `{"activations/1": [0.0, 1]}`, Wrong},
		{`[0.2, 1]`, `{"activations/1": [0e0, 1]}`, Wrong},
		{`[0.00004, 1]`, `{"activations/1": [0, 1]}`, Right},
		{`[0.00006, 1]`, `{"activations/1": [0, 1]}`, Wrong},
		{`[1234.3, 1]`, `{"activations/1": [1234, 1]}`, Right},
		{`[1234.6, 1]`, `{"activations/1": [1234, 1]}`, Wrong},
		{`[100.4, 1]`, `{"activations/1": [100, 1]}`, Right},
		{`[99.4, 1]`, `{"activations/1": [99, 1]}`, Wrong},
		{`[2.004, 1]`, `{"activations/0": [2.00, 1], "activations/1": [2, 1]}`, Right},
		{`[2.006, 1]`, `{"activations/0": [2.01, 1], "activations/1": [2, 1]}`, Wrong},
		{`[1234.3, 1]`, `{"activations/0": [1234.3, 1], "activations/1": [1234, 1]}`, Wrong},
		{`[0.375, 1]`, `{"activations/1": "3/8, 1"}`, Right},
		{`[0.3750001, 1]`, `{"activations/1": "3/8, 1"}`, Wrong},
		{`[0.375, 0.001]`, `{"activations/1": "3/8, 0"}`, Wrong},
		{`[0.375, 0.00004]`, `{"activations/1": "3/8, 0"}`, Right},
		{`[0.375, 0.004]`, `{"activations/1": "3/8, 0.00"}`, Right},
		{`[0.000125, 1]`, `{"activations/1": "1.0e-04 *\n 1.2500 1e4"}`, Right},
		{`[0.00006, 1]`, `{"activations/1": [0.0000, 1]}`, Wrong},
		{`[0.00004, 1]`, `{"activations/1": [0.0000, 1]}`, Right},
	} {
		n := network(t, `{"input": `+test.values+`, "layers": [{"op": "leaky_relu", "slope": 1}]}`)
		if have := at(t, marked(t, n, test.answers), cnn.ActivationPlace(1)); have.Verdict != test.want {
			t.Errorf("%s, %s: have %s, want %s", test.values, test.answers, have.Verdict, test.want)
		}
	}
}

// TestAllZeros holds that zeros are wrong where others belong, in whatever way
// they are written.
func TestAllZeros(t *testing.T) {
	example := workedExample(t)
	p := pass(t, example)
	for _, zero := range []string{"0", "0.0", "-0", "0e0"} {
		for _, place := range p.Places() {
			q, _ := p.Quantity(place)
			if sizeOf(q.Data) < 0.001 {
				continue
			}
			text := fmt.Sprintf("{%q: %s}", place, write(q.Plain(), q.Data, func(float64) string { return zero }))
			if have := marked(t, example, text).Places[0]; have.Verdict != Wrong {
				t.Errorf("%s: have %s", text, have.Verdict)
			}
		}
	}
	all := marked(t, example, `{"gradients/1": [[0,0,0,0],[0,0,0,0],[0,0,0,0],[0,0,0,0]], "gradients/2": [[0,0,0,0],[0,0,0,0],[0,0,0,0],[0,0,0,0]], "gradients/3": [[0,0],[0,0]], "gradients/4": [0,0,0,0]}`)
	for _, have := range all.Places {
		if want := map[bool]Verdict{true: Wrong, false: Carried}[have.Place == cnn.GradientPlace(4)]; have.Verdict != want || have.Trivial != (want == Carried) {
			t.Errorf("%s: have %s, trivial %v", have.Place, have.Verdict, have.Trivial)
		}
	}
	if all.FirstBreak != cnn.GradientPlace(4) {
		t.Errorf("have the first break %q", all.FirstBreak)
	}
	whole := network(t, `{"input":[[1,2],[3,4]],"layers":[{"op":"conv","kernel":[[1,0.5],[0.25,-1]]},{"op":"leaky_relu","slope":0.1}],"upstream":[[2]]}`)
	for _, have := range marked(t, whole, `{"gradients/1":[[0]],"parameters/0/kernel":[[0,0],[0,0]]}`).Places {
		if want := map[bool]Verdict{true: Wrong, false: Carried}[have.Place == cnn.GradientPlace(1)]; have.Verdict != want {
			t.Errorf("%s: have %s, want %s", have.Place, have.Verdict, want)
		}
	}
}

// TestTrivial holds that only zeros from zeros show no work.
func TestTrivial(t *testing.T) {
	n := network(t, `{"input": [1, 2], "layers": [{"op": "dense", "weights": [[1, 2], [3, 4]]}, {"op": "relu"}], "upstream": [1, 1]}`)
	for _, test := range []struct {
		answers string
		trivial []cnn.Place
	}{
		{`{"gradients/1": [0, 0], "parameters/0/weights": [[0, 0], [0, 0]], "parameters/0/bias": [0, 0], "gradients/0": [0, 0]}`,
			[]cnn.Place{cnn.ParameterPlace(0, "weights"), cnn.ParameterPlace(0, "bias"), cnn.GradientPlace(0)}},
		{`{"gradients/1": [0, 2], "parameters/0/weights": [[0, 0], [2, 4]], "gradients/0": [6, 8]}`, nil},
		{`{"gradients/1": [0, 0], "parameters/0/bias": [0, 0], "parameters/0/weights": [[0, 0], [0, 0]], "parameters/0/weights/updated": [[1, 2], [3, 4]]}`,
			[]cnn.Place{cnn.ParameterPlace(0, "weights"), cnn.ParameterPlace(0, "bias")}},
	} {
		var have []cnn.Place
		for _, p := range marked(t, n, test.answers).Places {
			if p.Trivial {
				have = append(have, p.Place)
			}
		}
		if !slices.Equal(have, test.trivial) {
			t.Errorf("%s: have %v, want %v", test.answers, have, test.trivial)
		}
	}
}

// TestCoarse asks for decimals.
func TestCoarse(t *testing.T) {
	n := network(t, `{"input": [0.5, 0.1234], "layers": [{"op": "relu"}]}`)
	for _, test := range []struct {
		answers  string
		decimals int
		want     Verdict
		cells    []Verdict
	}{
		{`[0.5, 0.12]`, 0, Right, []Verdict{Right, Right}},
		{`[0.5, 0.12]`, 2, Right, []Verdict{Right, Right}},
		{`[0.5, 0.12]`, 3, Coarse, []Verdict{Right, Coarse}},
		{`[0.5, 0.123]`, 3, Right, []Verdict{Right, Right}},
		{`[0.5, 0.1234]`, 9, Right, []Verdict{Right, Right}},
		{`[0.5, 1.2e-1]`, 3, Coarse, []Verdict{Right, Coarse}},
		{`[0.6, 0.12]`, 3, Wrong, []Verdict{Wrong, Coarse}},
		{`[null, 0.12]`, 3, Coarse, []Verdict{Blank, Coarse}},
	} {
		a, err := ReadAnswers("a.json", strings.NewReader(`{"activations/1": `+test.answers+`}`), pass(t, n))
		if err != nil {
			t.Fatal(err)
		}
		r, err := Mark(n, a, test.decimals)
		if err != nil {
			t.Fatal(err)
		}
		if have := r.Places[0]; have.Verdict != test.want || !slices.Equal(have.Cells, test.cells) || r.OK() != (test.want != Wrong) {
			t.Errorf("%s to %d decimals: have %s %v, OK %v; want %s %v", test.answers, test.decimals, have.Verdict, have.Cells, r.OK(), test.want, test.cells)
		}
	}
}

// TestRoundedOriginals marks what a library prints beside what it prints of
// the network, with four decimals each.
func TestRoundedOriginals(t *testing.T) {
	n := network(t, `{"input": [[1.8676,-0.2631,-0.2380],[1.0669,0.5283,-1.2112],[1.1241,-0.1771,1.3998]],
		"layers": [{"op":"conv","kernel":[[0.0848,-0.0717],[-0.2816,0.3315]]}], "upstream": [[1,1],[1,1]]}`)
	for _, have := range marked(t, n, `{"activations/1": [[0.0520,-0.5556],[-0.3227,0.6456]], "parameters/0/kernel": [[3.1998,-1.1840],[2.5423,0.5398]]}`).Places {
		if have.Verdict != Right && have.Verdict != Rounded {
			t.Errorf("%s: have %s", have.Place, have.Verdict)
		}
	}
	for _, test := range []struct {
		network, answer string
		want            Verdict
		cells           []Verdict
	}{
		// 2.0000 ± 0.00005 times 3
		{`{"input": [2.0000], "layers": [{"op": "dense", "weights": [[3]]}]}`, `[6.0001]`, Rounded, []Verdict{Rounded}},
		{`{"input": [2.0000], "layers": [{"op": "dense", "weights": [[3]]}]}`, `[6.0003]`, Wrong, []Verdict{Wrong}},
		{`{"input": [2.000], "layers": [{"op": "dense", "weights": [[3]]}]}`, `[6.0001]`, Wrong, []Verdict{Wrong}},
		{`{"input": [2], "layers": [{"op": "dense", "weights": [[3]]}]}`, `[6.0001]`, Wrong, []Verdict{Wrong}},
		// each number by itself
		{`{"input": [2.0000, 2], "layers": [{"op": "relu"}]}`, `[2.00004, 2.00004]`, Wrong, []Verdict{Rounded, Wrong}},
		// the gate stays that of the pass
		{`{"input": [0.0000, 2], "layers": [{"op": "relu"}, {"op": "dense", "weights": [[1000, 0]]}]}`, `[0.04]`, Wrong, []Verdict{Wrong}},
		{`{"input": [0.0001, 2], "layers": [{"op": "relu"}, {"op": "dense", "weights": [[1000, 0]]}]}`, `[0.14]`, Rounded, []Verdict{Rounded}},
		// the winner too
		{`{"input": [[1.0000, 1.0001]], "layers": [{"op": "maxpool", "size": [1, 2]}, {"op": "flatten"}, {"op": "dense", "weights": [[1000]]}]}`, `[1000.06]`, Rounded, []Verdict{Rounded}},
		{`{"input": [[1.0000, 1.0000]], "layers": [{"op": "maxpool", "size": [1, 2]}, {"op": "flatten"}, {"op": "dense", "weights": [[1000]]}]}`, `[1000.04]`, Rounded, []Verdict{Rounded}},
	} {
		n := network(t, test.network)
		place := cnn.ActivationPlace(len(n.Layers))
		if have := marked(t, n, fmt.Sprintf("{%q: %s}", place, test.answer)).Places[0]; have.Verdict != test.want || !slices.Equal(have.Cells, test.cells) {
			t.Errorf("%s, %s: have %s %v, want %s %v", test.network, test.answer, have.Verdict, have.Cells, test.want, test.cells)
		}
	}
}

// TestOriginalsAreNotWrong rounds the numbers of random networks to four
// decimals, as a library prints them, and marks what the library prints for
// the numbers that it really has.
func TestOriginalsAreNotWrong(t *testing.T) {
	seen := map[Verdict]int{}
	for seed := range uint64(100) {
		g := newGenerator(2*seed + 1)
		original := g.network()
		printed := printedWith(t, original, 4)
		p, q := pass(t, original), pass(t, printed)
		if !sameGates(p, q) {
			continue
		}
		values, err := Values(original)
		if err != nil {
			t.Fatal(err)
		}
		for _, have := range marked(t, printed, file(p.Places(), values, fixed(4))).Places {
			seen[have.Verdict]++
			if have.Verdict != Right && have.Verdict != Rounded {
				t.Errorf("seed %d, %s: have %s", seed, have.Place, have.Verdict)
			}
		}
	}
	if seen[Rounded] < 100 || seen[Right] < 100 {
		t.Errorf("have %v: too few to tell", seen)
	}
}

// printedWith is a network as a file holds it whose numbers have so many
// decimals.
func printedWith(t *testing.T, n *cnn.Network, decimals int) *cnn.Network {
	t.Helper()
	text, err := format.MarshalNetwork(n)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for rest := string(text); rest != ""; {
		i := strings.IndexAny(rest, "0123456789")
		if i < 0 {
			b.WriteString(rest)
			break
		}
		end := i + strings.IndexFunc(rest[i:]+" ", func(r rune) bool { return !strings.ContainsRune("0123456789.eE+-", r) })
		number := rest[i:end]
		if v, err := strconv.ParseFloat(number, 64); err == nil && strings.Contains(number, ".") {
			number = fixed(decimals)(v)
		}
		b.WriteString(rest[:i] + number)
		rest = rest[end:]
	}
	return network(t, b.String())
}

// sameGates reports whether two passes have the same gates and winners.
func sameGates(p, q *cnn.Pass) bool {
	for i, layer := range p.Network.Layers {
		switch layer.(type) {
		case cnn.ReLU, cnn.LeakyReLU, cnn.MaxPool:
			for k, l := range p.Links(i) {
				if l.Slope != q.Links(i)[k].Slope {
					return false
				}
			}
		}
	}
	return true
}

// TestSinglePrecisionBesideShortDecimals gives what a program prints that
// works in single precision: numbers in full, and short ones beside them.
func TestSinglePrecisionBesideShortDecimals(t *testing.T) {
	n := network(t, `{"input": [0.55, 0.25], "layers": [{"op": "relu"}]}`)
	for _, test := range []struct {
		answer string
		want   Verdict
	}{
		{`[0.550000011920929, 0.25]`, Rounded},
		{`[0.55000001, 0.250000]`, Rounded},
		{`[0.550001, 0.25]`, Wrong},
		{`[0.550000011920929, 0.26]`, Wrong},
		{`[0.55, 0.25]`, Right},
		{`[0.55001, 0.25]`, Wrong},
	} {
		if have := marked(t, n, `{"activations/1": `+test.answer+`}`).Places[0]; have.Verdict != test.want {
			t.Errorf("%s: have %s, want %s", test.answer, have.Verdict, test.want)
		}
	}
	large := network(t, `{"input": [84213.19], "layers": [{"op": "relu"}]}`)
	for answer, want := range map[string]Verdict{"84213.1875": Rounded, "84213.1876": Wrong, "84213": Right, "84213.5": Wrong} {
		if have := marked(t, large, `{"activations/1": [`+answer+`]}`).Places[0]; have.Verdict != want {
			t.Errorf("%s: have %s, want %s", answer, have.Verdict, want)
		}
	}
}

// TestSinglePrecisionOfLargeNumbers: from 100 on single precision has fewer than
// six decimals to show.
func TestSinglePrecisionOfLargeNumbers(t *testing.T) {
	n := network(t, `{"input": [123.45675, 1234.5677, 0.5], "layers": [{"op": "relu"}]}`)
	for answer, want := range map[string]Verdict{
		"[123.45675, 1234.5677, 0.5]":  Right,
		"[123.4568, 1234.5677, 0.5]":   Right,
		"[123.4568, 1234.5679, 0.5]":   Rounded, // PyTorch's four decimals
		"[123.45681, 1234.5679, 0.5]":  Rounded, // NumPy's shortest
		"[123.4568, 1234.5679, 0.502]": Wrong,
		"[123.4568, 1234.5777, 0.5]":   Wrong,
		"[123.4, 1234.6, 0.5]":         Wrong,
	} {
		if have := marked(t, n, `{"activations/1": `+answer+`}`).Places[0]; have.Verdict != want {
			t.Errorf("%s: have %s, want %s", answer, have.Verdict, want)
		}
	}
}

// formats are ways in which right numbers are written.
var formats = []string{"%.1f", "%.2f", "%.3f", "%.4f", "%.5f", "%.6f", "%.8f", "%.10f", "%.12f", "%.15f", "%v", "%.0e", "%.3e", "%.5E", "%.10g", "trimmed"}

// TestRightInEveryFormat writes right values in sixteen formats: each is
// right.
func TestRightInEveryFormat(t *testing.T) {
	marks := 0
	for seed := range uint64(alteredNetworks) {
		n := shortNetwork(t, seed)
		p := pass(t, n)
		values, err := Values(n)
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range formats {
			number := func(v float64) string { return fmt.Sprintf(format, v) }
			if format == "trimmed" {
				number = short(5)
			}
			for _, have := range marked(t, n, file(p.Places(), values, number)).Places {
				marks++
				if have.Verdict != Right {
					t.Errorf("seed %d, %s, %s: have %s", seed, format, have.Place, have.Verdict)
				}
			}
		}
	}
	if marks < 3000 {
		t.Errorf("have %d marks: too few to tell", marks)
	}
}

// TestTransposedSteps: a transposed convolution of [1, 2] with the kernel [1, 3]
// and stride 2, the way back as if the stride were 1, and as if nothing had been
// cropped in front.
func TestTransposedSteps(t *testing.T) {
	for _, test := range []struct{ pad, upstream, answers, place, want string }{
		{"0", "[[1, 10, 100, 1000]]", `{"gradients/0": [[31, 310]]}`, "gradients/0", "stride-ignored"},
		{"0", "[[1, 10, 100, 1000]]", `{"parameters/0/kernel": [[21, 210]]}`, "parameters/0/kernel", "stride-ignored"},
		{"[0, 1, 0, 0]", "[[10, 100, 1000]]", `{"gradients/0": [[310, 1000]]}`, "gradients/0", "padding-uncropped"},
	} {
		n := network(t, `{"input": [[1, 2]], "layers": [{"op": "conv_transpose", "kernel": [[1, 3]], "stride": 2, "pad": `+test.pad+`}], "upstream": `+test.upstream+`}`)
		have := marked(t, n, test.answers).Places[0]
		if have.Place.String() != test.place || have.Verdict != Wrong || len(have.Mistakes) == 0 || len(have.Mistakes[0]) != 1 || have.Mistakes[0][0] != test.want {
			t.Errorf("%s with pad %s: have %s and %v, want %s", test.answers, test.pad, have.Verdict, have.Mistakes, test.want)
		}
	}
}
