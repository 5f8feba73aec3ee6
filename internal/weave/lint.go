package weave

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The widest lines of a chapter, in columns. Code of this width does not
// scroll sideways on a page.
const (
	codeWidth  = 72
	proseWidth = 80
	tabWidth   = 4
)

// A Problem is a place where a chapter breaks a rule of its text.
type Problem struct {
	Line    int // in the source, from 1
	Message string
}

// Lint checks the rules of a chapter's text and returns what breaks them,
// ordered by line. A source that does not parse has that as its one problem.
// The name stands in the advice only.
//
//   - The first prose opens with the title, the only heading of level 1, and
//     no heading skips a level.
//   - The addresses behind a heading are well written, and no two are the same.
//   - Prose does not touch a declaration or the package clause, where gofmt
//     rewrites it, and does not stand inside a loop or a branch.
//   - Code, with its comments, is at most 72 columns wide, prose at most 80; a
//     tab counts as four.
//   - The source is as gofmt writes it.
//   - Nothing is shown from a defer.
//   - The program embeds main.go and has its main and its run.
func Lint(name, source string) []Problem {
	s, err := read(name, source)
	if err != nil {
		return []Problem{{err.line, err.message}}
	}
	l := &linter{source: s, blocks: s.prose()}
	l.headings()
	l.nestedProse()
	l.attachedProse()
	l.widths()
	l.formatting()
	l.deferred()
	l.program()
	slices.SortStableFunc(l.found, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return l.found
}

// A linter collects the problems of one source.
type linter struct {
	*source
	blocks []block
	found  []Problem
}

func (l *linter) report(line int, message string, args ...any) {
	l.found = append(l.found, Problem{line, fmt.Sprintf(message, args...)})
}

func (l *linter) headings() {
	elements := outline(l.blocks)
	l.found = append(l.found, takeAddresses(l.blocks, elements)...)
	list := headings(elements)
	if len(l.blocks) == 0 {
		l.report(1, "no prose: open the file with a comment block, \"# Title\" on its first line")
		return
	}
	first := l.blocks[0]
	opens := first.first
	for i, t := range first.text {
		if strings.TrimSpace(t) != "" {
			opens += i
			break
		}
	}
	if len(list) == 0 || list[0].Level != 1 || list[0].Line != opens {
		l.report(opens, "the first prose should open with the title, \"# Title\"")
	}
	level, titles := 0, 0
	for _, h := range list {
		if h.Level == 1 {
			if titles++; titles > 1 {
				l.report(h.Line, "a second title, %q: a chapter has one, other headings begin with ##", h.Text)
			}
		}
		if level > 0 && h.Level > level+1 {
			l.report(h.Line, "heading %q skips a level: it has %d, the one before has %d", h.Text, h.Level, level)
		}
		level = h.Level
	}
}

func (l *linter) nestedProse() {
	for _, b := range l.blocks {
		if b.nested {
			l.report(b.first, "prose inside a loop or a branch splits its code: move it out, or let it touch the code below")
		}
	}
}

// looksLikeProse matches Markdown headings, lists and math.
var looksLikeProse = regexp.MustCompile(`(?m)^#{1,6} |^\s*([-+*]|\d+[.)])\s|\$[^$]+\$`)

func (l *linter) attachedProse() {
	check := func(doc *ast.CommentGroup, what string) {
		if doc == nil {
			return
		}
		var text []string
		for _, c := range doc.List {
			if !directive.MatchString(c.Text) {
				text = append(text, unmark(c.Text)...)
			}
		}
		if looksLikeProse.MatchString(strings.Join(text, "\n")) {
			l.report(l.lineOf(doc.Pos()), "prose touches %s, where gofmt rewrites it: put a blank line after the prose", what)
		}
	}
	check(l.file.Doc, "the package clause")
	for _, d := range l.file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			check(d.Doc, "func "+d.Name.Name)
		case *ast.GenDecl:
			check(d.Doc, "a declaration")
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.ImportSpec:
					check(spec.Doc, "an import")
				case *ast.ValueSpec:
					check(spec.Doc, "a declaration")
				case *ast.TypeSpec:
					check(spec.Doc, "a declaration")
				}
			}
		}
	}
}

func (l *linter) widths() {
	blocks := l.blocks
	for i := 1; i < len(l.lines); i++ {
		for len(blocks) > 0 && blocks[0].last < i {
			blocks = blocks[1:]
		}
		w := width(l.lines[i].text)
		switch prose := len(blocks) > 0 && blocks[0].first <= i; {
		case prose && w > proseWidth:
			l.report(i, "prose is %d columns wide, at most %d", w, proseWidth)
		case !prose && w > codeWidth:
			l.report(i, "code is %d columns wide, at most %d", w, codeWidth)
		}
	}
}

// width returns the columns that a line takes.
func width(t string) int {
	return utf8.RuneCountInString(t) + (tabWidth-1)*strings.Count(t, "\t")
}

func (l *linter) formatting() {
	b, err := format.Source([]byte(l.text))
	if err != nil || string(b) == l.text {
		return
	}
	have, want := strings.Split(l.text, "\n"), strings.Split(string(b), "\n")
	at := 0
	for at < len(have)-1 && at < len(want) && have[at] == want[at] {
		at++
	}
	l.report(min(at+1, len(l.lines)-1), "not as gofmt writes it: run gofmt -w %s", l.name)
}
