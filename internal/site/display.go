package site

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A displayed formula stands between $$ and $$, in a block of its own. It is a
// block in the grammar too, so that a line of it may begin with "+ b", which
// Markdown would take for a list.
type displayed struct {
	ast.BaseBlock
	closed bool
	after  string // what stands behind the $$ that closes it
	mathml string
}

var displayedKind = ast.NewNodeKind("Displayed")

func (*displayed) Kind() ast.NodeKind { return displayedKind }

// IsRaw says that there is no Markdown in it.
func (*displayed) IsRaw() bool { return true }

func (n *displayed) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, nil, nil)
}

// displayParser reads displayed formulas.
type displayParser struct{}

var doubleDollar = []byte("$$")

func (displayParser) Trigger() []byte { return []byte{'$'} }

func (displayParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !bytes.HasPrefix(line[at:], doubleDollar) {
		return nil, parser.NoChildren
	}
	n := &displayed{}
	at += len(doubleDollar)
	n.take(line[at:], segment.Start+at-segment.Padding)
	return n, parser.NoChildren
}

func (displayParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*displayed)
	if n.closed {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	n.take(line, segment.Start)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// take adds a line of the source, which begins at an offset, up to the $$ that
// closes the formula.
func (n *displayed) take(line []byte, offset int) {
	end := bytes.Index(line, doubleDollar)
	if end >= 0 {
		n.closed = true
		n.after = strings.TrimSpace(string(line[end+len(doubleDollar):]))
	} else {
		end = len(line)
	}
	n.Lines().Append(text.NewSegment(offset, offset+end))
}

func (displayParser) Close(ast.Node, text.Reader, parser.Context) {}

func (displayParser) CanInterruptParagraph() bool { return true }

func (displayParser) CanAcceptIndentedLine() bool { return false }

// settleDisplayed writes a displayed formula as MathML.
func (p *passage) settleDisplayed(n *displayed) {
	lines := n.Lines()
	first := p.lineAt(lines.At(0).Start)
	if !n.closed {
		p.fault(first, "a formula that $$ opens and nothing closes: put $$ behind its last line")
	}
	if n.after != "" {
		p.fault(p.lineAt(lines.At(lines.Len()-1).Start), "%q behind the $$ that closes a formula: begin a new line with it", n.after)
	}
	f, failure := p.parse(string(lines.Value(p.source)), first)
	n.mathml = failure
	if f != nil {
		n.mathml = f.Displayed()
	}
}
