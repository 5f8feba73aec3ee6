package site

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"backprop/internal/notebook"
)

// A callout is a quote whose first line says what it is for:
//
//	> [!SLIP] The kernel is not rotated here
//	> Nothing turns in this sum.
//
// Its title is the rest of that line, and may be empty.
type callout struct {
	ast.BaseBlock
	name string       // as written, such as "SLIP"
	kind *calloutKind // nil if the name is not known
}

var calloutNode = ast.NewNodeKind("Callout")

func (*callout) Kind() ast.NodeKind { return calloutNode }

func (n *callout) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Name": n.name}, nil)
}

// calloutTitle holds the words of the title.
type calloutTitle struct {
	ast.BaseBlock
	kind *calloutKind
}

var calloutTitleNode = ast.NewNodeKind("CalloutTitle")

func (*calloutTitle) Kind() ast.NodeKind { return calloutTitleNode }

func (n *calloutTitle) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, nil, nil)
}

// A calloutKind is a name that may stand in the brackets. What it is called for
// the reader, the notebook says.
type calloutKind struct {
	name  string // in the source
	class string // in the page
	alert string // on GitHub
}

func (k calloutKind) label() string { return notebook.CalloutLabel(k.name) }

var calloutKinds = []calloutKind{
	{"NOTE", "note", "NOTE"},
	{"SHORT", "short", "IMPORTANT"},
	{"SLIP", "slip", "WARNING"},
	{"WHY", "why", "TIP"},
}

func calloutNames() string {
	var names []string
	for _, k := range calloutKinds {
		names = append(names, "[!"+k.name+"]")
	}
	return strings.Join(names, ", ")
}

var calloutMark = regexp.MustCompile(`^\[!([A-Za-z]+)\][ \t]*`)

// calloutTransformer turns quotes that begin with a mark into callouts.
type calloutTransformer struct{}

func (calloutTransformer) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var quotes []*ast.Blockquote
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if q, ok := n.(*ast.Blockquote); ok && entering {
			quotes = append(quotes, q)
		}
		return ast.WalkContinue, nil
	})
	for _, q := range quotes {
		p, ok := q.FirstChild().(*ast.Paragraph)
		if !ok {
			continue
		}
		first := p.Lines().At(0)
		mark := calloutMark.FindSubmatch(first.Value(reader.Source()))
		if mark == nil {
			continue
		}
		makeCallout(q, p, string(mark[1]), first.Start+len(mark[0]))
	}
}

// makeCallout replaces a quote by a callout. The mark in the quote's first
// paragraph ends before the byte titleStart.
func makeCallout(q *ast.Blockquote, p *ast.Paragraph, name string, titleStart int) {
	c := &callout{name: name}
	c.SetPos(p.Lines().At(0).Start)
	if i := slices.IndexFunc(calloutKinds, func(k calloutKind) bool { return k.name == name }); i >= 0 {
		c.kind = &calloutKinds[i]
	}
	title := &calloutTitle{kind: c.kind}
	for n := p.FirstChild(); n != nil; n = p.FirstChild() {
		t, isText := n.(*ast.Text)
		ends := isText && (t.SoftLineBreak() || t.HardLineBreak())
		switch {
		case isText && t.Segment.Stop <= titleStart:
			p.RemoveChild(p, n)
		case isText && t.Segment.Start < titleStart:
			t.Segment = t.Segment.WithStart(titleStart)
			fallthrough
		default:
			title.AppendChild(title, n)
		}
		if ends {
			t.SetSoftLineBreak(false)
			t.SetHardLineBreak(false)
			break
		}
	}
	c.AppendChild(c, title)
	if !p.HasChildren() {
		q.RemoveChild(q, p)
	}
	for n := q.FirstChild(); n != nil; n = q.FirstChild() {
		c.AppendChild(c, n)
	}
	q.Parent().ReplaceChild(q.Parent(), q, c)
}
