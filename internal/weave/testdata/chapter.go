// # Convolution, backward: the *kernel*
//
// The error has reached $\partial L/\partial Z$. One step further back it
// reaches the kernel.
//
// A second paragraph.

package main

import (
	_ "embed"

	// the notebook
	"backprop/internal/notebook"
)

//go:embed main.go
var source string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	// the worked example
	ex, err := nb.Classic()
	if err != nil {
		return err
	}

	// ## The formula
	//
	// A weight is used many times:
	//
	// $$
	// \frac{\partial L}{\partial K_{mn}}
	// =
	// \sum_{i,j} \delta_{ij} X_{i+m,j+n}
	// $$

	// touches the code
	dK := newKernel(ex.K)
	for m := range dK {
		for n := range dK[m] {
			dK[m][n] = sum(m, n) // trailing

			// also in a loop
			dK[m][n] += 0
			// at the end of a block
		}
	}
	text := `raw

	text
# no heading
  `
	nb.Check("loops and engine agree", dK, ex.DK)

	/*
		### In one `sum`

		    # code, not a heading
	*/

	nb.Matrix("dK", dK).Hover(text)
	for _, step := range ex.Steps {
		if err := nb.Equation(step); err != nil {
			return err
		}
	}

	// What comes next: the [input](../14/index.html).
	//
	// ## The formula

	nb.Strip()
	return nil
}

// ## The helpers

// newKernel makes room.
func newKernel(k [][]float64) [][]float64 {
	// First the rows.

	out := make([][]float64, len(k))
	return out
}

const half = 0.5
