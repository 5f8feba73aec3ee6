package script

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/marking"
	"backprop/internal/randomnet"
)

// agreed is how far the frameworks may be from the book: of numbers above 1, as
// a share of the largest in their array.
const agreed = 1e-10

// seed is that of 200 random networks in which rounding decides nothing. About
// one in 400 is otherwise: a sum that is almost 0 in front of a ReLU has one
// sign here and another there, or a sigmoid is so near to 1 that 1 − σ, as
// frameworks compute it, has no digits left. Where a new kind of layer brings
// other networks and one of them fails, look for this first.
const seed = 14

// python finds a Python that has PyTorch and NumPy: the first on the PATH, or
// the system's own.
var python = sync.OnceValues(func() (string, error) {
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if path, err := exec.LookPath(name); err == nil && exec.Command(path, "-c", "import numpy, torch").Run() == nil {
			return path, nil
		}
	}
	return "", errors.New("found no python3 that has PyTorch and NumPy; install them, on Debian with apt-get install python3-torch python3-numpy")
})

// withFrameworks skips a test unless .ci/frameworks runs it: it takes a Python
// with PyTorch, and the time that this takes to load.
func withFrameworks(t *testing.T) {
	t.Helper()
	if os.Getenv("FRAMEWORKS") != "true" {
		t.Skip("takes PyTorch and NumPy, and half a minute: run .ci/frameworks")
	}
}

// runPython runs Python in a folder and returns what it printed.
func runPython(t *testing.T, folder string, args ...string) string {
	t.Helper()
	path, err := python()
	if err != nil {
		t.Fatal(err)
	}
	// A warning of a framework's is a mistake of ours.
	cmd := exec.Command(path, append([]string{"-B", "-W", "error"}, args...)...)
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = folder, &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s", path, strings.Join(args, " "), err, stderr.String())
	}
	return stdout.String()
}

// harness is the path of a file in testdata, from any folder.
func harness(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// corners are networks that the examples and the random ones do not have.
var corners = map[string]string{
	"softplus":      `{"input": [-800, -30, 0, 19, 21, 39, 41, 800], "layers": [{"op": "softplus"}], "upstream": [1, 1, 1, 1, 1, 1, 1, 1]}`,
	"far-sigmoid":   `{"input": [-800, -30, 0, 30, 800], "layers": [{"op": "sigmoid"}], "upstream": [1, 1, 1, 1, 1]}`,
	"almost-1":      `{"input": [1, 2, 3], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [0.3333333333, 0.3333333333, 0.333333333]}}`,
	"beyond":        `{"input": [1000, 0, -1000], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [0, 0.5, 0.5]}}`,
	"no-share":      `{"input": [1000, 0, -1000], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0, 0]}}`,
	"nothing-but":   `{"input": [1, 2], "layers": [{"op": "flatten"}], "upstream": [1, 2]}`,
	"two-softmaxes": `{"input": [1, -2, 0.5], "layers": [{"op": "softmax"}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [0, 1, 0]}}`,
	"zeros":         `{"input": [[0, 0], [0, 0]], "layers": [{"op": "relu"}, {"op": "maxpool", "size": 2}, {"op": "leaky_relu", "slope": 0}], "loss": {"op": "squared_error", "target": [[1]]}}`,
	"uneven-pad":    `{"input": [[1, -2, 3, 0.5], [4, 5, -6, 2], [0.25, 8, -9, 1]], "layers": [{"op": "avgpool", "size": 2, "stride": [1, 2], "pad": [1, 1, 1, 0], "ceil": true, "count_pad": false}], "loss": {"op": "squared_error", "target": [[1, 2, 1], [3, 0, 1], [2, 2, 2], [1, 0, 1]]}}`,
	"large-numbers": `{"input": [1e20, -3e15, 12345678901234567890], "layers": [{"op": "leaky_relu"}], "upstream": [1, 1e15, 1e-9]}`,
	"mean-at-0":     `{"batch": [{"input": [1]}, {"input": [0.5]}, {"input": [0.375]}, {"input": [0.625]}], "layers": [{"op": "batchnorm", "gamma": [1.75]}, {"op": "relu"}], "upstream": [[1], [2], [3], [4]]}`,
	"named":         `{"name": "\"\"\"\nimport nothing\r", "input": [1], "layers": [{"op": "tanh"}]}`,
}

// TestFrameworks runs both scripts for the example networks, for corners and
// for random ones of every kind, and holds each array against the pass.
func TestFrameworks(t *testing.T) {
	withFrameworks(t)
	passes := map[string]*cnn.Pass{}
	for name, n := range examples(t) {
		passes[name] = run(t, n)
	}
	for _, text := range []string{
		`{"input": [[[1, -2, 0.5], [3, 0.25, -1]], [[0.5, 2, -3], [1, 1.5, 0]]], "layers": [{"op": "batchnorm", "gamma": [2, -0.5], "beta": [0.1, 0.2], "eps": 0.01}, {"op": "tanh"}], "loss": {"op": "squared_error", "target": [[[1, 0, 1], [0, 1, 0]], [[0, 1, 1], [1, 0, 0]]]}}`,
		`{"batch": [{"input": [1, 2], "target": [0, 1]}, {"input": [-1, 0.5], "target": [1, 0]}, {"input": [3, -2], "target": [0.5, 0.5]}], "layers": [{"op": "batchnorm"}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "reduction": "sum"}}`,
	} {
		n, err := format.ParseNetwork("batchnorm", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		passes[fmt.Sprintf("batchnorm-%d", n.Batch)] = run(t, n)
	}
	for name, text := range corners {
		n, err := format.ParseNetwork(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		passes[name] = run(t, n)
	}
	for i := range uint64(200) {
		n := randomnet.Any(seed, i)
		passes[fmt.Sprintf("random-%d", i)] = run(t, n)
	}
	for i := range uint64(100) {
		g := randomnet.Generic(i)
		passes[fmt.Sprintf("batch-%d", i)] = run(t, g.Batch(g.Network()))
	}
	folder := t.TempDir()
	for name, p := range passes {
		for framework, text := range map[string]string{"numpy": NumPy(p), "torch": Torch(p)} {
			if err := os.WriteFile(filepath.Join(folder, name+"."+framework+".py"), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	scripts, worst := 0, 0.0
	for line := range strings.Lines(runPython(t, folder, harness(t, "run.py"), folder)) {
		var ran struct {
			File, Error, Printed string
			Results              map[string]any
		}
		if err := json.Unmarshal([]byte(line), &ran); err != nil {
			t.Fatal(err)
		}
		scripts++
		name, _, _ := strings.Cut(ran.File, ".")
		p := passes[name]
		if ran.Error != "" {
			t.Errorf("%s: %s\n%s", ran.File, randomnet.Describe(p.Network), ran.Error)
			continue
		}
		d, err := farthest(p, ran.Printed, ran.Results)
		if err != nil {
			t.Errorf("%s: %s\n%v", ran.File, randomnet.Describe(p.Network), err)
		}
		worst = max(worst, d)
		if name == "worked-example" {
			checkAnswers(t, ran.File, p, ran.Printed)
		}
	}
	if want := 2 * len(passes); scripts != want {
		t.Errorf("have %d scripts that ran, want %d", scripts, want)
	}
	t.Logf("%d scripts for %d networks, largest difference %.1e", scripts, len(passes), worst)
}

// checkAnswers holds that what a script prints is an answers file, all of it
// right.
func checkAnswers(t *testing.T, name string, p *cnn.Pass, printed string) {
	t.Helper()
	answers, err := marking.ReadAnswers(name, strings.NewReader(printed), p)
	if err != nil {
		t.Fatal(err)
	}
	report, err := marking.Mark(p.Network, answers, 0)
	if err != nil {
		t.Fatal(err)
	}
	if have, want := len(report.Places), len(p.Places()); have != want {
		t.Errorf("%s: what it prints answers %d places, want %d", name, have, want)
	}
	for _, m := range report.Places {
		if m.Verdict != marking.Right {
			t.Errorf("%s: what it prints is %s in %s", name, m.Verdict, m.Place)
		}
	}
}

var lastLine = regexp.MustCompile(`(?m)^# largest difference from the book: (\S+)$`)

// farthest is the largest difference of what a script computed from the pass.
// The script must have computed and printed everything, and must say the same.
func farthest(p *cnn.Pass, printed string, results map[string]any) (worst float64, err error) {
	where := cnn.Place{}
	last := cnn.GradientPlace(len(p.Activations) - 1)
	for _, place := range p.Places() {
		if place == last && p.Beyond() {
			continue
		}
		q, err := p.Quantity(place)
		if err != nil {
			return worst, err
		}
		have, ok := results[place.String()]
		if !ok || strings.Count("\n"+printed, "\n"+place.String()+" =  # "+label(q.Sign)+", off by ") != 1 {
			return worst, fmt.Errorf("%s is not there, or not printed once", place)
		}
		d, err := difference(have, q.Shape, q.Data)
		if err != nil {
			return worst, fmt.Errorf("%s: %w", place, err)
		}
		if d > worst {
			worst, where = d, place
		}
	}
	m := lastLine.FindStringSubmatch(printed)
	if m == nil || !strings.HasSuffix(printed, m[0]+"\n") {
		return worst, errors.New("the script does not end with the largest difference")
	}
	said, err := strconv.ParseFloat(m[1], 64)
	switch {
	case err != nil || !(math.Abs(said-worst) <= 0.05*worst):
		return worst, fmt.Errorf("the script says that the largest difference is %s, and it is %g in %s", m[1], worst, where)
	case worst > agreed:
		return worst, fmt.Errorf("%s is off by %g", where, worst)
	}
	return worst, nil
}

// difference is how far an array is from what it should be.
func difference(have any, shape cnn.Shape, want []float64) (float64, error) {
	size := 1.0
	for _, v := range want {
		size = max(size, math.Abs(v))
	}
	worst, at := 0.0, 0
	var walk func(have any, shape cnn.Shape) error
	walk = func(have any, shape cnn.Shape) error {
		if v, ok := have.(float64); ok && len(shape) == 0 {
			worst = max(worst, math.Abs(v-want[at])/size)
			at++
			return nil
		}
		list, ok := have.([]any)
		if !ok || len(shape) == 0 || len(list) != shape[0] {
			return fmt.Errorf("found %v, expected the shape %v", have, shape)
		}
		for _, part := range list {
			if err := walk(part, shape[1:]); err != nil {
				return err
			}
		}
		return nil
	}
	err := walk(have, shape)
	return worst, err
}

// examples are the networks of testdata by their names.
func examples(t *testing.T) map[string]*cnn.Network {
	t.Helper()
	files, err := filepath.Glob("../../testdata/networks/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("found %d example networks: %v", len(files), err)
	}
	networks := map[string]*cnn.Network{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n, err := format.ParseNetwork(file, data)
		if err != nil {
			t.Fatal(err)
		}
		networks[strings.TrimSuffix(filepath.Base(file), ".json")] = n
	}
	return networks
}

func run(t *testing.T, n *cnn.Network) *cnn.Pass {
	t.Helper()
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
