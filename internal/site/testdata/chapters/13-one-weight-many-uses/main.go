// # One weight, many uses
//
// The error has reached $\partial L/\partial Z$. How much of it does each
// weight of the kernel answer for?

package main

import (
	_ "embed"

	"backprop/internal/notebook"
)

//go:embed main.go
var source string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	ex, err := nb.Classic()
	if err != nil {
		return err
	}

	nb.Strip("K", true)

	// ## The formula
	//
	// A weight is used many times. $K_{m,n}$ multiplied one input cell for
	// every output cell, so its gradient collects one term from each:
	//
	// $$\frac{\partial L}{\partial K_{m,n}} =
	//   \sum_{i,j} \frac{\partial L}{\partial Z_{i,j}} \, X_{i+m,j+n}$$
	//
	// | array | shape | state |
	// | --- | --- | ---: |
	// | $X$ | 5×5 | known |
	// | $\partial L/\partial Z$ | 4×4 | known |
	//
	// > [!WHY] The parts *add*, $a + b$
	// > A weight with three uses moves the loss in three ways at once:
	// > $$\boxed{dL = g_1 \, dk
	// >   + g_2 \, dk + g_3 \, dk}$$

	nb.Row(ex.X, `\star`, ex.DZ, "=", ex.DK)

	// ## One weight in full {#one-weight-in-full #one-weight}
	//
	// Take the lower left weight, `K[1,0]`. See also
	// [the rule of the forward pass](02-sliding-a-window#the-rule) and
	// [signs and words](words#kernel).

	nb.Derive(ex.DK, 1, 0)

	// ### In code
	//
	// The loops are those of the formula. The four sums run over the output
	// cells, not over the window.

	dK := ex.DK.Like()
	for m := range 2 {
		for n := range 2 {
			for i := range 4 {
				for j := range 4 {
					// each use of the weight brings its error back
					dK.Add(ex.DZ.At(i, j)*ex.X.At(i+m, j+n), m, n)
				}
			}
		}
	}
	nb.Check(`loops and engine agree`, ex.DK, dK)

	// > [!SLIP] The kernel is not rotated here
	// > The rotated kernel belongs to the gradient of the *input*. Rotating in
	// > this sum gives the right numbers in the wrong places.
	//
	// > [!NOTE]
	// > A note without a title, with code `a < b` and ~~nothing~~ else.
	//
	// ## What people do wrong

	nb.Slip("rotated", "You rotate.", nil, nil)
	nb.Table("Sizes", nil, nil)
	nb.Figure(picture)

	// ## Try it
	//
	// 1. Compute one element by hand.
	// 2. Compare it with the page.
	//
	// ```
	// X ─▶ Z ─▶ A
	// ```

	nb.Exercise(question)

	return nil
}

// like is shown, because it is the chapter's own.
func like(rows [][]float64) [][]float64 {
	return make([][]float64, len(rows)) // "empty" of course
}
