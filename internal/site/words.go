package site

import "html/template"

// wordsPage is what the template of "Notation and words" needs.
type wordsPage struct {
	page
	Symbols []explained
	Words   []explained
}

// An explained symbol or word, with the chapter about it.
type explained struct {
	ID      string
	Term    template.HTML
	Meaning template.HTML
	Shape   template.HTML
	Chapter *entry // nil if it does not exist
	Link    string
}

// words renders the page "Notation and words".
func (p *pages) words([]*rendering) ([]byte, error) {
	w := wordsPage{page: p.page("words", "Notation and words · "+bookTitle,
		"The symbols of the book with their meanings and shapes, and its technical terms, each in one sentence.",
		"words.html")}
	shapes := p.contents.shapeReplacer()
	for _, s := range symbols {
		w.Symbols = append(w.Symbols, p.explain("", s.symbol, s.meaning, shapes.Replace(s.shape), s.chapter, ""))
	}
	for _, g := range glossary {
		w.Words = append(w.Words, p.explain(wordID(g.word), g.word, g.meaning, "", g.chapter, g.section))
	}
	return p.fill("words", w)
}

// explain renders the Markdown of a symbol or word and finds its chapter.
func (p *pages) explain(id, term, meaning, shape string, chapter int, section string) explained {
	m := manuscript{contents: p.contents, entry: &entry{}}
	x := explained{
		ID:      id,
		Term:    template.HTML(m.aside(term)),
		Meaning: template.HTML(m.aside(meaning)),
		Shape:   template.HTML(m.aside(shape)),
		Chapter: p.contents.numbered(chapter),
	}
	if x.Chapter != nil {
		x.Link = x.Chapter.file() + x.Chapter.sectionAt(section)
	}
	return x
}
