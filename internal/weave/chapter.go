// Package weave cuts the source of a chapter, an ordinary Go main.go, into
// cells in reading order: prose, code, and the frame of the program.
//
// A comment block with a blank line after it is prose. A comment that touches
// the code below it belongs to that code. There are no other markers, so a
// chapter stays a Go program that gofmt, the compiler and a reader of the file
// see as it is.
//
// Goals:
//   - every line that is not blank belongs to exactly one cell, and line i of
//     a cell's text is line Line+i of the source
//   - any input, also a broken one, gives cells or an error with its line
//
// Non-goals:
//   - rendering: weave neither parses Markdown beyond its headings and first
//     paragraph nor knows of HTML
//   - running: what a line of code shows is joined to its cell by others,
//     through [Chapter.CellAt]
package weave

import "fmt"

// Kind says what a cell holds.
type Kind int

const (
	// Prose is a comment block that stands alone. Its text is Markdown.
	Prose Kind = iota
	// Code is Go code that the reader reads.
	Code
	// Frame is the code that makes the program a program: the package clause,
	// imports, embedded files, main, the line that opens run, and the
	// `return nil` and `}` that close it. Pages fold it.
	Frame
)

// String returns the kind's name in lower case.
func (k Kind) String() string {
	switch k {
	case Prose:
		return "prose"
	case Code:
		return "code"
	case Frame:
		return "frame"
	}
	return fmt.Sprintf("Kind(%d)", int(k))
}

// A Cell is a stretch of the source that a page shows as one piece.
type Cell struct {
	Kind Kind

	// Line and End are the first and the last line in the source, from 1.
	Line, End int

	// Text has one line for each line of the source. Prose is Markdown
	// without its comment marks. Code and Frame are source without the
	// leading tabs that all their lines share; tabs further in are kept.
	Text string

	// Listing is the text of a Code cell for who reads the mathematics: without
	// the calls of the notebook, the error checks and what only serves them.
	Listing string

	// Presents is true for a Code cell that does nothing but call the
	// notebook and get ready for it: its result says it all, and its listing is
	// empty.
	Presents bool
}

// A Chapter is a source, cut.
type Chapter struct {
	Title    string    // text of the first heading of level 1
	Lead     string    // first paragraph after it, on one line
	Cells    []Cell    // in reading order
	Headings []Heading // of all prose, in order
}

// Parse cuts the source of a chapter into cells. The name, usually the path
// of the file, stands in error messages only: these have the form
// "name:line: message". A source that is not a Go file is an error, and so is
// one without a title.
func Parse(name, source string) (*Chapter, error) {
	s, err := read(name, source)
	if err != nil {
		return nil, err
	}
	blocks := s.prose()
	elements := outline(blocks)
	if wrong := takeAddresses(blocks, elements); len(wrong) > 0 {
		return nil, fmt.Errorf("%s:%d: %s", name, wrong[0].Line, wrong[0].Message)
	}
	c := &Chapter{Cells: s.cut(blocks)}
	c.Headings = headings(elements)
	c.Title, c.Lead = opening(elements)
	if c.Title == "" {
		return nil, fmt.Errorf("%s:1: the chapter has no title: open its first comment block with a line \"# Title\"", name)
	}
	return c, nil
}

// CellAt returns the index of the cell that holds the line of the source. For
// a line that no cell holds, a blank one or one past the end, it returns the
// Code cell nearest before it, or -1 if there is none.
func (c *Chapter) CellAt(line int) int {
	nearest := -1
	for i, cell := range c.Cells {
		if line < cell.Line {
			break
		}
		if line <= cell.End {
			return i
		}
		if cell.Kind == Code {
			nearest = i
		}
	}
	return nearest
}
