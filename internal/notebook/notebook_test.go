package notebook

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/weave"
)

var errBroken = errors.New("no more")

// here is the line of the sample at which a text stands.
func here(t testing.TB, text string) int {
	t.Helper()
	for i, line := range strings.Split(sampleSource, "\n") {
		if strings.Contains(line, text) {
			return i + 1
		}
	}
	t.Fatalf("the sample does not hold %q", text)
	return 0
}

func TestLines(t *testing.T) {
	var have []string
	for _, e := range sample(t).Entries {
		have = append(have, fmt.Sprint(e.Line, " ", e.Output.Kind()))
	}
	loop, equation := here(t, "Row %d begins"), here(t, "nb.Equation(")
	want := []string{
		fmt.Sprint(here(t, "nb.Strip("), " strip"),
		fmt.Sprint(here(t, "nb.Check("), " check"),
		fmt.Sprint(here(t, "nb.Row("), " row"),
		fmt.Sprint(here(t, "nb.Derive("), " equation"),
		fmt.Sprint(here(t, "nb.DeriveAll("), " derivations"),
		fmt.Sprint(loop, " sentence"), fmt.Sprint(equation, " equation"),
		fmt.Sprint(loop, " sentence"), fmt.Sprint(equation, " equation"),
		fmt.Sprint(here(t, "nb.Table("), " table"),
		fmt.Sprint(here(t, "nb.Figure("), " figure"),
		fmt.Sprint(here(t, "nb.Exercise("), " exercise"),
		fmt.Sprint(here(t, "nb.Slip("), " slip"),
	}
	if !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
}

// The line is that of the outermost frame inside run: of the call of a
// function, not of its inside; of the call out of which a closure runs; of the
// loop, where the loop is over a sequence.
func TestLineOfCallsAndClosures(t *testing.T) {
	deep := func(nb *Notebook, depth int) {}
	deep = func(nb *Notebook, depth int) {
		if depth > 0 {
			deep(nb, depth-1)
			return
		}
		nb.Markdownf("deep")
	}
	at := 0
	p, err := Play(sampleSource, func(nb *Notebook) error {
		at = nb.run.line()
		deep(nb, 200)
		slices.SortFunc([]int{2, 1}, func(a, b int) int {
			nb.Markdownf("compared")
			return a - b
		})
		for range slices.Values([]int{1}) {
			nb.Markdownf("in a loop over a sequence")
		}
		done := make(chan bool)
		go func() {
			nb.Markdownf("elsewhere")
			done <- true
		}()
		<-done
		return nil
	}, Example{Network: smallNet(t).Network})
	if err != nil {
		t.Fatal(err)
	}
	var have []int
	for _, e := range p.Entries {
		have = append(have, e.Line-at)
	}
	if want := []int{1, 2, 6, 11}; !slices.Equal(have, want) {
		t.Errorf("have %v lines after the first, want %v", have, want)
	}
}

func TestSprintf(t *testing.T) {
	tests := []struct {
		format string
		args   []any
		want   string
	}{
		{"%v and %v", []any{-0.14344, 2.0}, "−0.1434 and 2"},
		{"$x = %v$", []any{-0.5}, "$x = -0.5$"},
		{"%.2f %6.1f|", []any{-0.255, -1.25}, "−0.26   −1.2|"},
		{"%.2v", []any{-0.2561}, "−0.26"},
		{"%d %v %3d", []any{-3, -4, 5}, "−3 −4   5"},
		{"%s %q %v", []any{"a-b", "c", "-"}, `a-b "c" -`},
		{"100%%", nil, "100%"},
		{"$%s$", []any{Eq(1.0 / 3)}, `$\approx  0.3333$`},
	}
	for _, test := range tests {
		have, err := sprintf(test.format, test.args)
		if err != nil || have != test.want {
			t.Errorf("%q: have %q, %v, want %q", test.format, have, err, test.want)
		}
	}
	for _, bad := range []struct {
		format string
		args   []any
	}{
		{"%d", []any{0.5}}, {"%d", []any{"a"}}, {"%v", nil}, {"a", []any{1}}, {"%", nil}, {"%v %v", []any{1.0}},
	} {
		if have, err := sprintf(bad.format, bad.args); err == nil {
			t.Errorf("%q with %v: have %q, want an error", bad.format, bad.args, have)
		}
	}
}

func TestExercisesAreCounted(t *testing.T) {
	p, err := Play(sampleSource, func(nb *Notebook) error {
		for range 3 {
			nb.Exercise(Exercise{Question: "q $−1$", Solution: "s"})
		}
		return nil
	}, Example{Network: smallNet(t).Network})
	if err != nil {
		t.Fatal(err)
	}
	for i, entry := range p.Entries {
		e := entry.Output.(*Exercise)
		if e.Number != i+1 || e.Question != "q $-1$" {
			t.Errorf("have number %d, question %q, want %d", e.Number, e.Question, i+1)
		}
	}
}

// A computed number may stand in the math of any Markdown.
func TestMathSignsEverywhere(t *testing.T) {
	const markdown = "$x = −0.5$"
	p, err := Play(sampleSource, func(nb *Notebook) error {
		nb.Markdownf(markdown)
		nb.Captioned(markdown, 1.0)
		nb.Table(markdown, []string{markdown}, [][]any{{markdown}})
		nb.Figure(Figure{Title: "T", Caption: markdown, Curves: []Curve{{X: []float64{1}, Y: []float64{1}}}})
		nb.Check(markdown, 1.0, 1.0)
		nb.Exercise(Exercise{Question: markdown, Hint: markdown, Solution: markdown})
		nb.Slip("", markdown, nil, nil)
		return nil
	}, Example{Network: smallNet(t).Network})
	if err != nil {
		t.Fatal(err)
	}
	if have := p.Text(); strings.Count(have, "x = −0.5") != 11 {
		t.Errorf("have %d numbers, want 11:\n%s", strings.Count(have, "x = −0.5"), have)
	}
}

// What cannot be shown fails the chapter; the first of it wins.
func TestFaults(t *testing.T) {
	c := smallNet(t)
	tests := []struct {
		name string
		run  func(*Notebook) error
		want string
	}{
		{"sentence", func(nb *Notebook) error { nb.Markdownf(`$\x$`); return nil }, `$\x$: unknown command \x`},
		{"format", func(nb *Notebook) error { nb.Markdownf("%d", "a"); return nil }, "Markdownf: %!d(string=a)"},
		{"row", func(nb *Notebook) error { nb.Row(true); return nil }, "bool"},
		{"caption", func(nb *Notebook) error { nb.Captioned(`$\x$`, c.X); return nil }, `unknown command \x`},
		{"captioned row", func(nb *Notebook) error { nb.Captioned("a", true); return nil }, "bool"},
		{"derivation", func(nb *Notebook) error { nb.Derive(cnn.Quantity{Sign: cnn.Sign{Letter: "Q"}}); return nil }, "Q belongs to no pass"},
		{"index", func(nb *Notebook) error { nb.Derive(c.Z, 9, 9); return nil }, "panic: cnn: index 9 outside axis 0"},
		{"equation", func(nb *Notebook) error { nb.Equation("a", "= \\x"); return nil }, `unknown command \x`},
		{"table", func(nb *Notebook) error { nb.Table("", nil, nil); return nil }, "no columns"},
		{"figure", func(nb *Notebook) error { nb.Figure(Figure{}); return nil }, "no title"},
		{"check", func(nb *Notebook) error { nb.Check("c", 1.0, 2.0); return nil }, `check "c": the number is 1, expected 2`},
		{"exercise", func(nb *Notebook) error { nb.Exercise(Exercise{}); return nil }, "no question"},
		{"slip", func(nb *Notebook) error { nb.Slip("", "", nil, nil); return nil }, "slip: no text"},
		{"strip", func(nb *Notebook) error { nb.Strip("Q", true); return nil }, `no stage "Q"`},
		{"error", func(nb *Notebook) error { return errBroken }, "no more"},
		{"must", func(nb *Notebook) error { Must(1, errBroken); return nil }, "no more"},
		{"ok", func(nb *Notebook) error { OK(nil); OK(errBroken); return nil }, "no more"},
		{"panic", func(nb *Notebook) error { panic("oh") }, "panic: oh"},
		{"first wins", func(nb *Notebook) error { nb.Check("c", 1.0, 2.0); nb.Row(true); panic("oh") }, `check "c"`},
		{"before an error", func(nb *Notebook) error { nb.Check("c", 1.0, 2.0); return errBroken }, `check "c"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := Play(sampleSource, test.run, Example{Network: c.Network})
			var have *Fault
			if p != nil || !errors.As(err, &have) {
				t.Fatalf("have %v, %v, want a fault", p, err)
			}
			if !strings.Contains(have.Err.Error(), test.want) || have.Line != locate(test.run).at {
				t.Errorf("have line %d, %v\nwant line %d, %q", have.Line, have, locate(test.run).at, test.want)
			}
		})
	}
}

func TestFaultsOfTheText(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"no Go", "// # T\n\npackage", ":3"},
		{"no title", "// T\n\npackage main\n", "has no title"},
		{"formula", "// # T\n\npackage main\n\n// a\n//\n// $\\x$\n\nvar x = 1\n", `.go:7: $\x$: unknown command \x`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Play(test.source, func(*Notebook) error { return nil }, Example{Network: smallNet(t).Network})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("have %v, want %q in it", err, test.want)
			}
		})
	}
}

func TestClassicRefuses(t *testing.T) {
	vector := &cnn.Network{Input: cnn.Vector(1, 2), Layers: []cnn.Layer{cnn.ReLU{}}}
	huge := &cnn.Network{Input: cnn.Vector(1e308, 1e308), Layers: []cnn.Layer{cnn.Dense{Weights: cnn.Matrix([][]float64{{1, 1}}), Bias: cnn.Vector(0)}}}
	tests := []struct {
		name string
		n    *cnn.Network
		run  func(*Notebook) error
		want string // "" for no error
	}{
		{"classic", vector, func(nb *Notebook) error { _, err := nb.Classic(); return err }, "my.json: the network has 1 layer,"},
		{"wrapped by name only", vector, func(nb *Notebook) error { _, err := nb.Classic(); return fmt.Errorf("no: %v", err) }, "my.json: the network has 1 layer,"},
		{"strip", vector, func(nb *Notebook) error { nb.Strip("Z", false); return nil }, "my.json: the network has 1 layer,"},
		{"must", vector, func(nb *Notebook) error { Must(nb.Classic()); return nil }, "my.json: the network has 1 layer,"},
		{"overflow", huge, func(nb *Notebook) error { _, err := nb.Network(); return err }, "my.json: layer 0 (dense)"},
		{"any network", vector, func(nb *Notebook) error { _, err := nb.Network(); return err }, ""},
		{"asked, and went on", vector, func(nb *Notebook) error { _, _ = nb.Classic(); return nil }, ""},
		{"chapter's own file", vector, func(nb *Notebook) error { return fmt.Errorf("it: %w", BadInput(errors.New("answers.json:3: no"))) }, "answers.json:3: no"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Play(sampleSource, test.run, Example{File: "my.json", Network: test.n})
			var bad *badInput
			switch {
			case test.want == "" && err != nil:
				t.Errorf("have %v, want no error", err)
			case test.want != "" && (!errors.As(err, &bad) || !strings.HasPrefix(err.Error(), test.want)):
				t.Errorf("have %v, want bad input: %q", err, test.want)
			}
		})
	}
}

func TestWorkedExample(t *testing.T) {
	e, err := WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cnn.AsClassic(e.Network); err != nil {
		t.Error(err)
	}
}

// The sample keeps the rules of a chapter, as far as a test can.
func TestSampleReads(t *testing.T) {
	for _, p := range weave.Lint("sample_test.go", sampleSource) {
		if !strings.HasPrefix(p.Message, "missing: ") && !strings.Contains(p.Message, "columns wide") {
			t.Errorf("sample_test.go:%d: %s", p.Line, p.Message)
		}
	}
}
