package notebook

// An Output is one thing that a chapter shows: data, which writes itself for a
// terminal, and which package markup writes for a page.
type Output interface {
	// Kind names the type in a record, such as "row".
	Kind() string
	// Text is the output for a terminal of the given width, without a
	// newline at its end.
	Text(width int) string
}

// An Entry is an output and the line of the chapter's source that showed it.
type Entry struct {
	Line   int
	Output Output
}

// A checker is an output that can be wrong in itself: its parts do not fit,
// or a formula in it is not TeX. One that is wrong still writes itself, but
// not as anybody would want it.
type checker interface {
	check() error
}

// check is what is wrong with an output, if anything.
func check(o Output) error {
	if c, ok := o.(checker); ok {
		return c.check()
	}
	return nil
}
