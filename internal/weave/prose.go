package weave

import (
	"go/ast"
	"go/token"
	"math"
	"strings"
)

// A block is a comment block that is prose.
type block struct {
	first, last int      // lines in the source
	text        []string // Markdown, one string for each line of the source
	nested      bool     // inside a block of statements within a function
}

// prose returns the comment blocks that are prose, in order.
//
// A block of whole-line comments is prose if no code follows on the next line
// and if it stands where a declaration or a statement could stand: not inside
// a literal, a call or a group of imports. A comment that nothing but a closing
// brace follows belongs to the code, because gofmt joins it to the brace.
func (s *source) prose() []block {
	var blocks []block
	for i := 1; i < len(s.lines); i++ {
		if !s.lines[i].comment || s.lines[i].code {
			continue
		}
		b := block{first: i}
		for i+1 < len(s.lines) && s.lines[i+1].comment && !s.lines[i+1].code {
			i++
		}
		b.last = i
		if s.touchesCode(b) {
			continue
		}
		b.text = s.markdown(b)
		var ok bool
		if b.nested, ok = s.place(b); ok {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// touchesCode reports whether code or a closing brace follows a block.
func (s *source) touchesCode(b block) bool {
	if b.last+1 < len(s.lines) && s.lines[b.last+1].code {
		return true
	}
	for _, l := range s.lines[b.last+1:] {
		if l.code {
			return strings.HasPrefix(strings.TrimSpace(l.text), "}")
		}
	}
	return false
}

// place says whether a statement or a declaration could stand where the block
// stands, and whether that is deeper than the outermost level of a function.
func (s *source) place(b block) (nested, ok bool) {
	at := s.file.FileStart
	for _, c := range s.comments {
		if c.first >= b.first {
			at += token.Pos(c.offset)
			break
		}
	}
	if s.file.Package <= at && at < s.file.Name.Pos() {
		return false, false
	}
	var inner, parent ast.Node
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.File:
			return true
		case nil, *ast.CommentGroup:
			return false
		}
		if at < n.Pos() || n.End() <= at {
			return false
		}
		parent, inner = inner, n
		return true
	})
	switch inner.(type) {
	case nil:
		return false, true
	case *ast.BlockStmt:
		_, function := parent.(*ast.FuncDecl)
		return !function, true
	case *ast.CaseClause, *ast.CommClause:
		return true, true
	}
	return false, false
}

// markdown returns the text of a block without its comment marks.
func (s *source) markdown(b block) []string {
	text := make([]string, b.last-b.first+1)
	for _, c := range s.comments {
		if c.first < b.first || b.last < c.last {
			continue
		}
		for i, t := range unmark(c.text) {
			at := &text[c.first-b.first+i]
			if *at != "" {
				*at += " "
			}
			*at += t
		}
	}
	return text
}

// unmark returns the lines of one comment without its marks and without one
// space after the opening mark. The inner lines of a /* */ comment lose the
// leading tabs that they share.
func unmark(comment string) []string {
	if t, ok := strings.CutPrefix(comment, "//"); ok {
		return []string{strings.TrimPrefix(t, " ")}
	}
	body := strings.TrimSuffix(strings.TrimPrefix(comment, "/*"), "*/")
	text := strings.Split(strings.TrimRight(strings.TrimPrefix(body, " "), " \t"), "\n")
	shared := math.MaxInt
	for _, t := range text[1:] {
		if strings.TrimSpace(t) != "" {
			shared = min(shared, leadingTabs(t))
		}
	}
	for i := 1; i < len(text); i++ {
		text[i] = cutTabs(text[i], shared)
	}
	return text
}
