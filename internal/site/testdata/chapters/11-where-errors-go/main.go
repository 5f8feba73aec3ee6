// # Where errors go
//
// Each window of the pooling had one winner. It gets the error.

package main

import "backprop/internal/notebook"

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	// ## Ties
	//
	// The first cell wins.

	nb.Markdownf("Nothing.")

	return nil
}
