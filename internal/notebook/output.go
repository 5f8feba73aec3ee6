package notebook

// A Markdown function turns prose with $…$ math into HTML. The notebook knows
// no Markdown of its own for pages: whoever renders them brings it. A source
// of one paragraph comes back as one <p> element.
type Markdown func(source string) string

// An Output is one thing that a chapter shows. Each writes itself twice, from
// the same data: for a terminal and for a page.
type Output interface {
	// Kind names the type in a record, such as "row".
	Kind() string
	// Text is the output for a terminal of the given width, without a
	// newline at its end.
	Text(width int) string
	// HTML is the output for a page: block content, valid inside <main>.
	HTML(markdown Markdown) string
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
