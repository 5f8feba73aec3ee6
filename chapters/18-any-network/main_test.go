package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
	"backprop/internal/notebook/notebooktest"
	"backprop/internal/script"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeAny(t, source, run) }

func TestRandomAny(t *testing.T) { notebooktest.RandomAny(t, source, run) }

// TestWideFormulas plays the chapter where its formulas are widest: maps of
// several channels in a batch, numbers with a sign, and a layer number of two
// digits.
func TestWideFormulas(t *testing.T) {
	maps := "[[[0.3, -1.2], [1.1, 0.4]], [[0.65, 0.2], [-0.1, 0.95]]]"
	curves := strings.Repeat(`{"op": "elu", "alpha": -0.25}, {"op": "leaky_relu", "slope": -0.25}, {"op": "elu"}, {"op": "silu"}, {"op": "gelu"}, {"op": "batchnorm"}, `, 2)
	for _, input := range []string{`"input": ` + maps, `"batch": [{"input": ` + maps + `}, {"input": ` + maps + `}, {"input": [[[1, 2], [3, 5]], [[-1, 0], [0, 4]]]}]`} {
		upstream := maps
		if strings.HasPrefix(input, `"batch"`) {
			upstream = "[" + maps + ", " + maps + ", " + maps + "]"
		}
		n, err := format.ParseNetwork("wide.json", []byte(`{`+input+`, "layers": [`+curves+`{"op": "relu"}], "upstream": `+upstream+`}`))
		if err != nil {
			t.Fatal(err)
		}
		p, err := notebook.Play(source, run, notebook.Example{File: "wide.json", Network: n, Given: true})
		if err != nil {
			t.Fatal(err)
		}
		notebooktest.CheckText(t, p.Text())
	}
	// A loss of two sums, in a batch of maps.
	for _, op := range []string{"binary_cross_entropy", "mean_binary_cross_entropy"} {
		example := `{"input": ` + maps + `, "target": [[[1, 0], [1, 1]], [[0, 0], [1, 0]]]}`
		n, err := format.ParseNetwork("wide.json", []byte(`{"batch": [`+example+`, `+example+`], "layers": [{"op": "relu"}, {"op": "sigmoid"}], "loss": {"op": "`+op+`"}}`))
		if err != nil {
			t.Fatal(err)
		}
		p, err := notebook.Play(source, run, notebook.Example{File: "wide.json", Network: n, Given: true})
		if err != nil {
			t.Fatal(err)
		}
		notebooktest.CheckText(t, p.Text())
	}
}

// TestCertified certifies the chapter on every kind of network: layers,
// options, orders and losses that the book's example does not have.
func TestCertified(t *testing.T) {
	if testing.Short() {
		t.Skip("plays the chapter on many networks")
	}
	for _, name := range examples {
		if name != "lenet-sized" { // tables of a few elements; certified by their values elsewhere
			notebooktest.Certify(t, played(t, name))
		}
	}
}

// chapter runs the chapter with flags.
func chapter(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	return notebooktest.Call(t, source, run, args...)
}

const networks = "../../testdata/networks"

// The example networks, each with its purpose in its name.
var examples = []string{
	"average-pooling", "batch-normalization", "batch",
	"binary-cross-entropy", "channel-last-flatten", "dilation", "dropout",
	"global-average-pooling", "groups", "hinge", "lenet-sized",
	"log-softmax", "other-sizes", "overlap-and-ties", "padding", "sequence",
	"sigmoid-squared-error", "skip-connection", "smooth-sequence", "stride-two",
	"transposed-convolution", "two-channels", "two-convolutions",
	"weight-decay", "worked-example",
}

// plays are the chapter on each of the example networks, played for whoever is
// the first to ask.
var plays = func() map[string]func() (*notebook.Performance, error) {
	plays := map[string]func() (*notebook.Performance, error){}
	for _, name := range examples {
		plays[name] = sync.OnceValues(func() (*notebook.Performance, error) {
			example, err := notebook.ReadExample(filepath.Join(networks, name+".json"))
			if err != nil {
				return nil, err
			}
			return notebook.PlayWatched(source, run, example)
		})
	}
	return plays
}()

// played is the chapter on an example network.
func played(t *testing.T, name string) *notebook.Performance {
	t.Helper()
	p, err := plays[name]()
	if err != nil {
		t.Fatalf("on %s: %v", name, err)
	}
	return p
}

func TestExampleNetworks(t *testing.T) {
	if testing.Short() {
		t.Skip("plays the chapter on many networks")
	}
	files, err := filepath.Glob(networks + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, f := range files {
		have = append(have, strings.TrimSuffix(filepath.Base(f), ".json"))
	}
	if !slices.Equal(have, examples) {
		t.Errorf("have the networks %v, want %v", have, examples)
	}
	for _, name := range examples {
		t.Run(name, func(t *testing.T) {
			p := played(t, name)
			text := p.Text()
			if !strings.Contains(text, "largest relative error is below\u00a010⁻⁶") &&
				!strings.Contains(strings.Join(strings.Fields(text), " "), "largest relative error is below 10⁻⁶") {
				t.Error("the chapter's gradient check finds an error")
			}
			for i, line := range strings.Split(text, "\n") {
				if n := len([]rune(line)); n > 80 {
					t.Errorf("line %d has %d columns: %s", i+1, n, line)
				}
			}
			checkGradients(t, p.Example.Network)
		})
	}
}

// checkGradients holds every gradient against its central difference, or of
// a large network some.
func checkGradients(t *testing.T, n *cnn.Network) {
	const step, tolerance = 1e-5, 1e-6
	var all []cnn.Comparison
	if n.ParameterCount() < 1000 {
		var err error
		if all, err = cnn.CheckGradients(n, step); err != nil {
			t.Fatal(err)
		}
	} else {
		for _, at := range []cnn.Place{cnn.GradientPlace(0), cnn.ParameterPlace(0, "kernel"), cnn.ParameterPlace(0, "bias"), cnn.ParameterPlace(3, "kernel"), cnn.ParameterPlace(7, "weights")} {
			c, err := cnn.CheckGradient(n, at, 5, step)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, c)
		}
	}
	checked := 0
	for _, c := range all {
		if c.Kink != "" {
			continue
		}
		checked++
		if !c.OK(tolerance) {
			t.Errorf("%s %v: gradient %v, difference %v", c.Place, c.Index, c.Gradient, c.Difference)
		}
	}
	if checked == 0 {
		t.Error("no gradient could be checked")
	}
}

// The network that is kept in two places is the same in both.
func TestSameNetworks(t *testing.T) {
	const copied, original = "two-convolutions.json", "strokes.json"
	have, err := os.ReadFile(filepath.Join(networks, copied))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(original)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Errorf("%s is not what %s is; copy the one over the other", copied, original)
	}
}

// The reader's file is shown also where it holds the book's example.
func TestOwnExampleOnlyWithoutNet(t *testing.T) {
	t.Chdir(networks)
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "A child has drawn"},
		{[]string{"-net", "worked-example.json"}, "X 5×5 →"},
		{[]string{"-net", "two-convolutions.json"}, "X 6×6 →"},
	} {
		status, stdout, stderr := chapter(t, test.args...)
		if status != 0 || stderr != "" {
			t.Errorf("%v: status %d, %s", test.args, status, stderr)
		}
		_, body, _ := strings.Cut(stdout, "The network\n")
		_, body, _ = strings.Cut(body, "\n\n")
		if !strings.HasPrefix(body, test.want) {
			t.Errorf("%v: have %.60q, want %q first", test.args, body, test.want)
		}
	}
	_, saved, _ := chapter(t, "-save", "-")
	n, err := format.ParseNetwork("saved", []byte(saved))
	if err != nil || len(n.Layers) != 8 {
		t.Errorf("-save without -net: %v, want the chapter's network of 8 layers", err)
	}
}

func TestValues(t *testing.T) {
	file := filepath.Join(networks, "padding.json")
	status, stdout, stderr := chapter(t, "-net", file, "-values", "-")
	if status != 0 || stderr != "" {
		t.Fatalf("status %d, %s", status, stderr)
	}
	var have struct {
		Loss       *float64
		Gradients  []any
		Parameters []struct{ Name string }
	}
	if err := json.Unmarshal([]byte(stdout), &have); err != nil {
		t.Fatal(err)
	}
	if have.Loss == nil || len(have.Gradients) != 9 || len(have.Parameters) != 6 {
		t.Errorf("have loss %v, %d gradients, %d parameters; want a loss, 9 and 6", have.Loss, len(have.Gradients), len(have.Parameters))
	}
	out := filepath.Join(t.TempDir(), "values.json")
	if status, text, stderr := chapter(t, "-net", file, "-values", out); status != 0 || text != out+" is written: every number, with all its digits\n" {
		t.Errorf("status %d, %s%.200s: want one line that names the file", status, stderr, text)
	}
	if data, err := os.ReadFile(out); err != nil || string(data) != stdout {
		t.Errorf("the file is not what - prints: %v", err)
	}
}

// TestScripts: -numpy and -torch write what package script makes of the network,
// and -from-torch prints its snippet alone.
func TestScripts(t *testing.T) {
	file := filepath.Join(networks, "padding.json")
	pass, err := cnn.Run(played(t, "padding").Example.Network)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ flag, script, what string }{
		{"-numpy", script.NumPy(pass), "the network in NumPy"},
		{"-torch", script.Torch(pass), "the network in PyTorch"},
	} {
		want := string(notebook.Sealed(test.script))
		if status, stdout, stderr := chapter(t, "-net", file, test.flag, "-"); status != 0 || stdout != want {
			t.Errorf("%s -: status %d, %s%.200s", test.flag, status, stderr, stdout)
		}
		out := filepath.Join(t.TempDir(), "check.py")
		if status, text, stderr := chapter(t, "-net", file, test.flag, out); status != 0 || text != out+" is written: "+test.what+"\n" {
			t.Errorf("%s: status %d, %s%.200s: want one line that names the file", test.flag, status, stderr, text)
		}
		if data, err := os.ReadFile(out); err != nil || string(data) != want {
			t.Errorf("%s: the file is not the script: %v", test.flag, err)
		}
	}
	values, numpy := filepath.Join(t.TempDir(), "values.json"), filepath.Join(t.TempDir(), "check.py")
	for _, test := range []struct {
		args []string
		want string // what is printed begins so
	}{
		{[]string{"-values", values, "-numpy", numpy}, values + " is written: every number, with all its digits\n" + numpy + " is written: the network in NumPy\n"},
		{[]string{"-values", values, "-numpy", "-"}, "# In NumPy, "},
		{[]string{"-values", "-", "-torch", numpy}, "{\n\"loss\": "},
		{[]string{"-values", values, "-torch", "-"}, "# In PyTorch, "},
		{[]string{"-values", values, "-from-torch"}, script.FromTorch},
		{[]string{"-values", values, "-only", "gradients/0"}, "18  Any network"},
	} {
		os.Remove(numpy)
		if status, stdout, stderr := chapter(t, append(test.args, "-net", file)...); status != 0 || !strings.HasPrefix(stdout, test.want) {
			t.Errorf("%v: status %d, %s%.200s; want %.200s", test.args, status, stderr, stdout, test.want)
		}
	}
	if status, stdout, stderr := chapter(t, "-from-torch"); status != 0 || stdout != script.FromTorch {
		t.Errorf("-from-torch: status %d, %s%.200s", status, stderr, stdout)
	}
	same := filepath.Join(t.TempDir(), "check.py")
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-numpy", same, "-torch", same}, "two files are to go to " + same},
		{[]string{"-numpy", "-", "-torch", "-"}, "two files are to go to standard output"},
		{[]string{"-from-torch", "-values", "-"}, "two files are to go to standard output"},
		{[]string{"-net", file, "-torch", file}, "would be overwritten"},
	} {
		status, stdout, stderr := chapter(t, test.args...)
		if status != 2 || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%v: status %d, %s%.200s; want status 2 and %q", test.args, status, stderr, stdout, test.want)
		}
	}
	if _, err := os.Stat(same); err == nil {
		t.Error("an error wrote a file")
	}
}

// TestNothingIsOverwritten: what a flag has written before is replaced, and a
// file of anything else stays.
func TestNothingIsOverwritten(t *testing.T) {
	if testing.Short() {
		t.Skip("plays the chapter on many networks")
	}
	padding, err := filepath.Abs(filepath.Join(networks, "padding.json"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for _, flag := range []string{"-numpy", "-torch", "-values", "-save", "-record"} {
		for _, own := range []string{"print('mine')\n", "{\n\"loss\": 1.16,\n\"activations/1\": [1]\n}\n", "{\"input\": [1]}"} {
			if err := os.WriteFile("mine", []byte(own), 0o666); err != nil {
				t.Fatal(err)
			}
			status, stdout, stderr := chapter(t, flag, "mine")
			if status != 2 || stdout != "" || !strings.Contains(stderr, "mine is there already, and holds something else than is to be written; nothing was written.") {
				t.Errorf("%s over %.10q: status %d, %s%.60q", flag, own, status, stderr, stdout)
			}
			if data, err := os.ReadFile("mine"); err != nil || string(data) != own {
				t.Errorf("%s over %.10q: have %.20q, %v", flag, own, data, err)
			}
		}
		if err := os.Truncate("mine", 0); err != nil {
			t.Fatal(err)
		}
		// An empty file is nothing, and another network's output is replaced.
		for _, args := range [][]string{{flag, "mine"}, {"-net", padding, flag, "mine"}, {flag, "mine"}} {
			if status, _, stderr := chapter(t, args...); status != 0 {
				t.Errorf("%v: status %d, %s", args, status, stderr)
			}
		}
	}
}

// TestEditedScriptStays: a script that was edited, or lost its last line, is the
// reader's.
func TestEditedScriptStays(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, flag := range []string{"-numpy", "-torch"} {
		_, stdout, _ := chapter(t, flag, "-")
		lines := strings.SplitAfter(stdout, "\n")
		for _, edited := range []string{
			strings.Replace(stdout, "import json", "import json, math", 1),
			stdout + "print('more')\n",
			strings.Join(lines[:len(lines)-2], ""), // of a version without the last line
			strings.TrimSuffix(stdout, "\n"),
			lines[0],
		} {
			if err := os.WriteFile("check.py", []byte(edited), 0o666); err != nil {
				t.Fatal(err)
			}
			status, stdout, stderr := chapter(t, flag, "check.py")
			if status != 2 || stdout != "" || !strings.Contains(stderr, "check.py was edited after it had been written; nothing was written now.") {
				t.Errorf("%s: status %d, %s%.60q", flag, status, stderr, stdout)
			}
			if data, err := os.ReadFile("check.py"); err != nil || string(data) != edited {
				t.Errorf("%s: the edited script is gone: %v", flag, err)
			}
		}
	}
}

func TestOnly(t *testing.T) {
	lenet := filepath.Join(networks, "lenet-sized.json")
	tests := []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-only", "gradients/0"}, 0, "∂L/∂X[5,5] ="},
		{[]string{"-only", "loss"}, 0, "−y[0]·ln p[0]"},
		{[]string{"-only", "layers/0/kernel"}, 0, "K⁽¹⁾ 2×1×3×3"},
		{[]string{"-net", lenet, "-only", "parameters/3/kernel"}, 0, "∂L/∂K⁽²⁾[15,5]"},
		{[]string{"-only", "gradients/9"}, 2, "there is no such place; there are activations/0, "},
		{[]string{"-only", "kernel"}, 2, "parameters/0/kernel"},
	}
	for _, test := range tests {
		status, stdout, stderr := chapter(t, test.args...)
		if status != test.status || !strings.Contains(stdout+stderr, test.want) {
			t.Errorf("%v: status %d, %.300s%s; want status %d and %q", test.args, status, stdout, stderr, test.status, test.want)
		}
		if status == 2 && stdout != "" {
			t.Errorf("%v: printed %q", test.args, stdout)
		}
		if strings.Contains(stdout, "The gradient check") {
			t.Errorf("%v: shows more than that", test.args)
		}
	}
}

func TestAll(t *testing.T) {
	lenet := filepath.Join(networks, "lenet-sized.json")
	part := played(t, "lenet-sized").Text()
	_, whole, _ := chapter(t, "-net", lenet, "-all")
	if !strings.Contains(part, "All of it: `-only gradients/1`") && !strings.Contains(part, "-only gradients/1") {
		t.Error("a part does not say how to see the rest")
	}
	if strings.Contains(whole, "All of it") || !strings.Contains(whole, "P⁽²⁾[15]") {
		t.Error("-all does not show all")
	}
}

// Networks that hold a layer or an end of each kind that the examples lack.
func TestOtherEnds(t *testing.T) {
	tests := []struct{ name, network, want string }{
		{"forward only", `{"input": [[1, 2], [3, 4]], "layers": [{"op": "avgpool", "size": 2}]}`, "nothing to go back from"},
		{"only curves", `{"input": [1, -2], "layers": [{"op": "sigmoid"}], "upstream": [1, 1]}`, "No layer of this network has anything to learn"},
		{"no links meet", `{"input": [1, -2], "layers": [{"op": "relu"}], "loss": {"op": "squared_error", "target": [0, 0]}}`, "no two gradients meet"},
		{"a negative learning rate", `{"input": [2], "layers": [{"op": "dense", "weights": [[3]]}], "upstream": [1], "learning_rate": -0.5}`, "It is negative, so this step goes along the gradient"},
		{"one number", `{"input": [[5]], "layers": [{"op": "conv", "kernel": [[2]]}], "loss": {"op": "squared_error", "target": [[1]]}}`, "L = (Z − y)² = (10 − 1)² = 81"},
		{"maps at the end", `{"input": [[[1, 2]], [[3, 4]]], "layers": [{"op": "tanh"}], "loss": {"op": "mean_squared_error", "target": [[[0, 0]], [[1, 1]]]}}`, "∂L/∂A[c,i,j] = (2/4)(A[c,i,j] − y[c,i,j])"},
		{"columns first", `{"input": [[1, 2, 3], [4, 5, 6]], "layers": [{"op": "flatten", "order": "CWH"}], "upstream": [1, 2, 3, 4, 5, 6]}`, "f[2j+i] = X[i,j]"},
		{"flat already", `{"input": [1, 2], "layers": [{"op": "flatten"}], "upstream": [1, 2]}`, "A vector stays as it is"},
		{"a step too small for a check", `{"input": [1e15], "layers": [{"op": "relu"}], "upstream": [1]}`, "is lost beside so large a number"},
		{"a wide window", `{"input": [[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 7]], "layers": [{"op": "maxpool", "size": 6}], "upstream": [[1]]}`, "the largest of 36 cells"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "network.json")
			if err := os.WriteFile(file, []byte(test.network), 0o644); err != nil {
				t.Fatal(err)
			}
			status, stdout, stderr := chapter(t, "-net", file)
			if text := strings.Join(strings.Fields(stdout), " "); status != 0 || !strings.Contains(text, test.want) {
				t.Errorf("status %d, %s\n%s\nwant %q", status, stderr, stdout, test.want)
			}
		})
	}
}

func TestBadNetworks(t *testing.T) {
	tests := []struct{ network, want string }{
		{`{"input": [1e200, 1], "layers": [{"op": "relu"}], "loss": {"op": "squared_error", "target": [0, 0]}}`, "network.json: loss"},
		{`{"input": [1e200], "layers": [{"op": "dense", "weights": [[1e200]]}]}`, "network.json: layer 0 (dense)"},
		{`{"input": [1, 2], "layers": [{"op": "conv", "kernel": [[1]]}]}`, "network.json: layer 0 (conv)"},
	}
	for _, test := range tests {
		file := filepath.Join(t.TempDir(), "network.json")
		if err := os.WriteFile(file, []byte(test.network), 0o644); err != nil {
			t.Fatal(err)
		}
		status, stdout, stderr := chapter(t, "-net", file)
		if status != 2 || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("status %d, %q, %s; want status 2, nothing printed and %q", status, stdout, stderr, test.want)
		}
	}
}

// A ReLU with all gates closed is named.
func TestClosedGates(t *testing.T) {
	notebooktest.Says(t, source, run, "this is a dead ReLU", map[string]bool{"": false, "extreme/all-gates-closed": true, "extreme/one-closed-gate": true, "extreme/one-class": false})
	notebooktest.Says(t, source, run, "The layers before it learn nothing", map[string]bool{"": false, "extreme/all-gates-closed": true, "extreme/one-closed-gate": false})
}

// What float64 decides is said below an array where the derivation did not say so.
func TestTooClose(t *testing.T) {
	notebooktest.Says(t, source, run, "The array goes by float64, as PyTorch does.", map[string]bool{"": false, "extreme/classic-gate-below-float": true, "extreme/gate-below-float": false})
}
