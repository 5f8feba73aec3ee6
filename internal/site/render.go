package site

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// nodeRenderer writes the nodes whose HTML is ours.
type nodeRenderer struct{}

func (r nodeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(formulaKind, r.formula)
	reg.Register(displayedKind, r.displayed)
	reg.Register(calloutNode, r.callout)
	reg.Register(calloutTitleNode, r.calloutTitle)
	reg.Register(ast.KindHeading, r.heading)
	reg.Register(ast.KindFencedCodeBlock, r.codeBlock)
	reg.Register(ast.KindCodeBlock, r.codeBlock)
	reg.Register(ast.KindHTMLBlock, r.htmlBlock)
	reg.Register(ast.KindRawHTML, r.rawHTML)
	reg.Register(ast.KindImage, r.image)
}

func (nodeRenderer) formula(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(n.(*formula).html)
	}
	return ast.WalkSkipChildren, nil
}

func (nodeRenderer) displayed(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<div class=\"formula\">" + n.(*displayed).mathml + "</div>\n")
	}
	return ast.WalkSkipChildren, nil
}

func (nodeRenderer) callout(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</div>\n")
		return ast.WalkContinue, nil
	}
	class := "note"
	if k := n.(*callout).kind; k != nil {
		class = k.class
	}
	_, _ = w.WriteString("<div class=\"callout " + class + "\" role=\"note\">\n")
	return ast.WalkContinue, nil
}

func (nodeRenderer) calloutTitle(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</p>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString(`<p class="title">`)
	if k := n.(*calloutTitle).kind; k != nil {
		_, _ = w.WriteString(`<span class="kind">` + html.EscapeString(k.label()) + `</span>`)
		if n.HasChildren() {
			_, _ = w.WriteString(" ")
		}
	}
	return ast.WalkContinue, nil
}

// heading writes a heading with a link to itself, and a place for each of its
// other addresses. The title of the page is written by its template, and so are
// no headings of level 1 below it.
func (nodeRenderer) heading(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.Heading)
	tag := "h" + string(rune('0'+max(n.Level, 2)))
	id, _ := n.AttributeString("id")
	anchor, _ := id.([]byte)
	if entering {
		_, _ = w.WriteString("<" + tag)
		if anchor != nil {
			_, _ = w.WriteString(` id="` + html.EscapeString(string(anchor)) + `"`)
		}
		_, _ = w.WriteString(">")
		also, _ := n.AttributeString("also")
		ids, _ := also.([]string)
		for _, id := range ids {
			_, _ = w.WriteString(`<span id="` + html.EscapeString(id) + `"></span>`)
		}
		return ast.WalkContinue, nil
	}
	if anchor != nil {
		_, _ = w.WriteString(` <a class="anchor" href="#` + html.EscapeString(string(anchor)) +
			`" aria-hidden="true" tabindex="-1">#</a>`) // for the mouse: the heading is not read with it, and it is no stop
	}
	_, _ = w.WriteString("</" + tag + ">\n")
	return ast.WalkContinue, nil
}

func (nodeRenderer) codeBlock(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		language := ""
		if f, ok := n.(*ast.FencedCodeBlock); ok {
			language = string(f.Language(source))
		}
		_, _ = w.WriteString(codeHTML(language, string(n.Lines().Value(source))) + "\n")
	}
	return ast.WalkSkipChildren, nil
}

// htmlBlock and rawHTML show the HTML as text: it is a fault of the prose, and
// the page tells its author so.
func (nodeRenderer) htmlBlock(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		raw := string(n.Lines().Value(source))
		if b := n.(*ast.HTMLBlock); b.HasClosure() {
			raw += string(b.ClosureLine.Value(source))
		}
		_, _ = w.WriteString("<p>" + html.EscapeString(strings.TrimSpace(raw)) + "</p>\n")
	}
	return ast.WalkSkipChildren, nil
}

func (nodeRenderer) rawHTML(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(html.EscapeString(string(n.(*ast.RawHTML).Segments.Value(source))))
	}
	return ast.WalkSkipChildren, nil
}

// image leaves the words of an image, which is a fault, and drops the image.
func (nodeRenderer) image(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkContinue, nil
}
