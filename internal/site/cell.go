package site

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"

	"backprop/internal/notebook"
	"backprop/internal/weave"
)

// A body is the text of a chapter's page, taken apart for its template.
type body struct {
	title, lead   string
	opening, text string // what stands before the first section, and the rest
	folds         []fold // that were taken out of them
}

// A setter puts the cells of a chapter and its outputs in reading order.
type setter struct {
	manuscript
	body
	out     strings.Builder
	folded  []weave.Cell // code that waits for the outputs after it
	entries map[int][]notebook.Entry
	shown   map[int][]string // the HTML of the entries
	checks  checks           // of the section so far
	key     key
	paired  bool // a piece of the twin was shown
	terms   terms
}

// body renders the cells of a chapter, each with its outputs.
func (m manuscript) body() body {
	s := &setter{manuscript: m, terms: terms{}}
	s.title = m.label()
	if m.entry.woven == nil {
		s.out.WriteString(codeHTML("go", m.entry.Source))
		s.text = s.out.String()
		return s.body
	}
	s.entries, s.shown = m.entry.byCell(), m.outputs()
	s.outputs(-1)
	for i, cell := range m.entry.woven.Cells {
		switch {
		case cell.Kind == weave.Prose:
			s.prose(cell)
			s.outputs(i)
		case !m.entry.woven.Listed(i):
			s.outputs(i)
			s.folded = append(s.folded, cell)
		case m.entry.twinBeside(i) >= 0:
			s.unfold()
			s.pair(cell, m.entry.twinBeside(i))
			s.outputs(i)
		default:
			s.unfold()
			s.listing(cell)
			s.outputs(i)
		}
	}
	s.unfold()
	s.out.WriteString(s.checks.take() + s.key.String())
	s.text, s.folds = m.entry.takeFolds(s.out.String())
	// The HTML is all ours, so that this begins a heading and nothing else.
	if i := strings.Index(s.text, "<h2 "); i >= 0 {
		s.opening, s.text = s.text[:i], s.text[i:]
	}
	return s.body
}

// prose renders a cell of prose. The chapter's title and the paragraph after
// it go to the head of the page.
func (s *setter) prose(cell weave.Cell) {
	p := s.read(cell.Text, cell.Line)
	if h, ok := p.doc.FirstChild().(*ast.Heading); ok && h.Level == 1 && s.lead == "" {
		if lead, ok := h.NextSibling().(*ast.Paragraph); ok {
			s.lead = p.detached(lead)
		}
		s.title = p.detached(h)
	}
	// The folds belong above what is said next.
	if p.doc.HasChildren() {
		s.unfold()
	}
	text := s.terms.link(p.html())
	if i := strings.Index(text, "<h2 "); i >= 0 {
		text = text[:i] + s.checks.take() + text[i:]
	}
	s.out.WriteString(text)
}

// outputs writes what the lines of a cell showed. The checks wait for the end
// of the section.
func (s *setter) outputs(cell int) {
	for i, e := range s.entries[cell] {
		if c, ok := e.Output.(*notebook.Check); ok {
			s.checks.add(c, s.shown[cell][i])
			continue
		}
		if x, ok := e.Output.(*notebook.Exercise); ok {
			s.key.add(x, s.shown[cell][i])
		}
		s.out.WriteString(s.shown[cell][i] + "\n")
	}
}

// listing writes the code of a cell.
func (s *setter) listing(cell weave.Cell) {
	s.out.WriteString(`<div class="cell">` + listingHTML(cell) + "</div>\n")
}

// listingHTML is the code of a cell for who reads the mathematics and, where
// that leaves something out, as it is for who wants to see the program.
func listingHTML(cell weave.Cell) string {
	if cell.Listing == cell.Text {
		return codeHTML("go", cell.Text)
	}
	return `<div class="listing">` + codeHTML("go", cell.Listing) + "</div>\n" + programOpen + codeHTML("go", cell.Text) + programClose
}

// What is only seen where the program is shown, see page.html's switch.
const programOpen, programClose = "<div class=\"program\">", "</div>\n"

// unfold writes the code that only the program shows. The last lines of run
// alone are not worth a box.
func (s *setter) unfold() {
	folded := s.folded
	s.folded = nil
	if len(folded) == 0 || len(folded) == 1 && strings.TrimSpace(folded[0].Text) == "return nil\n}" {
		return
	}
	s.out.WriteString(programOpen)
	for _, cell := range folded {
		s.out.WriteString(codeHTML("go", cell.Text) + "\n")
	}
	s.out.WriteString(programClose)
}

// withoutProgram is a text without what only the program shows.
func withoutProgram(page string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(page, programOpen)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, page, _ = strings.Cut(rest, programClose)
	}
}

// failure is the box that stands in place of the outputs.
func (e *entry) failure() string {
	why := e.Failure
	if e.broken != "" {
		why = e.broken
	}
	if why == "" {
		return ""
	}
	return `<div class="failure"><p class="title">This chapter did not run, so its page shows no numbers</p><pre>` +
		html.EscapeString(strings.TrimSpace(why)) + `</pre></div>`
}
