package site

import (
	"bytes"
	"errors"
	"html"
	"strings"

	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/yuin/goldmark/ast"

	"backprop/internal/tex"
)

// A formula is math that is already written as MathML, with what opens before it and
// the punctuation behind it, which stay on its line.
type formula struct {
	ast.BaseInline
	html string
}

var formulaKind = ast.NewNodeKind("Formula")

func (*formula) Kind() ast.NodeKind { return formulaKind }

func (n *formula) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, nil, nil)
}

// settleInline writes a formula inside a line as MathML.
func (p *passage) settleInline(n *passthrough.PassthroughInline) {
	src := p.unquoted(n, n.Segment.Value(p.source))
	src = strings.TrimSuffix(strings.TrimPrefix(src, n.Delimiters.Open), n.Delimiters.Close)
	var head, tail string
	if t, ok := n.PreviousSibling().(*ast.Text); ok {
		value := t.Segment.Value(p.source)
		rest := bytes.TrimRight(value, "([“")
		head = string(value[len(rest):])
		t.Segment = t.Segment.WithStop(t.Segment.Stop - len(head))
	}
	if t, ok := n.NextSibling().(*ast.Text); ok {
		value := t.Segment.Value(p.source)
		rest := bytes.TrimLeft(value, ",.;:!?)]”")
		tail = string(value[:len(value)-len(rest)])
		t.Segment = t.Segment.WithStart(t.Segment.Start + len(tail))
	}
	f, failure := p.parse(src, p.lineAt(n.Segment.Start))
	written := head + failure + tail
	if f != nil {
		written = f.InLine(head, tail)
	}
	n.Parent().ReplaceChild(n.Parent(), n, &formula{html: written})
}

// unquoted takes the marks of the quotes around a formula of several lines off
// the beginnings of its lines: passthrough leaves them in.
func (p *passage) unquoted(n ast.Node, src []byte) string {
	depth := 0
	for up := n.Parent(); up != nil; up = up.Parent() {
		switch up.(type) {
		case *ast.Blockquote, *callout:
			depth++
		}
	}
	lines := bytes.Split(src, []byte("\n"))
	for i := range lines {
		for range depth * min(i, 1) { // the first line begins behind the marks
			lines[i] = bytes.TrimLeft(lines[i], " \t")
			lines[i] = bytes.TrimPrefix(lines[i], []byte(">"))
		}
	}
	return string(bytes.Join(lines, []byte("\n")))
}

// parse reads a formula that begins at a line of the chapter. One that is not
// understood is a fault, and the page shows its source, which is the failure.
func (p *passage) parse(src string, line int) (f *tex.Formula, failure string) {
	f, err := tex.Parse(src)
	if err == nil {
		return f, ""
	}
	var te *tex.Error
	if errors.As(err, &te) && !p.fixed {
		line += strings.Count(src[:min(te.Offset, len(src))], "\n")
	}
	p.fault(line, "formula: %v", err)
	return nil, `<code class="failure">` + html.EscapeString(strings.TrimSpace(src)) + `</code>`
}

// findLoneDollar reports a $ that opens a formula which nothing closes: a
// dollar that is meant is written \$.
func (p *passage) findLoneDollar(n *ast.Text) {
	if n.IsRaw() {
		return
	}
	segment := n.Segment
	value := segment.Value(p.source)
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '\\':
			i++
		case '$':
			p.fault(p.lineAt(segment.Start+i), "a $ that no other closes in its paragraph: close the formula, write \\$ for a dollar, or begin a line with the $$ of a displayed formula")
			return
		}
	}
}
