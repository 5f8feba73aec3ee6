package main

import (
	"backprop/internal/format"
	"backprop/internal/notebook"
)

// writtenOtherwise is a table of what a network file has no word for, from
// which the errors of a file take their hints, too.
func writtenOtherwise(nb *notebook.Notebook) {
	var rows [][]any
	for _, e := range format.Elsewheres() {
		rows = append(rows, []any{e.Have, e.Write})
	}
	nb.Table(nb.Phrase("written otherwise", nil),
		[]string{"you have", "write"}, rows)
}
