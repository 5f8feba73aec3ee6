package report

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// A golden test shows the whole report on small networks that have between them
// each kind of layer, padding and stride, groups, a batch, a decay; and on one
// whose arrays are too large to show.
func TestGolden(t *testing.T) {
	for _, name := range []string{
		"average-pooling", "batch-normalization", "batch", "channel-last-flatten", "dilation", "dropout", "groups", "hinge",
		"lenet-sized", "log-softmax", "sequence", "skip-connection", "stride-two", "transposed-convolution", "weight-decay",
	} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile("../../testdata/networks/" + name + ".json")
			if err != nil {
				t.Fatal(err)
			}
			r := reportOf(t, string(text))
			assert(t, name, shownOf(t, r.pass, func(r *Report) error {
				r.Diagram()
				steps := r.Steps()
				if name == "lenet-sized" {
					steps = steps[:4] // the others take seconds
				}
				for _, step := range steps {
					step.Show()
				}
				return r.Only(cnn.GradientPlace(0))
			}))
		})
	}
}

// What each mistake changes first, and how it can be told.
func TestToldGolden(t *testing.T) {
	var b strings.Builder
	for _, name := range []string{"worked-example", "average-pooling", "two-channels", "sequence", "skip-connection"} {
		text, err := os.ReadFile("../../testdata/networks/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		changes, hidden, err := Changes(reportOf(t, string(text)).pass)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s, %d hidden\n", name, len(hidden))
		for _, c := range changes {
			fmt.Fprintf(&b, "  %s: %d numbers at %d places, first %v: %s", c.Mistake.Name, c.Total(), len(c.Places), c.Places[0], strings.Join(c.Tell(), " "))
			if c.Shown != "" {
				fmt.Fprintf(&b, " As %s.", c.Shown)
			}
			b.WriteByte('\n')
		}
	}
	assert(t, "told", b.String())
}

// Answers of every sort, marked: right, coarse, slipped, blank, of another
// shape.
func TestMarkedGolden(t *testing.T) {
	network, err := os.ReadFile("../../testdata/networks/worked-example.json")
	if err != nil {
		t.Fatal(err)
	}
	pass := reportOf(t, string(network)).pass
	for name, file := range map[string]string{
		"marked-right": "../../testdata/answers/all-right.json", "marked-slips": "../../testdata/answers/three-slips.json",
		"marked-more-slips": "../marking/testdata/answers/slips.json", "marked-odd": "../marking/testdata/answers/odd.json",
	} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		answers, err := marking.ReadAnswers(file, bytes.NewReader(text), pass)
		if err != nil {
			t.Fatal(err)
		}
		assert(t, name, shownBy(t, pass, func(nb *notebook.Notebook) error {
			m, err := Mark(nb, pass.Network, answers, 5) // with four decimals they are coarse
			if err == nil {
				m.Show()
			}
			return err
		}))
	}
}

// assert compares with a golden file.
func assert(t *testing.T, name, have string) {
	t.Helper()
	goldie.New(t, goldie.WithFixtureDir("testdata/golden"), goldie.WithNameSuffix(".txt"), goldie.WithDiffEngine(goldie.ColoredDiff)).
		Assert(t, name, []byte(have))
}

// shownOf is the text of what a function shows of a report.
func shownOf(t *testing.T, pass *cnn.Pass, show func(*Report) error) string {
	t.Helper()
	return shownBy(t, pass, func(nb *notebook.Notebook) error { return show(New(nb, pass, false)) })
}

// shownBy is the text of what a function shows in a notebook.
func shownBy(t *testing.T, pass *cnn.Pass, show func(*notebook.Notebook) error) string {
	t.Helper()
	entries, err := notebook.Shown(show, notebook.Example{Network: pass.Network})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		b.WriteString(e.Output.Text(80) + "\n\n")
	}
	return b.String()
}
