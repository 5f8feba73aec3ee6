package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/measure"
	"backprop/internal/notebook"
	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

// Each entry of a matrix that the page makes says how it came about. An entry
// that names a wrong cell would say nothing: a row leaves out derivations that
// its grids do not bear out.
func TestEveryEntryIsDerived(t *testing.T) {
	worked, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	p, err := notebook.Play(source, run, worked)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{`\text{cols}`: 64, "z": 16, `\partial L/\partial w`: 4, `\partial L/\partial \text{cols}`: 12}
	for _, e := range p.Entries {
		if row, ok := e.Output.(*notebook.Row); ok {
			name := row.Items[len(row.Items)-1].Grid.Name
			if have := len(row.Elements()); have != want[name] {
				t.Errorf("line %d: %s has %d entries that are derived, want %d", e.Line, name, have, want[name])
			}
			delete(want, name)
		}
	}
	if len(want) > 0 {
		t.Errorf("the page has no rows that end in %v", want)
	}
}

// Networks whose matrix of windows is too large for a page, or as small as
// can be.
func TestOtherShapes(t *testing.T) {
	tests := []struct {
		name, network string
		want          []string
	}{
		{"one window", `{"input": [[3]], "layers": [{"op": "conv", "kernel": [[2]]}, {"op": "relu"}, {"op": "maxpool", "size": 1}, {"op": "flatten"}, {"op": "dense", "weights": [[1], [2]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`,
			[]string{"X has 1 cell, and the matrix has 1·1 = 1 entries, because here only one window reads each cell.", "How often does X[0,0], the only cell, occur in cols?", "Answer: X[0,0] = 1 Solution"}},
		{"one row", `{"input": [[3, 1, 2]], "layers": [{"op": "conv", "kernel": [[2, 1]]}, {"op": "relu"}, {"op": "maxpool", "size": 1}, {"op": "flatten"}, {"op": "dense", "weights": [[1, 0], [0, 2]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`,
			[]string{"How often do X[0,0] and X[0,1] occur", "The windows that read X[0,0] begin in 1 row and 1 column, which makes 1·1 = 1 of them. For X[0,1] it is 1·2 = 2."}},
		{"one column", `{"input": [[3], [1], [2]], "layers": [{"op": "conv", "kernel": [[2], [1]]}, {"op": "relu"}, {"op": "maxpool", "size": 1}, {"op": "flatten"}, {"op": "dense", "weights": [[1, 0], [0, 2]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`,
			[]string{"How often do X[0,0] and X[1,0] occur", "For X[1,0] it is 2·1 = 2."}},
		{"a kernel of one weight", `{"input": [[3, 1], [2, 5]], "layers": [{"op": "conv", "kernel": [[2]]}, {"op": "relu"}, {"op": "maxpool", "size": 1}, {"op": "flatten"}, {"op": "dense", "weights": [[1, 0, 1, 2], [0, 2, 1, 1]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`,
			[]string{"X has 4 cells, and the matrix has 1·4 = 4 entries, because here only one window reads each cell."}},
		{"no error", `{"input": [[3, 1], [1, 1]], "layers": [{"op": "conv", "kernel": [[-2]]}, {"op": "relu"}, {"op": "maxpool", "size": 2}, {"op": "flatten"}, {"op": "dense", "weights": [[1], [2]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`,
			[]string{"every δ is 0", "∂L/∂w[0] = 0"}},
		{"an error below float64", `{"input":[[100,200],[50,255]],"layers":[{"op":"conv","kernel":[[1]]},{"op":"relu"},{"op":"maxpool","size":2},{"op":"flatten"},{"op":"dense","weights":[[4],[0]]},{"op":"softmax"}],"loss":{"op":"cross_entropy","target":[1,0]}}`,
			[]string{"farthest from 0 is δ[1,1] ≈ −4.18·10⁻⁴⁴³", "Answer: entry ≈ −4.18·10⁻⁴⁴³, row of X = 1, column of X = 1"}},
		{"many windows", wide(7, 4), []string{"The first 16 of 36 columns are shown.", "Here 9 of the 36 cells of δ are not 0", "those of Z[0,"}},
		{"many errors", wide(12, 2), []string{"The first 16 of 121 columns are shown.", "and 9 more.", "Σ_j δ[j] cols[2,j]"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, err := format.ReadNetwork("network.json", strings.NewReader(test.network))
			if err != nil {
				t.Fatal(err)
			}
			p, err := notebook.Play(source, run, notebook.Example{File: "network.json", Network: n, Given: true})
			if err != nil {
				t.Fatal(err)
			}
			text := p.Text()
			for _, want := range test.want {
				if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
					t.Errorf("have %d lines, want %q in them", strings.Count(text, "\n"), want)
				}
			}
			for i, line := range strings.Split(text, "\n") {
				if n := len([]rune(line)); n > 80 {
					t.Errorf("line %d has %d columns: %s", i+1, n, line)
				}
			}
		})
	}
}

// wide is a classic network over a picture of so many rows and columns, whose
// kernel of 2×2 makes positive numbers only.
func wide(side, classes int) string {
	n := &cnn.Network{Input: cnn.NewTensor(1, side, side), LearningRate: 0.1}
	for i := range n.Input.Data {
		n.Input.Data[i] = float64(1+i*7%11) / 10
	}
	pooled := (side - 1) / 2
	weights := cnn.NewTensor(classes, pooled*pooled)
	for i := range weights.Data {
		weights.Data[i] = float64(i%7) / 100
	}
	target := cnn.NewTensor(classes)
	target.Data[0] = 1
	by2 := cnn.Steps{Down: 2, Across: 2}
	n.Layers = []cnn.Layer{
		cnn.Conv{Kernel: cnn.Filter([][]float64{{0.5, 0.25}, {0.125, 0.5}}), Bias: cnn.Vector(0.5), Stride: cnn.Steps{Down: 1, Across: 1}},
		cnn.ReLU{}, cnn.MaxPool{Window: cnn.Window{Size: by2, Stride: by2}}, cnn.Flatten{Order: cnn.CHW},
		cnn.Dense{Weights: weights, Bias: cnn.NewTensor(classes)},
		cnn.Softmax{},
	}
	n.Loss = &cnn.Loss{Op: cnn.CrossEntropy, Target: target}
	text, err := format.MarshalNetwork(n)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// A short measurement finds a time for every program, and the recorded run has
// the same programs.
func TestBench(t *testing.T) {
	page, err := measure.Read("recorded.json", recorded)
	if err != nil {
		t.Fatal(err)
	}
	have := bench(2, 1)
	if len(have.Programs) != 3 || len(page.Programs) != 3 {
		t.Fatalf("have %d programs measured and %d recorded, want 3", len(have.Programs), len(page.Programs))
	}
	for i, p := range have.Programs {
		if !(p.Milliseconds > 0) || p.Name != page.Programs[i].Name {
			t.Errorf("have %+v, want a time above 0 of %q; write recorded.json anew with -bench -save-run", p, page.Programs[i].Name)
		}
	}
}

// asChapter makes the test binary be the chapter.
const asChapter = "RUN_AS_CHAPTER"

func TestMain(m *testing.M) {
	if os.Getenv(asChapter) != "" {
		main()
	}
	os.Exit(m.Run())
}

// With -bench nothing but the times is to be printed. Headings without an
// output under them are left out, but the formulas of the prose are not: show
// them with nb.Equation.
func TestProseHasNoFormulasOfItsOwn(t *testing.T) {
	if strings.Contains(source, "$$") {
		t.Error("main.go has a formula between double dollars, which -bench would print")
	}
}

func TestFlags(t *testing.T) {
	file := filepath.Join(t.TempDir(), "run.json")
	var out, errors bytes.Buffer
	cmd := exec.Command(os.Args[0], "-save-run", file)
	cmd.Env = append(os.Environ(), asChapter+"=1")
	cmd.Stdout, cmd.Stderr = &out, &errors
	if err := cmd.Run(); err == nil {
		t.Error("-save-run without -bench is no error")
	}
	if status := cmd.ProcessState.ExitCode(); status != 2 || out.Len() > 0 || !strings.Contains(errors.String(), "add -bench") {
		t.Errorf("have status %d, %q, %s; want 2, nothing and “add -bench”", status, out.String(), errors.String())
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("a file was written")
	}
}

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// Where every error is 0 none is the farthest from it.
func TestNoneIsFarthest(t *testing.T) {
	notebooktest.Says(t, source, run, "that is farthest from 0 is", map[string]bool{"": true, "extreme/gradients-below-float": true, "extreme/paths-that-cancel": false})
}
