// # A mean
//
// What is the mean of a pooled map, and what is its gradient?

package notebook_test

import (
	_ "embed"
	"os"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A chapter carries its own text: this file is one.
//
//go:embed smallest_test.go
var chapter string

func run(nb *notebook.Notebook) error {
	// ## Forward
	//
	// Each of the four cells counts a quarter.

	mean := cnn.AvgPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}}}
	pass, err := cnn.Run(&cnn.Network{
		Input:    cnn.Map([][]float64{{1, 2}, {3, 6}}),
		Layers:   []cnn.Layer{mean},
		Upstream: cnn.Map([][]float64{{2}}),
	})
	if err != nil {
		return err
	}
	out, err := pass.Quantity(cnn.ActivationPlace(1))
	if err != nil {
		return err
	}
	nb.Derive(out, 0, 0)

	// ## Backward
	//
	// So each of them gets a quarter of the gradient.

	back, err := pass.Quantity(cnn.GradientPlace(0))
	if err != nil {
		return err
	}
	nb.Row(back)
	return nil
}

// The smallest chapter: a program that shows numbers, with the text around
// them. Its main would call Main, which is Execute with the arguments of the
// program; with -prose it prints the text as well.
func Example() {
	notebook.Execute(chapter, run, nil, nil, os.Stdout, os.Stderr)
	// Output:
	// A mean
	// ══════
	//
	// Forward
	// ───────
	//
	// P = 1/4·X[0,0] + 1/4·X[0,1] + 1/4·X[1,0] + 1/4·X[1,1]
	//   = 1/4·1 + 1/4·2 + 1/4·3 + 1/4·6
	//   = 3
	//
	// Backward
	// ────────
	//
	//        ∂L/∂X
	//        0   1
	//   0 ⎡ 0.5 0.5 ⎤
	//   1 ⎣ 0.5 0.5 ⎦
}
