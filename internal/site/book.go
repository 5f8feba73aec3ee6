// Package site makes the pages of the book from the sources of its chapters
// and from what they showed.
//
// Goals:
//   - pages that need nothing but themselves: they open from the file system,
//     ask no other site for anything, and work without a script
//   - a mistake in the prose is an error with the line of the source that
//     holds it, and everything else is still rendered
//   - the same book gives the same bytes
//
// Non-goals:
//   - running chapters, reading or writing files: the caller does both
//   - knowing mathematics: numbers come from the chapters, formulas go to
//     package tex, drawings to package figure
package site

import "backprop/internal/notebook"

// A Chapter is a source and what it showed when it ran.
type Chapter struct {
	// Name is the chapter's folder, such as "13-convolution-backward-kernel":
	// two digits, a hyphen, and words in lower case.
	Name string
	// Source is its main.go.
	Source string
	// Twin is its main.py, which computes in NumPy what the chapter's loops
	// compute; see weave's Chapter.Twin. Empty if it has none.
	Twin string
	// Printed is what the twin prints, as weave.TwinPrinted takes it apart.
	// Empty if it is not known.
	Printed string
	// Entries are what it showed, in the order in which it showed it.
	Entries []notebook.Entry
	// Failure says why the chapter did not build or run; empty if it did. The
	// page shows it in place of the outputs.
	Failure string
}

// A Network is a network file that comes with the book.
type Network struct {
	Name string // of the file, without ".json"
	Text string
}

// A Book is what Render makes pages of.
type Book struct {
	// Chapters are the chapters that exist, in any order. A link to any other
	// is an error, so to render one chapter alone, give the sources of all and
	// write only the one page.
	Chapters []Chapter
	// Sheet is the whole network on one sheet, for the front page; nil for none.
	Sheet *notebook.Sheet
	// Networks are those that the lab offers to begin with.
	Networks []Network
	// LiveReload adds the script that reloads a page when the server at
	// /-/reload says so.
	LiveReload bool
	// Address is where the book is published, as CheckAddress returns it. The
	// pages then name their own addresses, and there is a site map. Empty if it
	// is not known.
	Address string
	// Repository is where the source of the book can be had, an address without a
	// slash at its end. Empty if it is not known.
	Repository string
}

// Render returns the files of the book: paths under docs/, with forward
// slashes, and their bytes. The same book gives the same bytes.
//
// An error is one or more errors joined, each of the form
// "chapters/NN-name/main.go:LINE: what is wrong". What can be rendered is
// returned all the same.
func Render(b Book) (map[string][]byte, error) { return new(Renderer).Render(b) }
