// # A sample of *everything*
//
// The error has reached $\partial L/\partial Z$. This sentence is the lead of
// a chapter that shows each kind of output once.
//
// Known to all is `A = ReLU(Z)`.

package notebook

import (
	_ "embed"
	"math"
)

//go:embed sample_test.go
var sampleSource string

//line chapters/13-sample/main.go:19

func run(nb *Notebook) error {
	// the worked example
	ex, err := nb.Classic()
	if err != nil {
		return err
	}

	nb.Strip("K", true)

	// ## The formula for $K_{m,n}$
	//
	// $$
	// \frac{\partial L}{\partial K_{m,n}} = \sum_{i,j} \frac{\partial L}{\partial Z_{i,j}} X_{i+m,j+n}
	// $$

	z := ex.Z.Tensor.Rows()
	a := make([][]float64, len(z))
	for i, row := range z {
		a[i] = make([]float64, len(row))
		for j, v := range row {
			a[i][j] = math.Max(0, v)
		}
	}
	nb.Check("the loops and the engine agree on $A$", a, ex.A)

	// ### In numbers

	nb.Row(ex.X, `\star`, ex.K, "=", ex.Z)
	nb.Derive(ex.Z, 1, 2)
	nb.DeriveAll(ex.DK)
	for i := range 2 {
		nb.Markdownf("Row %d begins with $%v$, which is %v.", i, z[i][0], z[i][0])
		nb.Equation(TeX(ex.Z.Sign, i, 0), Eq(z[i][0]))
	}
	nb.Table("Two steps", []string{"step", "loss", "what"}, [][]any{
		{0, 0.9943, "before **any** step"},
		{10, -12.5, "after"},
	})
	nb.Figure(Figure{
		Title:   "The loss falls",
		Caption: "Each step of $\\eta = 0.1$ makes it smaller.",
		X:       Axis{Label: "step"}, Y: Axis{Label: "loss"},
		Curves: []Curve{{X: []float64{0, 1, 2}, Y: []float64{1, 0.5, 0.25}}},
	})

	// ## Exercises

	nb.Exercise(Exercise{
		Question: "What is $\\partial L/\\partial b$?",
		Hint:     "The bias reaches every output.",
		Answers:  []Answer{{Name: TeX(ex.DB.Sign), Value: ex.DB.Data[0]}},
		Solution: "It is the sum over $\\partial L/\\partial Z$.",
	})
	nb.Slip("error-sign", "People write $y - p$. It is $p - y$.",
		[]any{ex.DS}, []any{Vector(`y - p`, []float64{1, 2, 3})})
	return nil
}
