package site

import (
	"strings"

	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"backprop/internal/tex"
)

// plainText returns Markdown as bare text, for a page's title and description:
// formulas as a terminal shows them, links as their words.
func plainText(source string) string {
	src := []byte(source)
	return plain(src, converter.Parser().Parse(text.NewReader(src)))
}

// plain is the bare text of a node.
func plain(src []byte, node ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			if n.Type() == ast.TypeBlock {
				b.WriteByte(' ')
			}
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Value(src))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *passthrough.PassthroughInline:
			b.WriteString(plainFormula(string(n.Segment.Value(src))))
		case *displayed:
			b.WriteString(plainFormula(string(n.Lines().Value(src))))
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

func plainFormula(src string) string {
	src = strings.Trim(src, "$")
	if t, err := tex.Text(src); err == nil {
		return t
	}
	return src
}
