package script

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/marking"
)

// TestFromTorch puts the snippet in front of models, and has what it writes
// marked.
func TestFromTorch(t *testing.T) {
	withFrameworks(t)
	models, err := os.ReadFile(harness(t, "models.py"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "model.py"), append([]byte(FromTorch), models...), 0o666); err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, option := range []string{"dilation", "groups", "output_size", "beta", "approximate", "label_smoothing", "weight", "pos_weight", "padding_mode", "training", "such loss", "such loss"} {
		want.WriteString(option + " True\n")
	}
	if have := runPython(t, folder, "model.py"); have != want.String() {
		t.Errorf("have\n%s\nwant\n%s", have, want.String())
	}
	for _, c := range []struct {
		name    string
		exact   bool // every place is right to the last digit that float64 can claim
		missing int  // places that PyTorch does not have: the softmax or sigmoid in its loss, what a layer leaves out
	}{
		{"classes", true, 3}, {"classes of a batch", true, 3}, {"classes summed", true, 3}, {"shares", true, 3}, {"shares of a batch", true, 3},
		{"float32", false, 3}, {"float32 of a batch", false, 3}, {"squares", true, 0}, {"squares summed", true, 0}, {"dilated", true, 0}, {"curves", true, 0},
		{"vector", true, 0}, {"transposed", true, 1}, {"global", true, 0}, {"global maximum", true, 0}, {"along", true, 0}, {"whole sequences", true, 0},
		{"logarithms", true, 0}, {"normal", true, 5}, {"normal positions", true, 0}, {"dropped", true, 0},
		{"yes or no", true, 2}, {"yes or no summed", true, 0}, {"yes or no after a sigmoid", true, 0}, {"twice", true, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, p := marked(t, filepath.Join(folder, c.name))
			places := 0
			for _, place := range p.Places() {
				if !place.Updated {
					places++
				}
			}
			if have := len(report.Places); have != places-c.missing {
				t.Errorf("have %d places, want %d", have, places-c.missing)
			}
			for _, m := range report.Places {
				if m.Verdict != marking.Right && (c.exact || m.Verdict != marking.Rounded) {
					t.Errorf("%s is %s, %d of %d elements right", m.Place, m.Verdict, m.Right, m.Elements)
				}
			}
		})
	}
	t.Run("own", func(t *testing.T) {
		report, _ := marked(t, filepath.Join(folder, "own"))
		if len(report.Places) != 2 || report.Places[0].Verdict != marking.Right || report.Places[1].Verdict != marking.Wrong {
			t.Errorf("have %+v, want activations/1 right and gradients/0 wrong", report.Places)
		}
	})
}

// marked reads the two files in a folder, as strictly as the book does, and
// marks the answers.
func marked(t *testing.T, folder string) (*marking.Report, *cnn.Pass) {
	t.Helper()
	network, err := os.ReadFile(filepath.Join(folder, "my.json"))
	if err != nil {
		t.Fatal(err)
	}
	n, err := format.ParseNetwork("my.json", network)
	if err != nil {
		t.Fatal(err)
	}
	p := run(t, n)
	file, err := os.Open(filepath.Join(folder, "my-answers.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	answers, err := marking.ReadAnswers("my-answers.json", file, p)
	if err != nil {
		t.Fatal(err)
	}
	report, err := marking.Mark(n, answers, 0)
	if err != nil {
		t.Fatal(err)
	}
	return report, p
}
