package site

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"backprop/internal/notebook"
)

// converter is our Markdown: CommonMark with tables and strikethrough, math,
// and callouts. Quotes and dashes stay as they are written, and there is no
// raw HTML.
var converter = goldmark.New(
	goldmark.WithExtensions(
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
		extension.Strikethrough,
		passthrough.New(passthrough.Config{
			InlineDelimiters: []passthrough.Delimiters{{Open: "$", Close: "$"}},
		}),
	),
	goldmark.WithParserOptions(
		parser.WithBlockParsers(util.Prioritized(displayParser{}, 750)),
		// Before passthrough, which takes paragraphs apart.
		parser.WithASTTransformers(util.Prioritized(calloutTransformer{}, -1)),
	),
	goldmark.WithRendererOptions(renderer.WithNodeRenderers(
		util.Prioritized(nodeRenderer{}, 10),
	)),
)

// A page in the making: what its Markdown may link to, and where its faults
// go.
type manuscript struct {
	contents *contents
	entry    *entry
	faults   *faults
	form     form
}

func (m manuscript) fault(line int, format string, args ...any) {
	m.faults.add(m.entry.source(), line, format, args...)
}

// A passage is a piece of Markdown of a manuscript and where it stands.
type passage struct {
	manuscript
	source []byte
	doc    ast.Node
	line   int  // of the source's first byte in the chapter
	fixed  bool // computed text: all of it comes from that one line
}

// read parses Markdown that stands in the source from a line on, and settles
// its links, formulas and headings.
func (m manuscript) read(source string, line int) *passage {
	p := &passage{manuscript: m, source: []byte(source), line: line}
	p.settle()
	return p
}

// readComputed does the same for Markdown that a line of the chapter made.
func (m manuscript) readComputed(source string, line int) *passage {
	p := &passage{manuscript: m, source: []byte(source), line: line, fixed: true}
	p.settle()
	return p
}

// lineAt returns the line of the chapter that holds a byte of the passage.
func (p *passage) lineAt(offset int) int {
	if p.fixed || offset < 0 {
		return p.line
	}
	return p.line + bytes.Count(p.source[:min(offset, len(p.source))], []byte("\n"))
}

// settle walks the tree once and replaces what needs the chapter to be
// rendered: after it, rendering knows no context and cannot fail.
func (p *passage) settle() {
	p.doc = converter.Parser().Parse(text.NewReader(p.source))
	var nodes []ast.Node
	_ = ast.Walk(p.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			nodes = append(nodes, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range nodes {
		switch n := n.(type) {
		case *ast.Heading:
			p.settleHeading(n)
		case *ast.Link:
			p.nameChapter(n)
			n.Destination = []byte(p.link(p.destination(string(n.Destination), p.lineOf(n))))
		case *ast.Image:
			p.fault(p.lineOf(n), "an image in Markdown: pages ask for no other files; show it with the notebook's Figure")
		case *ast.RawHTML, *ast.HTMLBlock:
			p.fault(p.lineOf(n), "raw HTML in Markdown: write it as Markdown, or in backquotes if it is meant to be read")
		case *callout:
			if n.kind == nil {
				p.fault(p.lineOf(n), "callout [!%s]: expected one of %s", n.name, calloutNames())
			}
		case *ast.Text:
			p.findLoneDollar(n)
		case *passthrough.PassthroughInline:
			p.settleInline(n)
		case *displayed:
			p.settleDisplayed(n)
		case *extast.TableCell:
			if n.Alignment != extast.AlignNone {
				n.SetAttributeString("class", n.Alignment.String())
			}
		}
	}
}

// nameChapter gives a link whose words are the folder of its chapter the
// chapter's number and title instead: the folder is what a terminal needs.
func (p *passage) nameChapter(n *ast.Link) {
	for _, e := range p.contents.chapters {
		if e.Name == string(n.Destination) && e.Name == plain(p.source, n) {
			n.RemoveChildren(n)
			n.AppendChild(n, ast.NewString([]byte(html.EscapeString(e.Number()+" "+plainText(e.Title())))))
		}
	}
}

// lineOf returns the line of a node: its own, or that of the nearest node
// around it that has one.
func (p *passage) lineOf(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if pos := n.Pos(); pos > 0 {
			return p.lineAt(pos)
		}
	}
	return p.line
}

// settleHeading gives a heading the anchors that weave gave it, and one that
// the chapter computed its own where exercises name the mistake.
func (p *passage) settleHeading(n *ast.Heading) {
	if p.fixed {
		name := string(plain(p.source, n))
		if told := p.contents.mistakes[name]; told != nil && told == p.entry {
			n.SetAttributeString("id", []byte(name))
		}
		return
	}
	if p.entry.woven == nil {
		return
	}
	line := p.lineOf(n)
	for _, h := range p.entry.woven.Headings {
		if h.Line != line || h.Level == 1 {
			continue
		}
		n.SetAttributeString("id", []byte(h.ID))
		n.SetAttributeString("also", h.Also)
		for _, shown := range p.entry.Entries {
			if x, ok := shown.Output.(*notebook.Exercise); ok && h.Has(exerciseAnchor(x.Number)) {
				p.fault(line, "heading %q has the anchor #%s, which is that of an exercise: change a word of it", h.Text, exerciseAnchor(x.Number))
			}
		}
	}
}

// html renders the passage as blocks.
func (p *passage) html() string { return p.render(p.doc) }

// render writes a node of the passage and what is in it.
func (p *passage) render(n ast.Node) string {
	var b strings.Builder
	if err := converter.Renderer().Render(&b, p.source, n); err != nil {
		// A strings.Builder does not fail, and our renderers do not either.
		panic(fmt.Sprintf("site: rendering Markdown: %v", err))
	}
	return b.String()
}

// inline renders the passage without the paragraph around it, if it is one
// paragraph.
func (p *passage) inline() string {
	first, ok := p.doc.FirstChild().(*ast.Paragraph)
	if !ok || first.NextSibling() != nil {
		return strings.TrimSpace(p.html())
	}
	return p.detached(first)
}

// detached takes a block out of the passage and renders what stands in it.
func (p *passage) detached(n ast.Node) string {
	block := ast.NewTextBlock()
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		block.AppendChild(block, c)
	}
	n.Parent().RemoveChild(n.Parent(), n)
	return strings.TrimSpace(p.render(block))
}

// unlink replaces the links of the passage by their words, for a place that is
// a link itself or stands on another page.
func (p *passage) unlink() *passage {
	var links []ast.Node
	_ = ast.Walk(p.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == ast.KindLink && entering {
			links = append(links, n)
		}
		return ast.WalkContinue, nil
	})
	for _, l := range links {
		for c := l.FirstChild(); c != nil; c = l.FirstChild() {
			l.Parent().InsertBefore(l.Parent(), l, c)
		}
		l.Parent().RemoveChild(l.Parent(), l)
	}
	return p
}

// label is the chapter's title as it stands in links to it. What is wrong in
// it is reported where the chapter's own prose is read.
func (m manuscript) label() string { return m.aside(m.entry.Title()) }

// aside renders a piece of the chapter's prose for another place.
func (m manuscript) aside(source string) string {
	m.faults = new(faults)
	return m.readComputed(source, 1).unlink().inline()
}
