// Package tex reads a strict subset of TeX math and writes it in two forms:
// MathML for pages and Unicode text for terminals.
//
// A formula is parsed once; both forms come from the same tree, so that what
// a terminal prints and what a page shows cannot drift apart.
//
// Goals: what a book about neural networks writes (fractions, scripts, sums
// with limits, Greek, matrices, cases, aligned lines, braces with notes,
// boxes, class names for the page's style); an error with its place for
// everything else; MathML Core that needs no script and passes an HTML
// checker.
//
// Non-goals: macros, text mode beyond \text, colours, sizes, numbering, line
// breaking, and TeX's tolerance. Where TeX would quietly do something that a
// reader does not expect (x^10 raises only the 1), Parse refuses.
package tex

// A Formula is one parsed formula. It does not change after Parse, so several
// goroutines may write it at once.
type Formula struct {
	body row
}

// Parse reads a formula without its dollar signs. An error is always an
// *Error: it holds the byte offset, the token found there and what was
// expected.
func Parse(src string) (*Formula, error) {
	p := &parser{lexer: lexer{src: src}}
	p.advance()
	if p.tok.kind == tokenEnd {
		return nil, p.errorf(p.tok, "empty formula; expected at least one symbol")
	}
	body, err := p.row(asGroup)
	if err != nil {
		return nil, err
	}
	if p.tok.kind != tokenEnd {
		return nil, p.unexpected("the end of the formula")
	}
	return &Formula{body: body}, nil
}

// MathML returns the formula as one math element: a block of its own when
// display is true, part of a line otherwise.
//
// The tree itself is what a screen reader speaks, so there is no alttext.
func (f *Formula) MathML(display bool) string {
	math := &element{name: "math"}
	if display {
		math.set("display", "block")
	}
	math.kids = mathRow(f.body, style{display: display})
	return math.String()
}

// Text returns the formula in Unicode, for a terminal. It is one line, or
// several where the formula holds aligned lines, cases or a matrix of more
// than one row. There is no newline at the end.
func (f *Formula) Text() string {
	return textRow(f.body, loose).String()
}

// MathML parses src and returns its MathML; see [Formula.MathML].
func MathML(src string, display bool) (string, error) {
	f, err := Parse(src)
	if err != nil {
		return "", err
	}
	return f.MathML(display), nil
}

// Text parses src and returns its text form; see [Formula.Text].
func Text(src string) (string, error) {
	f, err := Parse(src)
	if err != nil {
		return "", err
	}
	return f.Text(), nil
}
