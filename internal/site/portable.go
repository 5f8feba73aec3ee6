package site

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"backprop/internal/tex"
)

// An edit replaces the bytes from start up to stop.
type edit struct {
	start, stop int
	by          string
}

// portable returns Markdown of the chapter for its form: links lead to files
// of the same form, and formulas and callouts are written as the form's
// readers know them. All else stays as it is written.
//
// What is wrong in the Markdown is reported where the page is rendered.
func (m manuscript) portable(source string) string {
	m.faults = new(faults)
	p := &passage{manuscript: m, source: []byte(source), line: 1}
	p.doc = converter.Parser().Parse(text.NewReader(p.source))
	var edits []edit
	_ = ast.Walk(p.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			edits = append(edits, p.moveLink(n)...)
		case *callout:
			edits = append(edits, p.renameCallout(n)...)
		case *passthrough.PassthroughInline:
			edits = append(edits, p.guardInline(n)...)
		case *displayed:
			edits = append(edits, p.fenceDisplayed(n)...)
		}
		return ast.WalkContinue, nil
	})
	return apply(source, edits)
}

// apply makes edits. Of two that overlap, as where a formula begins in the title
// of a callout and ends below it, the first is made.
func apply(source string, edits []edit) string {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		if e.start < at {
			continue
		}
		b.WriteString(source[at:e.start] + e.by)
		at = e.stop
	}
	b.WriteString(source[at:])
	return b.String()
}

// moveLink lets a link lead to the file of the same form. The tree does not say
// where the address stands: it is looked for behind the last words.
func (p *passage) moveLink(n *ast.Link) []edit {
	end := -1
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		switch c := c.(type) {
		case *ast.Text:
			end = max(end, c.Segment.Stop)
		case *passthrough.PassthroughInline:
			end = max(end, c.Segment.Stop)
		}
		return ast.WalkContinue, nil
	})
	if end < 0 {
		return nil
	}
	skip := bytes.Index(p.source[end:], []byte("]("))
	if skip < 0 {
		return nil
	}
	start := end + skip + len("](")
	if !bytes.HasPrefix(p.source[start:], n.Destination) {
		return nil // in <…>, or defined elsewhere
	}
	to := p.link(p.destination(string(n.Destination), p.line))
	return []edit{{start, start + len(n.Destination), to}}
}

// renameCallout writes the first line of a callout as a bold title, for GitHub
// under the mark of an alert, which stands alone in its line there.
func (p *passage) renameCallout(n *callout) []edit {
	if n.kind == nil {
		return nil
	}
	start := n.Pos()
	mark := calloutMark.Find(p.source[start:])
	end := start + len(mark)
	for end < len(p.source) && p.source[end] != '\n' {
		end++
	}
	titled := len(bytes.TrimSpace(p.source[start+len(mark):end])) > 0
	margin := "\n" + p.margin(start)
	opening := ""
	if p.form == asMarkdown {
		opening = "[!" + n.kind.alert + "]"
		if n.name == "NOTE" && !titled {
			return []edit{{start, end, opening}}
		}
		opening += margin
	}
	opening += "**"
	if n.name != "NOTE" || !titled {
		opening += n.kind.label()
		if titled {
			opening += ": "
		}
	}
	return []edit{
		{start, start + len(mark), opening},
		{end, end, "**" + strings.TrimRight(margin, " ")},
	}
}

// misread are signs in a formula that GitHub reads as Markdown first.
var misread = regexp.MustCompile("\\\\[^A-Za-z]|}_|[*<|`\n]")

// guardInline writes a formula in a line with common commands, and puts it
// between $` and `$ where GitHub would misread it between dollars.
func (p *passage) guardInline(n *passthrough.PassthroughInline) []edit {
	start, stop := n.Segment.Start+len(n.Delimiters.Open), n.Segment.Stop-len(n.Delimiters.Close)
	if p.form != asMarkdown || !misread.Match(p.source[start:stop]) {
		return []edit{{start, stop, tex.Common(string(p.source[start:stop]))}}
	}
	src := strings.Join(strings.Fields(p.unquoted(n, p.source[start:stop])), " ")
	return []edit{{start, stop, "`" + tex.Common(src) + "`"}}
}

// fenceDisplayed writes a displayed formula with common commands, for GitHub as
// a block of code in the language math, the one form in which it leaves all
// signs alone.
func (p *passage) fenceDisplayed(n *displayed) []edit {
	if !n.closed {
		return nil
	}
	lines := n.Lines()
	first, last := lines.At(0), lines.At(lines.Len()-1)
	open, end := first.Start-len(doubleDollar), last.Stop
	inside := edit{first.Start, end, tex.Common(string(p.source[first.Start:end]))}
	if p.form != asMarkdown {
		return []edit{inside}
	}
	margin := p.margin(open)
	opening, closing := "```math", "```"
	if len(bytes.TrimSpace(first.Value(p.source))) > 0 {
		opening += "\n" + margin
	}
	if len(bytes.TrimSpace(last.Value(p.source))) > 0 {
		closing = "\n" + margin + closing
	}
	return []edit{{open, first.Start, opening}, inside, {end, end + len(doubleDollar), closing}}
}

// margin is what a new line begins with, to stay in the block that the offset
// is in: the marks of quotes, and spaces for all else.
func (p *passage) margin(offset int) string {
	begin := bytes.LastIndexByte(p.source[:offset], '\n') + 1
	return strings.Map(func(r rune) rune {
		if r == '>' {
			return r
		}
		return ' '
	}, string(p.source[begin:offset]))
}
