package markup

import (
	"encoding/xml"
	"errors"
	"html"
	"io"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// smallNet is a classic network of short numbers: three windows have winners
// at three places, the fourth is dead.
func smallNet(t testing.TB) *cnn.Classic {
	t.Helper()
	c, err := cnn.AsClassic(&cnn.Network{
		Input: cnn.Map([][]float64{{2, 3, 0, 1, 0}, {2, 1, 1, 3, 1}, {2, 0, 1, 2, 2}, {2, 3, 1, 1, 1}, {2, 3, 2, 1, 0}}),
		Layers: []cnn.Layer{
			cnn.Conv{Kernel: cnn.Filter([][]float64{{0.25, 1}, {-0.75, -1}}), Bias: cnn.Vector(0.5), Stride: cnn.Steps{Down: 1, Across: 1}},
			cnn.ReLU{},
			cnn.MaxPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}}},
			cnn.Flatten{Order: cnn.CHW},
			cnn.Dense{Weights: cnn.Matrix([][]float64{{0.5, -0.5, 0.2, 0.1}, {0.1, 0.3, -0.4, 0.6}, {-0.2, 0.4, 0.5, -0.3}}), Bias: cnn.Vector(0.1, -0.2, 0.3)},
			cnn.Softmax{},
		},
		Loss:         &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.Vector(0, 1, 0)},
		LearningRate: 0.1,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// shown is what a function shows.
func shown(t testing.TB, show func(*notebook.Notebook)) []notebook.Output {
	t.Helper()
	entries, err := notebook.Shown(func(nb *notebook.Notebook) error {
		show(nb)
		return nil
	}, notebook.Example{File: "small.json", Network: smallNet(t).Network})
	if err != nil {
		t.Fatal(err)
	}
	var outputs []notebook.Output
	for _, e := range entries {
		outputs = append(outputs, e.Output)
	}
	return outputs
}

// rowOf makes a row.
func rowOf(t testing.TB, items ...any) *notebook.Row {
	t.Helper()
	return shown(t, func(nb *notebook.Notebook) { nb.Row(items...) })[0].(*notebook.Row)
}

// everyKind shows each kind of output once or more often.
func everyKind(t testing.TB) []notebook.Output {
	t.Helper()
	c := smallNet(t)
	return shown(t, func(nb *notebook.Notebook) {
		nb.Strip("K", true)
		nb.WholeStrip(notebook.Stage{Name: "X", Shape: cnn.Shape{2}, Across: true}, notebook.Stage{Name: "Z", Layer: "a < b"})
		nb.Check("the loops and the engine agree on $A$", c.A, c.A)
		nb.Row(c.X, `\star`, c.K, "+", c.B, "=", c.Z)
		nb.Captioned("Winners & gates", c.DZ, `\to`, c.DX, `\text{and}`, c.DK)
		nb.Folded("Every *window*", c.A, `\to`, c.P)
		nb.Derive(c.Z, 1, 2)
		nb.DeriveAll(c.DK)
		nb.DeriveAll(c.DZ)
		nb.Markdownf("Row %d begins with $%v$.", 0, 0.5)
		nb.Table("Two steps", []string{"step", "$L$", "what"}, [][]any{{0, 0.9943, "before **any** step"}, {10, -12.5, "after"}})
		nb.Figure(notebook.Figure{Title: "The loss falls", Caption: "Each step of $\\eta = 0.1$ makes it smaller.", X: notebook.Axis{Label: "step"}, Y: notebook.Axis{Label: "loss"},
			Curves: []notebook.Curve{{X: []float64{0, 1, 2}, Y: []float64{1, 0.5, 0.25}}}})
		nb.Figure(notebook.Figure{Title: "A pattern", Maps: []notebook.HeatMap{{Rows: [][]float64{{1, 0}}, Sparse: true}}})
		nb.Exercise(notebook.Exercise{Question: "What is $\\partial L/\\partial b$?", Hint: "The bias reaches every output.",
			Answers:  []notebook.Answer{{Name: notebook.TeX(c.DB.Sign), Value: c.DB.Data[0], Wrong: []notebook.Wrong{{Value: 7, Mistake: "error-sign", Did: "guessed"}}}},
			Solution: "It is the sum over $\\partial L/\\partial Z$."})
		nb.Slip("error-sign", "“Swap.” People write $y - p$. It is $p - y$.", []any{c.DS}, []any{notebook.Vector(`y - p`, []float64{1, 2, 3})})
	})
}

// braced stands in for a renderer of Markdown, and oneParagraph for one that
// writes what may stand in a page.
func braced(source string) string { return "<p>{" + source + "}</p>\n" }

func oneParagraph(source string) string { return "<p>" + html.EscapeString(source) + "</p>\n" }

// wellFormed reports a tag that is not closed.
func wellFormed(page string) error {
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict = true
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func golden(t *testing.T, name, have string) {
	t.Helper()
	goldie.New(t, goldie.WithFixtureDir("testdata")).Assert(t, name, []byte(have+"\n"))
}
