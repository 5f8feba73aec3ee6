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
// Non-goals: macros, text mode beyond \text, colours, sizes, numbering, the
// choice of where a line is broken (a browser's, between pieces), and TeX's
// tolerance. Where TeX would quietly do something that a reader does not expect
// (x^10 raises only the 1), Parse refuses.
package tex

import "strings"

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

// MathML returns the formula as a math element: a block of its own when display
// is true, part of a line otherwise. What stands on its own beside \qquad is a
// block each then, so that a page may put one below the other where it is narrow.
//
// The tree itself is what a screen reader speaks, so there is no alttext.
func (f *Formula) MathML(display bool) string {
	var b strings.Builder
	for _, part := range f.parts(display) {
		math := &element{name: "math"}
		if display {
			math.set("display", "block")
		}
		math.kids = mathRow(part, style{display: display})
		b.WriteString(math.String())
	}
	return b.String()
}

// parts are the rows between the \qquad of a displayed formula.
func (f *Formula) parts(display bool) (parts []row) {
	begin := 0
	for i, n := range f.body {
		if between, ok := n.(space); ok && display && between == spaces["qquad"] && i > begin {
			parts = append(parts, f.body[begin:i])
			begin = i + 1
		}
	}
	if begin < len(f.body) || begin == 0 {
		parts = append(parts, f.body[begin:])
	}
	return parts
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
