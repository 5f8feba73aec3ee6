package site

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"

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
	out    strings.Builder
	folded []weave.Cell // folds that wait for the outputs after them
	shown  map[int][]string
	paired bool // a piece of the twin was shown
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
		case !m.entry.woven.Listed(i):
			s.outputs(i)
			s.folded = append(s.folded, cell)
		case m.entry.twinBeside(i) != "":
			s.unfold()
			s.pair(cell.Text, m.entry.twinBeside(i))
			s.outputs(i)
		default:
			s.unfold()
			s.out.WriteString(`<div class="cell">` + codeHTML("go", cell.Text) + "</div>\n")
			s.outputs(i)
		}
	}
	s.unfold()
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
	s.out.WriteString(p.html())
}

// outputs writes what the lines of a cell showed.
func (s *setter) outputs(cell int) {
	for _, h := range s.shown[cell] {
		s.out.WriteString(h + "\n")
	}
}

// unfold writes the code that is folded away, as one fold. The last lines of
// run alone are not worth one.
func (s *setter) unfold() {
	folded := s.folded
	s.folded = nil
	if len(folded) == 0 || len(folded) == 1 && strings.TrimSpace(folded[0].Text) == "return nil\n}" {
		return
	}
	s.out.WriteString(`<details class="code"><summary>` + foldName(folded) + "</summary>\n")
	for _, cell := range folded {
		s.out.WriteString(codeHTML("go", cell.Text) + "\n")
	}
	s.out.WriteString("</details>\n")
}

// foldName is what the reader finds in a fold.
func foldName(folded []weave.Cell) string {
	for i := 1; i < len(folded); i++ {
		if !folded[i-1].EndsFunction() {
			continue
		}
		if strings.Contains("\n"+folded[i].Text, "\nfunc ") {
			return "the functions that this chapter uses"
		}
		return "the definitions that this chapter uses"
	}
	return "code"
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
