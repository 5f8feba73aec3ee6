package report

import (
	"os"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"backprop/internal/cnn"
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
			goldie.New(t, goldie.WithFixtureDir("testdata/golden"), goldie.WithNameSuffix(".txt"), goldie.WithDiffEngine(goldie.ColoredDiff)).
				Assert(t, name, []byte(shownOf(t, r.pass, func(r *Report) error {
					r.Diagram()
					steps := r.Steps()
					if name == "lenet-sized" {
						steps = steps[:4] // the others take seconds
					}
					for _, step := range steps {
						step.Show()
					}
					return r.Only(cnn.GradientPlace(0))
				})))
		})
	}
}

// shownOf is the text of what a function shows of a report.
func shownOf(t *testing.T, pass *cnn.Pass, show func(*Report) error) string {
	t.Helper()
	entries, err := notebook.Shown(func(nb *notebook.Notebook) error { return show(New(nb, pass, false)) }, notebook.Example{Network: pass.Network})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		b.WriteString(e.Output.Text(80) + "\n\n")
	}
	return b.String()
}
