// # Numbers that explain themselves
//
// A chapter for the browser: rows whose results have sources, and an exercise
// that answers.

package site

import (
	_ "embed"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

//go:embed explained_test.go
var explainedSource string

//line chapters/02-explained/main.go:20

func run(nb *notebook.Notebook) error {
	ex, err := nb.Classic()
	if err != nil {
		return err
	}

	// ## A window slides over the image

	nb.Row(ex.X, `\star`, ex.K, "+", ex.B, "=", ex.Z)

	// ## Errors meet the image

	nb.Row(ex.X, `\star`, ex.DZ, "=", ex.DK)
	nb.DeriveAll(ex.DK)

	// ## The largest number stays

	nb.Row(ex.A, `\to`, ex.P)

	// ## One map of two, and the weights read backward

	two, err := cnn.Run(&cnn.Network{
		Input: &cnn.Tensor{Shape: cnn.Shape{1, 3, 3}, Data: []float64{1, 2, 0, 0, 1, 3, 2, 1, 1}},
		Layers: []cnn.Layer{cnn.Conv{
			Kernel: &cnn.Tensor{Shape: cnn.Shape{2, 1, 2, 2}, Data: []float64{1, 2, -1, 2, 2, -1, 3, 1}},
			Bias:   cnn.Vector(0.5, -1), Stride: cnn.Steps{Down: 1, Across: 1},
		}},
		Upstream: &cnn.Tensor{Shape: cnn.Shape{2, 2, 2}, Data: []float64{1, 0.5, -1, 2, 1, 3, 2, 1}},
	})
	if err != nil {
		return err
	}
	at := func(place cnn.Place) cnn.Quantity {
		q, _ := two.Quantity(place)
		return q
	}
	k := at(cnn.ValuePlace(0, "kernel"))
	nb.Row(at(cnn.ActivationPlace(0)), `\star`, notebook.Part(k, 1, 0), "+", notebook.Part(at(cnn.ValuePlace(0, "bias")), 1), "=", notebook.Part(at(cnn.ActivationPlace(1)), 1))
	nb.Row(at(cnn.GradientPlace(1)), `\text{and}`, k, `\to`, at(cnn.GradientPlace(0)))

	// ## Try it

	nb.Exercise(notebook.Exercise{
		Question: "How much is it?",
		Hint:     "Between $-0.2$ and $-0.1$.",
		Answers:  []notebook.Answer{{Name: "x", Value: -0.14336, Wrong: []notebook.Wrong{{0.2868, "gate-forgotten", "left out the gate"}, {0.2873, "one-filter", "took one kernel"}, {0.29, "", "counted twice"}}}, {Name: "y", Value: 0.25}, {Name: "z", Value: 184}, {Name: "w", Value: 2.4109373e-20}},
		Solution: "Count.",
	})
	return nil
}

//line explained_test.go:56

// explainedBook is a book of the one chapter above.
func explainedBook(t testing.TB) Book {
	t.Helper()
	example, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	p, err := notebook.Play(explainedSource, run, example)
	if err != nil {
		t.Fatal(err)
	}
	return Book{Chapters: []Chapter{{Name: p.Name, Source: explainedSource, Entries: p.Entries}}}
}
