// # Sliding a window
//
// A kernel looks at a small window of the image. What does it write down for
// each place, and where does $b$ come in?

package main

import "backprop/internal/notebook"

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	// ## The rule
	//
	// Lay the kernel over the window, multiply cell by cell, add:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i+m,j+n} \, K_{m,n} + b$$
	//
	// Going back over the same windows is the subject of
	// [chapter 13](../13-one-weight-many-uses#one-weight).

	x := [][]float64{{2, 3, 0}, {2, 1, 1}, {2, 0, 1}}
	nb.Row(x)

	return nil
}
