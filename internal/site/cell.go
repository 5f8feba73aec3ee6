package site

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"

	"backprop/internal/weave"
)

// A body is the text of a chapter's page, taken apart for its template.
type body struct {
	title, lead, text string
}

// A setter puts the cells of a chapter and its outputs in reading order.
type setter struct {
	manuscript
	body
	out    strings.Builder
	folded []weave.Cell // folds that wait for the outputs after them
	shown  map[int][]string
}

// body renders the cells of a chapter, each with its outputs.
func (m manuscript) body() body {
	s := &setter{manuscript: m}
	s.title = m.label()
	if m.entry.woven == nil {
		s.out.WriteString(codeHTML("go", m.entry.Source))
		s.text = s.out.String()
		return s.body
	}
	s.shown = m.outputs()
	s.outputs(-1)
	for i, cell := range m.entry.woven.Cells {
		switch {
		case cell.Kind == weave.Prose:
			s.prose(cell)
			s.outputs(i)
		case cell.Kind == weave.Frame || cell.Presents:
			s.outputs(i)
			s.folded = append(s.folded, cell)
		default:
			s.unfold()
			s.out.WriteString(`<div class="cell">` + codeHTML("go", cell.Text) + "</div>\n")
			s.outputs(i)
		}
	}
	s.unfold()
	s.text = s.out.String()
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
	s.out.WriteString(p.html())
}

// outputs writes what the lines of a cell showed.
func (s *setter) outputs(cell int) {
	for _, h := range s.shown[cell] {
		s.out.WriteString(h + "\n")
	}
}

// unfold writes the code that is folded away, as one fold.
func (s *setter) unfold() {
	if len(s.folded) == 0 {
		return
	}
	s.out.WriteString(`<details class="code"><summary>code</summary>` + "\n")
	for _, cell := range s.folded {
		s.out.WriteString(codeHTML("go", cell.Text) + "\n")
	}
	s.out.WriteString("</details>\n")
	s.folded = nil
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
