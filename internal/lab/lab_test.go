package lab

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/markup"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

const networks = "../../testdata/networks"

// file is the text of an example network.
func file(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(networks, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestEdits: typed numbers are put where they belong, all at once, and what
// cannot be is an error in words.
func TestEdits(t *testing.T) {
	network := file(t, "worked-example")
	for _, test := range []struct {
		edits []Edit
		want  string // in the new file
		err   string
	}{
		{[]Edit{{cnn.ActivationPlace(0), 24, "-2.5"}}, ", -2.5]]", ""},
		{[]Edit{{cnn.ValuePlace(0, "kernel"), 3, "−3/8"}}, "-0.375]]", ""},
		{[]Edit{{cnn.TargetPlace, 2, "0.5"}, {cnn.TargetPlace, 0, ".5"}}, `"target": [0.5, 0, 0.5]`, ""},
		{[]Edit{{cnn.OwnPlace("learning_rate"), 0, "1e-3"}}, `"learning_rate": 0.001`, ""},
		{[]Edit{{cnn.TargetPlace, 2, "0.5"}}, "", "target"}, // its sum is no longer 1
		{[]Edit{{cnn.ActivationPlace(0), 0, "two"}}, "", `activations/0: found "two", expected a number`},
		{[]Edit{{cnn.ActivationPlace(0), 0, "0x10"}}, "", "expected a number"},
		{[]Edit{{cnn.ActivationPlace(0), 0, "NaN"}}, "", "found NaN, which cannot be computed with"},
		{[]Edit{{cnn.ActivationPlace(0), 0, "1/0"}}, "", "divides by 0"},
		{[]Edit{{cnn.ActivationPlace(0), 0, ""}}, "", "a cell is empty"},
		{[]Edit{{cnn.ActivationPlace(0), 25, "1"}}, "", "there is no number 25"},
		{[]Edit{{cnn.ActivationPlace(1), 0, "1"}}, "", "there is no number 0"},
	} {
		v, err := Look(network, test.edits, nil)
		switch {
		case test.err != "":
			if err == nil || !strings.Contains(err.Error(), test.err) {
				t.Errorf("%v: have the error %v, want %q", test.edits, err, test.err)
			}
		case err != nil:
			t.Errorf("%v: %v", test.edits, err)
		case !strings.Contains(v.Network, test.want):
			t.Errorf("%v: have %s, want %s in it", test.edits, v.Network, test.want)
		}
	}
}

// TestStepsAreTheChapters: each step, put together, is what chapter 18 shows of
// a network between its own words, in the same order.
func TestStepsAreTheChapters(t *testing.T) {
	for _, name := range []string{"worked-example", "padding", "overlap-and-ties"} {
		network := file(t, name)
		n, err := format.ParseNetwork(name, []byte(network))
		if err != nil {
			t.Fatal(err)
		}
		entries, err := notebook.Shown(func(nb *notebook.Notebook) error {
			pass, err := cnn.Run(n)
			if err != nil {
				return err
			}
			r := report.New(nb, pass, false)
			r.Input()
			for i := range n.Layers {
				r.Forward(i)
			}
			r.Loss()
			r.Start()
			for i := len(n.Layers) - 1; i >= 0; i-- {
				r.Backward(i)
			}
			r.Updates()
			r.Check()
			return nil
		}, notebook.Example{File: name, Network: n, Given: true})
		if err != nil {
			t.Fatal(err)
		}
		var want strings.Builder
		for _, e := range entries {
			if s, ok := e.Output.(*notebook.Sentence); !ok || !strings.HasPrefix(s.Markdown, "### ") {
				want.WriteString(markup.HTML(e.Output, Markdown) + "\n")
			}
		}
		v, err := Look(network, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		have := ""
		for i := range v.Steps {
			step, err := Step(network, i)
			if err != nil {
				t.Fatal(err)
			}
			have += step
		}
		if have != want.String() {
			t.Errorf("%s: the steps are not what the chapter shows", name)
		}
	}
}

// TestMark: the cells as they were typed, with their digits, are marked and
// written to a file that says the same.
func TestMark(t *testing.T) {
	network := file(t, "worked-example")
	m, err := Mark(network, map[cnn.Place][]string{
		cnn.LossPlace:                   {"01.5"},
		cnn.ParameterPlace(0, "kernel"): {"", "−.5", "1.", "2.50"},
		cnn.ParameterPlace(0, "bias"):   {""},
		cnn.ActivationPlace(3):          {"?", "_", " ", ""},
		cnn.ParameterPlace(4, "bias"):   {"1e-3", "3/8", ""},
	}, false)
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "loss": 1.5,
  "parameters/0/kernel": [[null, -0.5], [1, 2.50]],
  "parameters/4/bias": "[1e-3, 3/8, _]"
}
`
	if m.Answers != want {
		t.Errorf("have the answers file %s\nwant %s", m.Answers, want)
	}
	if len(m.Report.Places) != 3 || len(m.Report.Places[0].Cells) != 1 {
		t.Errorf("have the report %s", m.Report.JSON())
	}
	all, err := Mark(network, map[cnn.Place][]string{cnn.LossPlace: {"9.5"}, cnn.ActivationPlace(1): slices.Repeat([]string{"7.25"}, 16)}, false)
	if err != nil {
		t.Fatal(err)
	}
	first, err := Mark(network, map[cnn.Place][]string{cnn.LossPlace: {"9.5"}, cnn.ActivationPlace(1): slices.Repeat([]string{"7.25"}, 16)}, true)
	if err != nil || strings.Count(all.HTML, "<h4>") != 2 || strings.Count(first.HTML, "<h4>") != 1 || !bytes.Equal(first.Report.JSON(), all.Report.JSON()) {
		t.Errorf("have %d places told of, and the first alone as %d (%v); want 2 and 1", strings.Count(all.HTML, "<h4>"), strings.Count(first.HTML, "<h4>"), err)
	}
	for cells, want := range map[string]string{"1 2": "found 2 numbers, expected one", "x": "expected a number"} {
		_, err := Mark(network, map[cnn.Place][]string{cnn.LossPlace: {cells}}, false)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: have the error %v, want %q", cells, err, want)
		}
	}
	for place, cells := range map[cnn.Place][]string{cnn.LossPlace: {"1", "2"}, cnn.OwnPlace("nowhere"): {"1"}} {
		if _, err := Mark(network, map[cnn.Place][]string{place: cells}, false); err == nil {
			t.Errorf("%s: there is no error", place)
		}
	}
}

// TestPaste: what people have is read for the place that it is meant for, and
// what was understood is said.
func TestPaste(t *testing.T) {
	network := file(t, "worked-example")
	for _, test := range []struct {
		place      cnn.Place
		text, want string
		shape      int // how many axes
	}{
		{cnn.ValuePlace(0, "kernel"), "tensor([[ 1., -3.],\n        [ 2.,  2.]], requires_grad=True)", "[[1, -3], [2, 2]]", 2},
		{cnn.ValuePlace(0, "kernel"), "array([[[[0.5, 1],[2, 3]]]], dtype=float32)", "[[0.5, 1], [2, 3]]", 2},
		{cnn.GradientPlace(1), "0\t-0.435\n\t.5", "[[0, -0.435], [_, 0.5]]", 2}, // a part
		{cnn.TargetPlace, "0\n0\n1", "[0, 0, 1]", 1},
		{cnn.LossPlace, "1.25", "1.25", 0},
		{cnn.OwnPlace("learning_rate"), "1e-2", "1e-2", 0},
	} {
		p, err := Paste(network, test.place, test.text)
		if err != nil || p.Echo != test.want || len(p.Shape) != test.shape {
			t.Errorf("%s: have %+v, %v; want %s", test.text, p, err, test.want)
		}
	}
	for text, want := range map[string]string{"[[1, ..., 2]]": "print the whole array", "hello": "expected a number", "": "found nothing"} {
		if _, err := Paste(network, cnn.LossPlace, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: have the error %v, want %q", text, err, want)
		}
	}
	if _, err := Paste(network, cnn.OwnPlace("nowhere"), "1"); err == nil {
		t.Error("a place that is not there: no error")
	}
}

// TestBlame: an error of several edits names the array that it is about.
func TestBlame(t *testing.T) {
	network := file(t, "worked-example")
	for _, test := range []struct {
		edits  []Edit
		place  cnn.Place
		offset int
	}{
		{[]Edit{{cnn.ValuePlace(0, "kernel"), 0, "5"}, {cnn.TargetPlace, 0, "1"}, {cnn.ActivationPlace(0), 3, "2"}}, cnn.TargetPlace, -1},
		{[]Edit{{cnn.TargetPlace, 0, "1"}, {cnn.TargetPlace, 1, "1"}}, cnn.TargetPlace, -1},
		{[]Edit{{cnn.ValuePlace(0, "kernel"), 0, "5"}, {cnn.ActivationPlace(0), 3, "two"}}, cnn.ActivationPlace(0), 3},
	} {
		_, err := Look(network, test.edits, nil)
		bad := (*BadEdit)(nil)
		if !errors.As(err, &bad) || bad.Place != test.place || bad.Offset != test.offset {
			t.Errorf("%v: have %+v of %v, want %s, %d", test.edits, bad, err, test.place, test.offset)
		}
	}
}

// TestPasteReshapes: a whole array of another shape comes with the network
// that it makes; a part, and what other layers contradict, with none.
func TestPasteReshapes(t *testing.T) {
	for _, test := range []struct {
		name  string
		place cnn.Place
		text  string
		want  string // in the network; "" for none
	}{
		{"worked-example", cnn.ActivationPlace(0), "[[1,2,3],[4,5,6],[7,8,9]]", `"input": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]`},
		{"worked-example", cnn.ActivationPlace(0), "[[[1,2,3],[4,5,6],[7,8,9]],[[1,2,3],[4,5,6],[7,8,9]]]", "[7, 8, 9]], [[1, 2, 3]"},
		{"worked-example", cnn.ActivationPlace(0), "[[1,2,3],[4,5,6],[7,8,_]]", ""},
		{"worked-example", cnn.ActivationPlace(0), "1\t2\t3", ""},
		{"worked-example", cnn.ActivationPlace(0), "[[1, 2], [3, 4]]", ""}, // too small for the layers
		{"worked-example", cnn.ValuePlace(0, "kernel"), "[[1, 2, 3]]", "[[1, 2, 3]]"},
		{"worked-example", cnn.ValuePlace(4, "bias"), "[1, 2]", `"bias": [1, 2]`},
		{"worked-example", cnn.ValuePlace(4, "weights"), "[[1, 2, 3, 4]]", "[[1, 2, 3, 4]]"},
		{"worked-example", cnn.ValuePlace(4, "weights"), "[[1, 2], [3, 4]]", ""}, // f has 4 numbers
		{"worked-example", cnn.TargetPlace, "0 1 0 0", `"target": [0, 1, 0, 0]`},
		{"worked-example", cnn.TargetPlace, "1 1 0 0", ""}, // its sum
		{"two-channels", cnn.ActivationPlace(0), "[[1,2,3],[4,5,6],[7,8,9]]", ""},
		{"worked-example", cnn.GradientPlace(1), "[[1, 2], [3, 4]]", ""}, // not given
	} {
		p, err := Paste(file(t, test.name), test.place, test.text)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if (p.Network == "") != (test.want == "") || !strings.Contains(p.Network, test.want) {
			t.Errorf("%s for %s: have %q, want %q", test.text, test.place, p.Network, test.want)
		}
	}
	if p, err := Paste(file(t, "worked-example"), cnn.ActivationPlace(0), "nan 1"); err == nil || !strings.Contains(err.Error(), "cannot be computed with") {
		t.Errorf("NaN: have %+v, %v", p, err)
	}
	if p, err := Paste(file(t, "worked-example"), cnn.GradientPlace(1), "nan 1"); err != nil || p.Cells[0] != "" {
		t.Errorf("NaN in an answer: have %+v, %v, want a blank", p, err)
	}
}

// TestExport: a derivation in Markdown with LaTeX that others read.
func TestExport(t *testing.T) {
	have, err := Export(file(t, "worked-example"), cnn.ParameterPlace(0, "bias"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"(`parameters/0/bias`)", "$$\n\\begin{aligned}\n", `\partial L/\partial b &=`, ` \\` + "\n", "\\end{aligned}\n$$", "```\n"} {
		if !strings.Contains(have, want) {
			t.Errorf("have no %q in\n%s", want, have)
		}
	}
	if strings.ContainsAny(have, "−≈") && strings.Contains(have, "&≈") || strings.Contains(have, `\class`) {
		t.Errorf("this is not common LaTeX:\n%s", have)
	}
}

// TestTrain: a step of the lab is the update of the pass.
func TestTrain(t *testing.T) {
	network := file(t, "worked-example")
	n, err := format.ParseNetwork("worked-example", []byte(network))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		pass, err := cnn.Run(n)
		if err != nil {
			t.Fatal(err)
		}
		n = pass.Updated()
	}
	want, err := format.MarshalNetwork(n)
	if err != nil {
		t.Fatal(err)
	}
	if have, err := Train(network, 2); err != nil || have != string(want) {
		t.Errorf("have %s, %v\nwant %s", have, err, want)
	}
	for _, steps := range []int{0, -1, mostSteps + 1} {
		if _, err := Train(network, steps); err == nil {
			t.Errorf("%d steps: there is no error", steps)
		}
	}
	if _, err := Train(`{"input": [1], "layers": [{"op": "relu"}]}`, 1); err == nil || !strings.Contains(err.Error(), "nothing to learn from") {
		t.Errorf("without a loss: have the error %v", err)
	}
}

// TestCheck: the gradient of any number is compared, a kink is said.
func TestCheck(t *testing.T) {
	network := file(t, "worked-example")
	for _, test := range []struct {
		network string
		place   cnn.Place
		want    string
	}{
		{network, cnn.ParameterPlace(0, "kernel"), "They agree"},
		{`{"input": [0], "layers": [{"op": "relu"}], "upstream": [1]}`, cnn.GradientPlace(0), "cannot be checked"},
	} {
		if have, err := Check(test.network, test.place, 0); err != nil || !strings.Contains(have, test.want) {
			t.Errorf("%s: have %s, %v; want %q", test.place, have, err, test.want)
		}
	}
	if _, err := Check(network, cnn.ActivationPlace(1), 0); err == nil {
		t.Error("an activation has no gradient to check, and there is no error")
	}
}

// TestCall: the page's way in answers everything with JSON and never panics.
func TestCall(t *testing.T) {
	for request, want := range map[string]string{
		`nonsense`:                        "not JSON",
		`{"do": "dance"}`:                 `the engine knows no \"dance\"`,
		`{"do": "look", "network": "{"}`:  "your network:",
		`{"do": "step", "network": "{}"}`: "your network:",
		`{"do": "make", "seed": "7"}`:     `"network":"{`,
		`{"do": "make", "seed": "-x"}`:    "error",
	} {
		have := Call(request)
		if !json.Valid([]byte(have)) || !strings.Contains(have, want) {
			t.Errorf("%s: have %.200s, want %q in it", request, have, want)
		}
	}
}

// FuzzCall holds that whatever a page hands over, what comes back is JSON, and
// that no markup of it comes through.
func FuzzCall(f *testing.F) {
	network := file(f, "worked-example")
	f.Add("look", network, "activations/0", 3, "1.5")
	f.Add("mark", network, "gradients/1", 0, "<script>alert(1)</script>")
	f.Add("paste", network, "layers/0/kernel", 0, "[1 2; 3 4]")
	f.Add("check", network, "parameters/0/kernel", 99, "")
	f.Add("step", `{"name": "<img src=x onerror=alert(1)>", "input": [1], "layers": [{"op": "relu"}]}`, "", 0, "")
	f.Fuzz(func(t *testing.T, do, network, place string, number int, text string) {
		if len(network) > 4000 {
			t.Skip("too large to be quick")
		}
		sent, err := json.Marshal(map[string]any{
			"do": do, "network": network, "place": place, "offset": number, "step": number, "steps": number % 5, "seed": text, "text": text,
			"edits": []map[string]any{{"place": place, "offset": number, "text": text}}, "answers": map[string][]string{place: {text}}, "array": number,
		})
		if err != nil {
			t.Skip("not UTF-8")
		}
		have := Call(string(sent))
		var r reply
		if err := json.Unmarshal([]byte(have), &r); err != nil {
			t.Fatalf("%s: have %s: %v", sent, have, err)
		}
		// The library of Go reads what was asked, and writes the answer, alike.
		if again, err := json.Marshal(r); err != nil || string(again) != have {
			t.Errorf("%s:\nhave %s\nwant %s, %v", sent, have, again, err)
		}
		var read, want request
		const most = min(1<<53, math.MaxInt) // as of format.ReadJSON
		failed, fails := format.ReadJSON(string(sent), &read), json.Unmarshal(sent, &want)
		switch {
		case number < -most || number > most: // no number of an array
		case (failed == nil) != (fails == nil):
			t.Errorf("%s: have %v, want %v", sent, failed, fails)
		case failed == nil && !reflect.DeepEqual(read, want):
			t.Errorf("%s:\nhave %+v\nwant %+v", sent, read, want)
		}
		if strings.Contains(r.Error, "the engine failed") {
			t.Errorf("%s: %s", sent, r.Error)
		}
		for _, html := range []string{r.HTML, sheetOf(r), markedOf(r)} {
			if lower := strings.ToLower(html); strings.Contains(lower, "<script>") || strings.Contains(lower, "<img") || strings.Contains(lower, "onerror=\"") {
				t.Errorf("%s: markup comes through: %s", sent, html)
			}
		}
	})
}

func sheetOf(r reply) string {
	if r.View == nil {
		return ""
	}
	return r.View.Sheet
}

func markedOf(r reply) string {
	if r.Marked == nil {
		return ""
	}
	return r.Marked.HTML
}

func TestWorksheet(t *testing.T) {
	network := file(t, "worked-example")
	blank, err := Worksheet(network, false)
	if err != nil {
		t.Fatal(err)
	}
	key, err := Worksheet(network, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		what, in   string
		have, want int
	}{
		{"given cells with a number", "the sheet", strings.Count(blank, "data-at="), 25 + 4 + 1 + 12 + 3 + 3 + 1},
		{"cells that are empty, and filled in the key,", "the sheet", strings.Count(blank, "<td></td>") - strings.Count(key, "<td></td>"), 16 + 16 + 4 + 4 + 3 + 3 + 1 + (3 + 3 + 12 + 3 + 4 + 4 + 16 + 16 + 4 + 1 + 25) + (4 + 1 + 12 + 3)},
	} {
		if test.have != test.want {
			t.Errorf("%s of %s: have %d, want %d", test.what, test.in, test.have, test.want)
		}
	}
	small, err := Worksheet(`{"input":[1e-200],"layers":[{"op":"dense","weights":[[1]]}],"upstream":[1]}`, true)
	if want := ">1 − 10⁻²⁰¹</td>"; err != nil || !strings.Contains(small, want) {
		t.Errorf("of a step that float64 does not see: have %s %v, want %s", small, err, want)
	}
	if _, err := Worksheet(file(t, "lenet-sized"), false); err == nil || !strings.Contains(err.Error(), "worth writing by hand") {
		t.Errorf("of a large network: have %v, want a refusal", err)
	}
}

// TestLines: each cell of the sheet says how it was computed, or that it is
// given, and what it was computed from is on the sheet.
func TestLines(t *testing.T) {
	names := []string{"worked-example", "two-convolutions", "lenet-sized"}
	if testing.Short() {
		names = names[:2]
	}
	for _, name := range names {
		network := file(t, name)
		v, err := Look(network, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		sources := 0
		for array := range v.Arrays {
			lines, from, err := Lines(network, array)
			if err != nil || len(lines) == 0 || len(lines) != len(from) || slices.Contains(lines, "") {
				t.Errorf("%s, array %d: have %q, %q, %v", name, array, lines, from, err)
			}
			for _, text := range from {
				sources += len(strings.Fields(text))
			}
		}
		if sources == 0 {
			t.Errorf("%s: no cell has a source", name)
		}
	}
	if _, _, err := Lines(file(t, "worked-example"), 99); err == nil {
		t.Error("an array that is not there: have no error")
	}
}

// TestShapes: what has no axes, as the loss, has an empty list of lengths; the
// page could make no cells for a shape that is null.
func TestShapes(t *testing.T) {
	v, err := Look(file(t, "worked-example"), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range slices.Concat(v.Given, v.Places) {
		if a.Shape == nil {
			t.Errorf("%s has no shape", a.Place)
		}
	}
}
