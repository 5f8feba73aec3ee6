// Package notebook is what a chapter shows its numbers with. A chapter is a
// program of the form
//
//	//go:embed main.go
//	var source string
//
//	func main() { notebook.Main(source, run) }
//
//	func run(nb *notebook.Notebook) error { … }
//
// and each method of the Notebook that shows something adds one output, with
// the line of run that called it. An output is data: it writes itself as text for
// a terminal, goes into a record, and package markup writes it for a page.
//
// Goals:
//   - a chapter reads like a textbook: no formatting, no error checks around
//     what it shows; what is wrong there fails the chapter, with its line
//   - what is printed is the same on every machine
//   - all or nothing: a chapter that fails, or a file that is not a network,
//     prints nothing on standard output and leaves no half-written file
//
// Non-goals:
//   - HTML, drawing, Markdown for pages, style sheets: packages markup, figure
//     and site make pages of the outputs
//   - mathematics: numbers and derivations come from package cnn
package notebook
