package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeAny(t, source, run) }

func TestRandomAny(t *testing.T) { notebooktest.RandomAny(t, source, run) }

// chapter runs the chapter with flags.
func chapter(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	return notebooktest.Call(t, source, run, args...)
}

// spaced is a text without its line breaks.
func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// fileOf is a file of the test with a text.
func fileOf(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file.json")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

const (
	networks   = "../../testdata/networks"
	frozen     = "../../testdata/faults/frozen-example.json" // the worked example that the answers in these tests are for
	threeWrong = "../../testdata/answers/three-slips.json"
	allRight   = "../../testdata/answers/all-right.json"
)

// What the chapter says about a mistake is there for each of the catalogue,
// and for no other.
func TestEveryMistakeHasItsBelief(t *testing.T) {
	for _, m := range marking.Catalogue() {
		b := beliefs[m.Name]
		if s := sections[m.Group]; b.says == "" || b.needs == "" || s.anchor == "" || s.says == "" {
			t.Errorf("%s: have %q, %q and the section %q, want all of it", m.Name, b.says, b.needs, s)
		}
	}
	if have, want := len(beliefs), len(marking.Catalogue()); have != want {
		t.Errorf("have %d beliefs, want %d", have, want)
	}
}

func TestEveryNetwork(t *testing.T) {
	if testing.Short() {
		t.Skip("plays the chapter on many networks")
	}
	files, err := filepath.Glob(networks + "/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			example, err := notebook.ReadExample(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := notebook.Play(source, run, example)
			if err != nil {
				t.Fatal(err)
			}
			text := p.Text()
			for i, line := range strings.Split(text, "\n") {
				if n := len([]rune(line)); n > 80 && !strings.Contains(line, "https://") {
					t.Errorf("line %d has %d columns: %s", i+1, n, line)
				}
			}
			if example.Network.ParameterCount() < 1000 { // else it takes seconds
				showsWhatApplies(t, example.Network, text)
			}
		})
	}
}

// showsWhatApplies compares the mistakes that the chapter shows with those
// that the catalogue says apply.
func showsWhatApplies(t *testing.T, n *cnn.Network, text string) {
	t.Helper()
	applicable, err := marking.Applicable(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range marking.Catalogue() {
		want := slices.ContainsFunc(applicable, func(a marking.Mistake) bool { return a.Name == m.Name })
		if have := strings.Contains(text, "\n"+m.Name+"\n\n“"); have != want {
			t.Errorf("%s: shown %v, applicable %v", m.Name, have, want)
		}
	}
}

// Networks that lack what most have.
func TestOtherEnds(t *testing.T) {
	tests := []struct{ name, network, want string }{
		{"forward only", `{"input": [[1, 2], [3, 4]], "layers": [{"op": "conv", "kernel": [[2, 1]]}]}`, "there is no way back"},
		{"nothing to get wrong", `{"input": [1, 2], "layers": [{"op": "tanh"}]}`, fmt.Sprintf("The catalogue holds %d mistakes, of which 0 change", len(marking.Catalogue()))},
		{"no ReLU", `{"input": [1, -2], "layers": [{"op": "dense", "weights": [[1, 2], [3, 4]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [0, 1]}}`, "the numbers are those of the worked example"},
		{"a leaky ReLU last", `{"input": [1, -2], "layers": [{"op": "relu"}, {"op": "leaky_relu"}], "upstream": [1, 1]}`, "the numbers are those of the worked example"},
		{"rules that nothing tells apart", `{"input": [1, 2], "layers": [{"op": "relu"}], "upstream": [1, 1]}`, "these numbers cannot tell them apart"},
		{"a square W", `{"input": [1, -2], "layers": [{"op": "dense", "weights": [[1, 2], [3, 4]]}], "upstream": [1, 5]}`, "dense-untransposed"},
		{"numbers that overflow", `{"input": [1e200], "layers": [{"op": "relu"}], "upstream": [1e150]}`, "grows beyond what a float64 can hold"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			status, stdout, stderr := chapter(t, "-net", fileOf(t, test.network))
			if status != 0 || !strings.Contains(spaced(stdout), test.want) {
				t.Errorf("status %d, %s\n%s\nwant %q", status, stderr, stdout, test.want)
			}
		})
	}
}

// The example of the chapter is the one that readers find beside the networks.
func TestSameAnswers(t *testing.T) {
	have, err := os.ReadFile(threeWrong)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, threeSlips) {
		t.Errorf("%s is not what three-slips.json is; copy the one over the other", threeWrong)
	}
}

func TestThreeSlips(t *testing.T) {
	status, stdout, stderr := chapter(t, "-answers", threeWrong)
	if status != 1 || stderr != "" {
		t.Fatalf("status %d, %s; want 1", status, stderr)
	}
	text := spaced(stdout)
	for _, want := range []string{
		"Your numbers match `error-sign`.",
		"Your numbers match `gate-forgotten`.",
		"Your numbers match `kernel-gradient-rotated`.",
		"The first is ∂L/∂s (`gradients/5`), so begin there;",
		"After that you went on correctly: ∂L/∂f is right from your own numbers.",
		"∂L/∂b and new K are right from your own numbers.",
		"For ∂L/∂Z[2,0] you wrote −0.1944.", // not a cell that has only the wrong sign from before
		"2 numbers are left blank,",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("want %q in\n%s", want, stdout)
		}
	}
	if strings.Contains(text, "How a mistake is found") {
		t.Error("shows the chapter beside the marking")
	}
}

// TestPastedAnswers marks a text of places with arrays as they are pasted: how
// they were understood stands before the marking.
func TestPastedAnswers(t *testing.T) {
	name := filepath.Join(t.TempDir(), "mine.txt")
	text := "# mine\nactivations/6 = tensor([0.2052, 0.4566, 0.3383],\n       grad_fn=<SoftmaxBackward0>)\ngradients/5 =\n   0.2052\n   0.4566\n        _\n"
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr := chapter(t, "-answers", name, "-net", frozen)
	if status != 0 || stderr != "" {
		t.Fatalf("status %d, %s", status, stderr)
	}
	for _, want := range []string{"`activations/6 = [0.2052, 0.4566, 0.3383]`", "`gradients/5 = [0.2052, 0.4566, _]`", "2 of 3, 1 blank"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("have %s\nwant %s in it", stdout, want)
		}
	}
	if err := os.WriteFile(name, []byte("loss = about 1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr = chapter(t, "-answers", name)
	if want := name + `:1: place "loss": found "about", expected a number; an array can be pasted as NumPy`; status != 2 || stdout != "" || !strings.Contains(stderr, want) {
		t.Errorf("have status %d, %s\nwant %s", status, stderr, want)
	}
}

func TestJSON(t *testing.T) {
	type place struct {
		Place, Verdict  string
		Elements, Right int
		Mistakes        [][]string
	}
	var have struct {
		Places     []place
		FirstBreak string `json:"first_break"`
	}
	status, stdout, stderr := chapter(t, "-answers", threeWrong, "-format", "json")
	if status != 1 || stderr != "" {
		t.Fatalf("status %d, %s; want 1", status, stderr)
	}
	if err := json.Unmarshal([]byte(stdout), &have); err != nil {
		t.Fatal(err)
	}
	wrong, carried := map[string]string{}, []string{}
	for _, p := range have.Places {
		switch p.Verdict {
		case "wrong":
			wrong[p.Place] = p.Mistakes[0][0]
		case "carried":
			carried = append(carried, p.Place)
		}
	}
	for place, want := range map[string]string{
		"gradients/5":         "error-sign",
		"gradients/1":         "gate-forgotten",
		"parameters/0/kernel": "kernel-gradient-rotated",
	} {
		if wrong[place] != want {
			t.Errorf("%s: have %q, want %q", place, wrong[place], want)
		}
	}
	if want := []string{"gradients/4", "parameters/0/bias", "parameters/0/kernel/updated"}; !slices.Equal(carried, want) {
		t.Errorf("carried: have %v, want %v", carried, want)
	}
	if have.FirstBreak != "gradients/5" {
		t.Errorf("first break: have %q", have.FirstBreak)
	}
}

func TestAllRight(t *testing.T) {
	status, stdout, stderr := chapter(t, "-answers", allRight)
	if status != 0 || stderr != "" || !strings.Contains(stdout, "Nothing is wrong.") {
		t.Errorf("status %d, %s%s", status, stdout, stderr)
	}
	status, stdout, _ = chapter(t, "-answers", allRight, "-format", "json", "-net", networks+"/worked-example.json")
	if status != 0 || strings.Contains(stdout, "first_break") || !json.Valid([]byte(stdout)) {
		t.Errorf("status %d, %s", status, stdout)
	}
}

// TestPastes: what the chapter shows as a file of pasted arrays is right.
func TestPastes(t *testing.T) {
	pastes := examplePastes()
	status, stdout, stderr := chapter(t, "-answers", fileOf(t, pastes))
	for _, want := range []string{"`activations/6`  p      right    3 of 3", "`gradients/5`    ∂L/∂s  right    3 of 3", "Nothing is wrong."} {
		if status != 0 || !strings.Contains(stdout, want) {
			t.Errorf("status %d, %s%s\nwant %q", status, stderr, stdout, want)
		}
	}
	if _, text, _ := chapter(t); !strings.Contains(spaced(text), spaced(pastes)) {
		t.Errorf("the chapter does not show\n%s", pastes)
	}
}

// Decimals can be asked for.
func TestDecimals(t *testing.T) {
	answers := fileOf(t, `{"activations/3": [[1.5, 0.5], [0, 2.5]], "gradients/5": [0.21, 0.46, -0.66]}`)
	status, stdout, stderr := chapter(t, "-net", frozen, "-answers", answers, "-decimals", "4")
	for _, want := range []string{"P right 4 of 4", "coarse 3 of 3", "Nothing is wrong.", "fewer than the 4 decimals that are asked for"} {
		if status != 0 || !strings.Contains(strings.NewReplacer("│", "").Replace(spaced(stdout)), want) {
			t.Errorf("status %d, %s\n%s\nwant %q", status, stderr, stdout, want)
		}
	}
	_, stdout, _ = chapter(t, "-net", frozen, "-answers", answers, "-decimals", "4", "-format", "json")
	if !strings.Contains(stdout, `"verdict":"coarse","elements":3,"right":3,"mistakes":[],"cells":["coarse","coarse","coarse"]`) {
		t.Error(stdout)
	}
}

// What the marking says in words.
func TestVerdicts(t *testing.T) {
	tests := []struct {
		name, answers string
		status        int
		want          string
	}{
		{"nothing", `{}`, 0, "There is nothing in the file to mark."},
		{"blank", `{"gradients/5": [null, null, null]}`, 0, "3 numbers are left blank,"},
		{"rounded on the way", `{"activations/6": [0.21, 0.46, 0.34], "parameters/4/bias": [0.21, 0.46, -0.66], "gradients/4": [-0.439, -0.082, 0.181, 0.400]}`, 0, "the last digits differ because numbers were rounded"},
		{"zeros that follow from zeros", `{"gradients/4": [0, 0, 0, 0], "gradients/3": [[0, 0], [0, 0]]}`, 1, "carried, all zero"},
		{"zeros where others belong", `{"gradients/1": [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]}`, 1, "One place is wrong"},
		{"a place that is null", `{"gradients/5": null}`, 0, "3 numbers are left blank,"},
		{"one number", `{"parameters/0/bias": -0.0077}`, 1, "The number is not right"},
		{"another array", `{"parameters/0/kernel": [[0, 0.8762, 0.3924, 0.0433, 0], [0, -0.4381, -0.7438, -0.13, 0], [0, 0, 0, 0, 0], [0, 0, -0.8034, -0.2008, 0], [0, 0, 0.4017, 0.6025, 0]]}`,
			1, "Yours is 5×5, and it should be 2×2. That is the shape of ∂L/∂X (`gradients/0`)."},
		{"a single number", `{"gradients/5": 0.2}`, 1, "Yours is a single number, and it should be 3 numbers in a row."},
		{"a shape that no rule makes", `{"dL/ds": [[0.1, 0.7]]}`, 1, "No mistake of the catalogue gives an array of this shape."},
		{"no rule", `{"gradients/5": [0.1, 0.7, 0.9]}`, 1, "No mistake of the catalogue gives these numbers,"},
		{"the input copied wrongly", `{"activations/0": [[2, 1, 2, 3, 0], [3, 2, 2, 3, 2], [2, 3, 7, 0, 3], [2, 2, 1, 1, 2], [1, 1, 1, 3, 1]]}`, 1, "It is given in the network's file: X[2,2] = 2."},
		{"two readings", `{"gradients/0": [[0, -0.6571, -0.5681, -0.0867, 0], [0, 0.219, 0.9195, 0.1734, 0], [0, 0, 0, 0, 0], [0, 0, 0.6025, 0.4017, 0], [0, 0, -0.2008, -0.8034, 0]]}`, 1, "Or:"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			status, stdout, stderr := chapter(t, "-net", frozen, "-answers", fileOf(t, test.answers))
			if status != test.status || !strings.Contains(spaced(stdout), test.want) {
				t.Errorf("status %d, %s\n%s\nwant status %d and %q", status, stderr, stdout, test.status, test.want)
			}
		})
	}
}

// TestNoEarlierNumbers holds that the text speaks of earlier numbers where there
// are some, and not where one array alone was handed in.
func TestNoEarlierNumbers(t *testing.T) {
	const earlier = `"activations/3": [[1.5, 0.5], [0, 2.5]], `
	for _, test := range []struct{ place, want string }{
		{`"parameters/0/bias": -0.0077`, "The number is not right."},
		{`"gradients/5": [0.1, 0.7, 0.9]`, "None of the 3 numbers is right."},
		{`"gradients/5": [0.21, 0.46, 0.9]`, "2 of the 3 numbers are right."},
	} {
		for _, before := range []string{"", `"activations/0": null, `, earlier} {
			_, text, stderr := chapter(t, "-net", frozen, "-answers", fileOf(t, "{"+before+test.place+"}"))
			text = spaced(text)
			if have, want := strings.Contains(text, "own earlier numbers"), before == earlier; have != want || strings.Contains(text, test.want) == want {
				t.Errorf("{%s%s}: %s\n%s\nspeaks of earlier numbers: %v, want %v; else %q", before, test.place, stderr, text, have, want, test.want)
			}
		}
	}
}

func TestBadFiles(t *testing.T) {
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"no answers", []string{"-format", "json"}, "-format without -answers"},
		{"no such form", []string{"-format", "xml", "-answers", allRight}, `-format "xml": there is no such form`},
		{"decimals of nothing", []string{"-decimals", "4"}, "-decimals without -answers"},
		{"fewer than no decimals", []string{"-decimals", "-1", "-answers", allRight}, "-decimals -1: ask for 0 to 15 decimals"},
		{"no number of decimals", []string{"-decimals", "", "-answers", allRight}, "-decimals"},
		{"no such file", []string{"-answers", "nowhere.json"}, "nowhere.json: no such file"},
		{"a folder", []string{"-answers", "."}, ".: this is a folder; expected a file of answers, so name a file in it"},
		{"not JSON", []string{"-answers", fileOf(t, `{"loss": }`)}, "file.json:1: found"},
		{"no such place", []string{"-answers", fileOf(t, `{"gradients/99": [1]}`)}, `place "gradients/99" is not one of the network`},
		{"another network", []string{"-net", networks + "/sigmoid-squared-error.json", "-answers", fileOf(t, `{"parameters/9/kernel": [1]}`)}, "is not one of the network"},
		{"no such network", []string{"-net", "nowhere.json", "-answers", allRight}, "nowhere.json: no such file"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			status, stdout, stderr := chapter(t, test.args...)
			if status != 2 || stdout != "" || !strings.Contains(stderr, test.want) {
				t.Errorf("status %d, %q, %s; want status 2, nothing printed and %q", status, stdout, stderr, test.want)
			}
		})
	}
}

// The answers are never written over.
func TestAnswersAreKept(t *testing.T) {
	file := fileOf(t, "{}")
	for _, out := range []string{"-save", "-record"} {
		status, stdout, stderr := chapter(t, "-answers", file, out, file)
		if want := file + " was read and would be overwritten"; status != 2 || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("%s: status %d, %q, %s; want status 2, nothing printed and %q", out, status, stdout, stderr, want)
		}
		if data, err := os.ReadFile(file); string(data) != "{}" {
			t.Errorf("%s: the answers are now %q, %v", out, data, err)
		}
	}
}

// Closed gates hide mistakes, and the page says so.
func TestCorners(t *testing.T) {
	notebooktest.Says(t, source, run, "These numbers hide a good deal", map[string]bool{"": false, "extreme/all-gates-closed": true, "extreme/one-closed-gate": false, "extreme/one-pixel-one-class": false})
}

// Where float64 decides a gate or a winner otherwise than the numbers themselves,
// the page says so, and the marking of answers that come from exact arithmetic.
func TestTooClose(t *testing.T) {
	const says = "for float64 to tell"
	notebooktest.Says(t, source, run, says, map[string]bool{"": false, "extreme/winner-below-float": true, "extreme/gate-below-float": true, "extreme/one-closed-gate": false, "extreme/tie-of-decimals": false})
	for _, test := range []struct{ net, answer string }{
		{"winner-below-float", `{"gradients/1": [[0, 1]]}`},
		{"gate-below-float", `{"gradients/2": [1]}`},
	} {
		net := "../../testdata/extreme/" + test.net + ".json"
		status, text, stderr := chapter(t, "-net", net, "-answers", fileOf(t, test.answer))
		if status != 1 || !strings.Contains(strings.Join(strings.Fields(text), " "), says) {
			t.Errorf("%s: status %d, %s%s; want status 1 and %q", test.net, status, text, stderr, says)
		}
	}
}

// TestOneSlip holds that the text counts and shows the slip alone, and not the
// rounded numbers beside it.
func TestOneSlip(t *testing.T) {
	file := fileOf(t, `{"gradients/5": [0.205, 0.457, -0.662], "gradients/4": [-0.4382, 5, 0.1781, 0.4019]}`)
	status, text, stderr := chapter(t, "-net", frozen, "-answers", file)
	if status != 1 {
		t.Fatalf("have status %d: %s", status, stderr)
	}
	text = spaced(text)
	for _, want := range []string{
		"1 of the 4 numbers is not right and does not follow from your own earlier numbers.",
		"For ∂L/∂f[1] you wrote 5.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("want %q", want)
		}
	}
	if strings.Contains(text, "None of the 4") {
		t.Error("three of the four numbers are rounded, but none is called sound")
	}
}

// TestRoundedOnce holds that one sentence says of all places up to the next break that
// they were rounded on the way.
func TestRoundedOnce(t *testing.T) {
	file := fileOf(t, `{"activations/6": [0.21, 0.46, 0.34], "parameters/4/bias": [0.21, 0.46, -0.66], "gradients/4": [-0.439, -0.082, 0.181, 0.400], "gradients/3": [[-0.439, -0.082], [0.181, 0.400]]}`)
	_, text, stderr := chapter(t, "-net", frozen, "-answers", file)
	if have := strings.Count(text, "the last digits differ"); have != 1 || strings.Count(text, " rounded ") < 2 {
		t.Errorf("have the sentence %d times in %s%s, want it once for two places or more", have, text, stderr)
	}
}
