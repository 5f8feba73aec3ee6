package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// sampleSource reads an invented chapter.
func sampleSource(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "chapters", name, "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// lineOf returns the number of the first line that holds the text.
func lineOf(t testing.TB, source, text string) int {
	t.Helper()
	for i, line := range strings.Split(source, "\n") {
		if strings.Contains(line, text) {
			return i + 1
		}
	}
	t.Fatalf("no line with %q", text)
	return 0
}

func grid(name string, rows ...[]float64) *notebook.Grid {
	g := &notebook.Grid{Name: name, Shape: cnn.Shape{len(rows), len(rows[0])}}
	for _, r := range rows {
		g.Values = append(g.Values, r...)
	}
	return g
}

func operator(tex string) notebook.Item { return notebook.Item{Operator: tex} }

func item(g *notebook.Grid) notebook.Item { return notebook.Item{Grid: g} }

// sampleRow is X ⋆ ∂L/∂Z = ∂L/∂K.
func sampleRow() *notebook.Row {
	x := grid("X", []float64{2, 3, 0, 1, 0}, []float64{2, 1, 1, 3, 1}, []float64{2, 0, 1, 2, 2}, []float64{2, 3, 1, 1, 1}, []float64{2, 3, 2, 1, 0})
	z := grid(`\partial L/\partial Z`, []float64{.1434, 0, 0, 0}, []float64{0, 0, -.1301, 0}, []float64{0, 0, 0, -.1835}, []float64{0, 0, 0, 0})
	k := grid(`\partial L/\partial K`, []float64{-.2103, -.3271}, []float64{-.0268, -.3003})
	z.Marks = make([]string, 16)
	z.Marks[0], z.Marks[6], z.Marks[11], z.Marks[12], z.Marks[13] = "winner", "winner", "here", "closed", "tie"
	k.Marks = []string{"", "", "", "wrong"}
	return &notebook.Row{
		Items:   []notebook.Item{item(x), operator(`\star`), item(z), operator(`\approx`), item(k)},
		Caption: "The error map plays the kernel: $X \\star \\partial L/\\partial Z$.",
	}
}

func sampleStrip() *notebook.Strip {
	s := &notebook.Strip{Backward: true}
	for _, st := range []struct {
		name  string
		shape cnn.Shape
	}{{"X", cnn.Shape{5, 5}}, {"Z", cnn.Shape{4, 4}}, {"A", cnn.Shape{4, 4}}, {"P", cnn.Shape{2, 2}}, {"f", cnn.Shape{4}}, {"s", cnn.Shape{3}}, {"p", cnn.Shape{3}}, {"L", nil}} {
		stage := notebook.Stage{Name: st.name, Shape: st.shape, Known: st.name != "X" && st.name != "Z", Here: st.name == "Z"}
		switch st.name {
		case "P":
			stage.Chapter = "11-where-errors-go"
		case "A":
			stage.Chapter = "12-not-written"
		}
		s.Stages = append(s.Stages, stage)
	}
	return s
}

func sampleEquation() *notebook.Equation {
	return &notebook.Equation{
		Left: `\frac{\partial L}{\partial K_{1,0}}`,
		Steps: []notebook.Step{
			{Relation: "=", Terms: []string{`\frac{\partial L}{\partial Z_{0,0}} \, X_{1,0}`, `+ \frac{\partial L}{\partial Z_{1,2}} \, X_{2,2}`, `+ \frac{\partial L}{\partial Z_{2,3}} \, X_{3,3}`}},
			{Relation: "≈", Terms: []string{`0.1434 \cdot 2`, `+ (-0.1301) \cdot 1`, `+ (-0.1835) \cdot 1`}},
			{Relation: "≈", Terms: []string{"-0.0268"}},
		},
		Note: "13 of the 16 terms are 0 and left out.",
	}
}

func sampleFigure() *notebook.Figure {
	var steps, loss []float64
	for i := range 20 {
		steps = append(steps, float64(i))
		loss = append(loss, 2/float64(i+2))
	}
	return &notebook.Figure{
		Title: "The loss falls", Caption: "The loss over twenty steps of $\\eta = 0.1$.",
		X: notebook.Axis{Label: "step"}, Y: notebook.Axis{Label: "loss"},
		Curves: []notebook.Curve{{Name: "loss", X: steps, Y: loss}},
	}
}

// sampleBook is a book of three invented chapters.
func sampleBook(t testing.TB) Book {
	var b Book
	for _, name := range []string{"13-one-weight-many-uses", "02-sliding-a-window", "11-where-errors-go"} {
		b.Chapters = append(b.Chapters, Chapter{Name: name, Source: sampleSource(t, name)})
	}
	back, slide := &b.Chapters[0], &b.Chapters[1]
	at := func(text string) int { return lineOf(t, back.Source, text) }
	back.Entries = []notebook.Entry{
		{Line: at("nb.Strip("), Output: sampleStrip()},
		{Line: at("nb.Row("), Output: sampleRow()},
		{Line: at("nb.Derive("), Output: sampleEquation()},
		{Line: at("nb.Check("), Output: &notebook.Check{What: "loops and engine agree on $\\partial L/\\partial K$", Elements: 4, OK: true}},
		{Line: at("nb.Slip("), Output: &notebook.Slip{
			Belief: "You rotate the error map before you correlate, as for the input.",
			Right:  &notebook.Row{Items: []notebook.Item{item(grid(`\partial L/\partial K`, []float64{-.2103, -.3271}, []float64{-.0268, -.3003}))}},
			Wrong:  &notebook.Row{Items: []notebook.Item{item(grid(`\partial L/\partial K`, []float64{-.3003, -.0268}, []float64{-.3271, -.2103}))}},
		}},
		{Line: at("nb.Table("), Output: &notebook.Table{Caption: "What each use of $K_{1,0}$ brings", Columns: []string{"use", "error", "input", "term"},
			Rows:    [][]string{{"$Z_{0,0}$", "0.1434", "2", "0.2868"}, {"$Z_{1,2}$", "−0.1301", "1", "−0.1301"}},
			Numeric: []bool{false, true, true, true}}},
		{Line: at("nb.Figure("), Output: sampleFigure()},
		{Line: at("nb.Exercise("), Output: &notebook.Exercise{Number: 1, Question: "What would $\\partial L/\\partial K_{1,0}$ be if $X_{3,3}$ were 0?",
			Answers: []notebook.Answer{{Name: `\partial L/\partial K_{1,0}`, Value: .1567}}, Hint: "One term goes.", Solution: "The third term is 0:\n\n$$0.1434 \\cdot 2 - 0.1301 = 0.1567$$"}},
	}
	slide.Entries = []notebook.Entry{{Line: lineOf(t, slide.Source, "nb.Row("), Output: &notebook.Row{Items: []notebook.Item{item(grid("X", []float64{2, 3, 0}, []float64{2, 1, 1}, []float64{2, 0, 1}))}}}}
	return b
}
