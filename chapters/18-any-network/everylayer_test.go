package main

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/notebook/notebooktest"
	"backprop/internal/witness"
)

// Inputs of the networks below: maps and vectors whose numbers no two
// mistakes turn into the same.
const (
	oneMap   = `[[[0.3, -1.2, 0.7, 0.25], [1.1, 0.4, -0.6, 0.9], [-0.35, 0.8, 1.3, -0.5], [0.6, -0.9, 0.15, 0.45]]]`
	twoMaps  = `[[[0.3, -1.2, 0.7], [1.1, 0.4, -0.6], [-0.35, 0.8, 1.3]], [[0.65, 0.2, -0.8], [-0.1, 0.95, 0.55], [1.4, -0.7, 0.05]]]`
	fourMaps = `[[[0.3, -1.2]], [[0.65, 0.2]], [[1.1, 0.4]], [[-0.1, 0.95]]]`
	oneLine  = `[0.3, -1.2, 0.7, 0.25, 1.1, 0.4, -0.6]`
	twoLines = `[[0.3, -1.2, 0.7, 0.25, 1.1], [0.65, 0.2, -0.8, 0.95, -0.45]]`
	vector   = `[0.7, -0.4, 1.25]`
)

// everyLayer has each kind of layer with each of its options, in a network
// as small as it can be. The layer stands first, so that places 0 and 1 are its
// input and its output.
var everyLayer = []struct{ op, options, input string }{
	{"conv", `"kernel": [[0.5, -0.25], [0.75, 0.3]], "bias": [0.1]`, oneMap},
	{"conv", `"kernel": [[0.5, -0.25], [0.75, 0.3]], "stride": 2, "pad": 1`, oneMap},
	{"conv", `"kernel": [[[[0.5, -0.25]], [[0.2, 0.45]]], [[[0.35, 0.1]], [[-0.6, 0.4]]]], "bias": [0.1, -0.2], "stride": [1, 2], "pad": [0, 1, 2, 0]`, twoMaps},
	{"conv1d", `"kernel": [0.5, -0.25, 0.75], "bias": [0.1]`, oneLine},
	{"conv1d", `"kernel": [0.5, -0.25], "stride": 2, "pad": [1, 0]`, oneLine},
	{"conv1d", `"kernel": [[[0.5, -0.25], [0.2, 0.45]], [[0.35, 0.1], [-0.6, 0.4]], [[0.15, 0.55], [0.8, -0.35]]], "bias": [0.1, -0.2, 0.3], "pad": 1`, twoLines},
	{"conv1d", `"kernel": [[[0.5, -0.25], [0.2, 0.45]]], "stride": 3`, twoLines},
	{"conv1d", `"kernel": [0.5, -0.25, 0.75], "dilation": 2, "pad": "same", "stride": 2`, oneLine},
	{"conv1d", `"kernel": [[[0.5, -0.25]], [[0.35, 0.1]], [[0.15, 0.55]], [[-0.6, 0.4]]], "groups": 2`, twoLines},
	{"maxpool1d", `"size": 2`, oneLine},
	{"maxpool1d", `"size": 3, "stride": 1, "pad": [1, 0], "ceil": true`, twoLines},
	{"maxpool1d", `"size": 2, "pad": "same"`, twoLines},
	{"maxpool1d", `"size": "all"`, twoLines},
	{"avgpool1d", `"size": 2, "ceil": true`, oneLine},
	{"avgpool1d", `"size": 3, "stride": 2, "pad": 1`, twoLines},
	{"avgpool1d", `"size": 3, "stride": 2, "pad": 1, "count_pad": false`, twoLines},
	{"avgpool1d", `"size": "all"`, oneLine},
	{"conv_transpose", `"kernel": [[0.5, -0.25], [0.75, 0.3]], "bias": [0.1]`, oneMap},
	{"conv_transpose", `"kernel": [[0.5, -0.25], [0.75, 0.3]], "stride": 2, "pad": 1, "output_pad": 1`, oneMap},
	{"conv_transpose", `"kernel": [[[[0.5, -0.25, 0.15]], [[0.2, 0.45, -0.35]], [[0.55, -0.15, 0.65]]], [[[0.35, 0.1, 0.25]], [[-0.6, 0.4, 0.7]], [[-0.05, 0.8, 0.95]]]], "bias": [0.1, -0.2, 0.3], "stride": [1, 2], "pad": [0, 1, 1, 0], "output_pad": [0, 1]`, twoMaps},
	{"conv", `"kernel": [[0.5, -0.25], [0.75, 0.3]], "dilation": 2`, oneMap},
	{"conv", `"kernel": [[0.5, -0.25, 0.2]], "bias": [0.1], "dilation": [1, 2], "pad": "same", "stride": [1, 3]`, oneMap},
	{"conv", `"kernel": [[[[0.5, -0.25]]], [[[0.35, 0.1]]]], "groups": 2`, twoMaps},
	{"conv", `"kernel": [[[[0.5, -0.25]]], [[[0.35, 0.1]]], [[[0.2, 0.45]]], [[[-0.6, 0.4]]]], "groups": 2, "dilation": 2, "pad": 1`, twoMaps},
	{"conv", `"kernel": [[[[0.5]], [[-0.25]]], [[[0.35]], [[0.1]]], [[[0.2]], [[0.45]]], [[[-0.6]], [[0.4]]]], "groups": 2`, fourMaps},
	{"maxpool", `"size": 2`, oneMap},
	{"maxpool", `"size": 3, "stride": 2, "pad": "same"`, oneMap},
	{"avgpool", `"size": 2, "stride": 1, "pad": "same"`, oneMap},
	{"avgpool", `"size": 3, "stride": 2, "pad": "same", "count_pad": false`, twoMaps},
	{"maxpool", `"size": [3, 2], "stride": [1, 2], "pad": 1`, oneMap},
	{"maxpool", `"size": 2, "stride": 2, "ceil": true`, twoMaps},
	{"maxpool", `"size": "all"`, twoMaps},
	{"avgpool", `"size": 2`, oneMap},
	{"avgpool", `"size": 3, "stride": 2, "pad": 1`, oneMap},
	{"avgpool", `"size": 2, "stride": 2, "ceil": true`, twoMaps},
	{"avgpool", `"size": 3, "stride": 2, "pad": 1, "count_pad": false`, oneMap},
	{"avgpool", `"size": [2, 3], "stride": 2, "pad": [1, 0, 0, 1], "ceil": true, "count_pad": false`, twoMaps},
	{"avgpool", `"size": "all"`, twoMaps},
	{"relu", "", oneMap},
	{"relu", "", vector},
	{"leaky_relu", "", oneMap},
	{"leaky_relu", `"slope": 0.25`, vector},
	{"sigmoid", "", oneMap},
	{"sigmoid", "", vector},
	{"tanh", "", oneMap},
	{"tanh", "", vector},
	{"elu", "", oneMap},
	{"elu", `"alpha": 0.5`, vector},
	{"elu", `"alpha": -2`, vector},
	{"softplus", "", oneMap},
	{"softplus", "", vector},
	{"silu", "", oneMap},
	{"silu", "", vector},
	{"gelu", "", oneMap},
	{"gelu", "", vector},
	{"batchnorm", "", oneMap},
	{"batchnorm", `"gamma": [1.5, -0.5], "beta": [0.25, 0.75], "eps": 0.01`, twoMaps},
	{"dropout", `"mask": [1, 0, 1]`, vector},
	{"dropout", `"mask": [[1, 0, 1, 1], [0, 1, 0, 1], [1, 1, 0, 1], [0, 0, 1, 1]], "rate": 0.5`, oneMap},
	{"dropout", `"mask": [[[1, 0, 1], [0, 1, 1], [1, 1, 0]], [[0, 1, 1], [1, 0, 1], [1, 1, 1]]], "rate": 0.3`, twoMaps},
	{"add", `"from": 0`, vector},
	{"add", `"from": 0`, oneMap},
	{"flatten", "", twoMaps},
	{"flatten", `"order": "HWC"`, twoMaps},
	{"flatten", `"order": "CWH"`, twoMaps},
	{"dense", `"weights": [[0.4, -0.2, 0.6], [0.15, 0.9, -0.5]], "bias": [0.3, -0.1]`, vector},
	{"softmax", "", vector},
	{"log_softmax", "", vector},
}

// everyLoss follows each of the layers: the losses, and a gradient from
// outside.
var everyLoss = []string{"squared_error", "half_squared_error", "mean_squared_error", "cross_entropy", "upstream"}

// TestEveryLayer leads each kind of layer, with each option, through all that
// the book does with a layer: reading and writing its file, the pass against
// the witness, each derivation, titles and words of this chapter, the
// certificate of each printed digit, and marking.
func TestEveryLayer(t *testing.T) {
	if testing.Short() {
		t.Skip("plays the chapter on many networks")
	}
	for _, kind := range cnn.Kinds() {
		if !slices.ContainsFunc(everyLayer, func(row struct{ op, options, input string }) bool { return row.op == kind.Layer.Op() }) {
			t.Errorf("no network here has a layer %q; add a row to everyLayer", kind.Layer.Op())
		}
	}
	for i, row := range everyLayer {
		loss := everyLoss[i%len(everyLoss)]
		t.Run(fmt.Sprintf("%s{%s}", row.op, row.options), func(t *testing.T) {
			n := layerNetwork(t, row.op, row.options, row.input, loss)
			pass, err := cnn.Run(n)
			if err != nil {
				t.Fatal(err)
			}
			comesBack(t, n)
			agreesWithTheWitness(t, pass)
			says(t, n, row.op)
			isMarked(t, n, pass)
		})
	}
}

// layerNetwork is a network of one layer and what it takes to have a loss.
func layerNetwork(t *testing.T, op, options, input, loss string) *cnn.Network {
	t.Helper()
	layer := `{"op": "` + op + `"`
	if options != "" {
		layer += ", " + options
	}
	layers := layer + "}"
	if op == "add" { // it needs something to add to
		layers = `{"op": "tanh"}, ` + layers
	}
	decay := ""
	if loss == "half_squared_error" || loss == "upstream" { // with one kind of loss and without
		decay = `, "weight_decay": 0.25`
	}
	read := func(end string) (*cnn.Network, error) {
		return format.ReadNetwork("every-layer.json", strings.NewReader(
			`{"input": `+input+`, "layers": [`+layers+`]`+end+`, "learning_rate": 0.1`+decay+`}`))
	}
	n, err := read("")
	if err != nil {
		t.Fatal(err)
	}
	pass, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	out := pass.Activations[len(pass.Activations)-1]
	if loss == "cross_entropy" {
		if len(out.Shape.Plain()) > 1 {
			layers += `, {"op": "flatten"}`
		}
		layers += `, {"op": "softmax"}`
	}
	var numbers []string
	for i := range out.Data {
		v := 0.0
		if loss != "cross_entropy" {
			v = float64(i%3)/4 + 0.35
		} else if i == 0 {
			v = 1
		}
		numbers = append(numbers, strconv.FormatFloat(v, 'f', -1, 64))
	}
	target := nested(numbers, out.Shape)
	end := `, "loss": {"op": "` + loss + `", "target": ` + target + `}`
	switch loss {
	case "cross_entropy":
		end = `, "loss": {"op": "cross_entropy", "target": ` + nested(numbers, cnn.Shape{len(numbers)}) + `}`
	case "upstream":
		end = `, "upstream": ` + target
	}
	n, err = read(end)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// nested writes numbers as arrays within arrays.
func nested(numbers []string, shape cnn.Shape) string {
	if len(shape) == 1 {
		return "[" + strings.Join(numbers, ", ") + "]"
	}
	var parts []string
	for part := range slices.Chunk(numbers, len(numbers)/shape[0]) {
		parts = append(parts, nested(part, shape[1:]))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// comesBack writes a network and reads it again.
func comesBack(t *testing.T, n *cnn.Network) {
	t.Helper()
	file, err := format.MarshalNetwork(n)
	if err != nil {
		t.Fatal(err)
	}
	again, err := format.ParseNetwork("again.json", file)
	if err != nil {
		t.Fatalf("%v in\n%s", err, file)
	}
	if !reflect.DeepEqual(n.Layers, again.Layers) {
		t.Errorf("have the layers %#v after writing and reading, want %#v", again.Layers, n.Layers)
	}
}

// agreesWithTheWitness compares the pass, and what its derivations come to,
// with the witness.
func agreesWithTheWitness(t *testing.T, pass *cnn.Pass) {
	t.Helper()
	second := witness.Run(pass.Network)
	for _, place := range pass.Places() {
		q, err := pass.Quantity(place)
		if err != nil {
			t.Fatal(err)
		}
		want := second.At(place)
		for i, have := range q.Data {
			if w := want[i].Float(); math.Abs(have-w) > 1e-13*max(1, math.Abs(w)) {
				t.Errorf("%s, element %d: have %v, the witness says %v", place, i, have, w)
			}
			d, err := pass.Derive(place, i)
			if err != nil {
				t.Fatal(err)
			}
			if sum, ok := comesTo(d); ok && math.Abs(sum-have) > 1e-13*max(1, math.Abs(have)) {
				t.Errorf("%s, element %d: the derivation comes to %v, want %v", place, i, sum, have)
			}
		}
	}
}

// comesTo is what the expressions of a derivation come to.
func comesTo(d cnn.Derivation) (value float64, ok bool) {
	var all []float64
	for _, term := range d.Terms {
		product := 1.0
		for _, f := range term.Factors {
			v := f.Value
			if form, ok := f.Kind.Expression(); ok {
				x := cnn.Operands[float64]{T: f.Element, C: f.Constant}
				if f.Minus != nil {
					x.U = f.Minus.Element
				}
				v = cnn.Evaluate(floats{}, form, x)
			}
			product *= v
		}
		all = append(all, product)
	}
	switch form, isFunction := d.Rule.Expression(); {
	case isFunction:
		chosen := max(0, slices.IndexFunc(d.Terms, func(t cnn.Term) bool { return t.Chosen }))
		return cnn.Evaluate(floats{}, form, cnn.Operands[float64]{T: all[chosen], All: all}), true
	case d.Rule == cnn.Sum:
		for _, v := range all {
			value += v
		}
		return value, true
	case d.Rule == cnn.Largest:
		return slices.Max(all), true
	}
	return 0, false
}

type floats struct{}

func (floats) Number(n int64) float64     { return float64(n) }
func (floats) Plus(a, b float64) float64  { return a + b }
func (floats) Minus(a, b float64) float64 { return a - b }
func (floats) Times(a, b float64) float64 { return float64(a * b) }
func (floats) Root(a float64) float64     { return math.Sqrt(a) }
func (floats) Phi(a float64) float64      { return math.Erfc(-a/math.Sqrt2) / 2 }
func (floats) Density(a float64) float64  { return math.Exp(-a*a/2) / math.Sqrt(2*math.Pi) }
func (floats) Over(a, b float64) float64  { return a / b }
func (floats) Squared(a float64) float64  { return float64(a * a) }
func (floats) Exp(a float64) float64      { return math.Exp(a) }
func (floats) Ln(a float64) float64       { return math.Log(a) }
func (floats) Max(a, b float64) float64   { return max(a, b) }
func (floats) Positive(a float64) float64 {
	if a > 0 {
		return 1
	}
	return 0
}

// says plays the chapter on the network and certifies what it prints.
func says(t *testing.T, n *cnn.Network, op string) {
	t.Helper()
	p, err := notebook.PlayWatched(source, run, notebook.Example{File: op + ".json", Network: n, Given: true})
	if err != nil {
		t.Fatal(err)
	}
	kind, _ := cnn.KindOf(op)
	text := strings.Join(strings.Fields(p.Text()), " ")
	number := slices.IndexFunc(n.Layers, func(l cnn.Layer) bool { return l.Op() == op })
	for _, words := range []string{fmt.Sprintf("Layer %d: %s", number, kind.Title), fmt.Sprintf("Layer %d, backward: %s", number, kind.Title), kind.Sentence} {
		if !strings.Contains(text, words) {
			t.Errorf("the chapter does not say %q of a layer %s", words, op)
		}
	}
	notebooktest.Certify(t, p)
}

// isMarked marks right answers, answers that go on rightly from a wrong output
// of the layer, and each mistake that applies.
func isMarked(t *testing.T, n *cnn.Network, pass *cnn.Pass) {
	t.Helper()
	right := map[cnn.Place]*cnn.Tensor{}
	for _, place := range pass.Places() {
		q, err := pass.Quantity(place)
		if err != nil {
			t.Fatal(err)
		}
		right[place] = q.Tensor
	}
	for _, m := range marked(t, n, right).Places {
		if m.Verdict != marking.Right {
			t.Errorf("the right %s is marked %s", m.Place, m.Verdict)
		}
	}
	carries(t, n, pass)
	mistakes, err := marking.Applicable(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, mistake := range mistakes {
		values, err := marking.Values(n, mistake)
		if err != nil {
			t.Fatal(err)
		}
		report := marked(t, n, values)
		named := slices.ContainsFunc(report.Places, func(m marking.Marked) bool {
			return m.Verdict == marking.Shape || len(m.Mistakes) > 0
		})
		if report.OK() || !named {
			t.Errorf("the mistake %s is not named: %+v", mistake.Name, report.Places)
		}
	}
}

// carries gives a wrong output of the first layer alone, and the gradient that
// follows from it.
func carries(t *testing.T, n *cnn.Network, pass *cnn.Pass) {
	t.Helper()
	layer, ok := n.Layers[0].(cnn.Nonlinear)
	if !ok || !readsItsOutput(layer, pass) {
		return // its way back does not depend on what it gave
	}
	out := pass.Activations[1].Clone()
	for i := range out.Data {
		out.Data[i] = math.Round((out.Data[i]*0.75+0.05)*1e6) / 1e6
	}
	given := pass.Gradients[1].Clone()
	for i := range given.Data {
		given.Data[i] = 0.35 + float64(i)/8
	}
	x := cnn.Quantity{Place: cnn.ActivationPlace(0), Tensor: pass.Activations[0]}
	y := cnn.Quantity{Place: cnn.ActivationPlace(1), Tensor: out}
	carried := cnn.NewTensor(pass.Gradients[0].Shape...)
	for l := range layer.Links(x.Shape) {
		product := given.Data[l.Out]
		for _, f := range layer.SlopeFactors(l, x, y) {
			v := f.Value
			if form, ok := f.Kind.Expression(); ok {
				v = cnn.Evaluate(floats{}, form, cnn.Operands[float64]{T: f.Element})
			}
			product *= v
		}
		carried.Data[l.In] += product
	}
	for _, use := range n.Uses(0) {
		for i, d := range pass.Gradients[use+1].Data {
			carried.Data[i] += d
		}
	}
	report := marked(t, n, map[cnn.Place]*cnn.Tensor{
		cnn.ActivationPlace(1): out, cnn.GradientPlace(1): given, cnn.GradientPlace(0): carried,
	})
	for _, m := range report.Places {
		if m.Place == cnn.GradientPlace(0) && m.Verdict != marking.Carried {
			t.Errorf("%s, right from the reader's own %s, is marked %s", m.Place, y.Place, m.Verdict)
		}
	}
}

// readsItsOutput reports a layer whose slope is written in what it gave.
func readsItsOutput(layer cnn.Nonlinear, pass *cnn.Pass) bool {
	x := cnn.Quantity{Place: cnn.ActivationPlace(0), Tensor: pass.Activations[0]}
	y := cnn.Quantity{Place: cnn.ActivationPlace(1), Tensor: pass.Activations[1]}
	for l := range layer.Links(x.Shape) {
		for _, f := range layer.SlopeFactors(l, x, y) {
			if f.Place == y.Place {
				return true
			}
		}
	}
	return false
}

// marked marks answers that claim ten decimals.
func marked(t *testing.T, n *cnn.Network, values map[cnn.Place]*cnn.Tensor) *marking.Report {
	t.Helper()
	pass, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	answers := &marking.Answers{Name: "answers.json"}
	for _, place := range pass.Places() {
		v, ok := values[place]
		if !ok {
			continue
		}
		a := marking.Answer{Place: place, Shape: v.Shape.Plain()}
		for _, x := range v.Data {
			text := strconv.FormatFloat(x, 'f', 10, 64)
			value, _ := strconv.ParseFloat(text, 64)
			a.Numbers = append(a.Numbers, marking.Number{Text: text, Value: value, Decimals: 10})
		}
		answers.Places = append(answers.Places, a)
	}
	report, err := marking.Mark(n, answers, 10)
	if err != nil {
		t.Fatal(err)
	}
	return report
}
