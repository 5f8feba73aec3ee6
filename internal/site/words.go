package site

import "html/template"

// wordsPage is what the template of "Signs and words" needs.
type wordsPage struct {
	page
	Signs []explained
	Words []explained
}

// An explained sign or word, with the chapter about it.
type explained struct {
	ID      string
	Term    template.HTML
	Meaning template.HTML
	Shape   template.HTML
	Chapter *entry // nil if it does not exist
	Link    string
}

// words renders the page "Signs and words".
func (p *pages) words([]*rendering) ([]byte, error) {
	w := wordsPage{page: p.page("words", "Signs and words · "+bookTitle,
		"The signs of the book, what each stands for and its shape, and the standard words, each in one sentence.",
		"words.html")}
	shapes := p.contents.shapeReplacer()
	for _, s := range signs {
		w.Signs = append(w.Signs, p.explain("", s.sign, s.meaning, shapes.Replace(s.shape), s.chapter, ""))
	}
	for _, g := range glossary {
		w.Words = append(w.Words, p.explain(wordID(g.word), g.word, g.meaning, "", g.chapter, g.section))
	}
	return p.fill("words", w)
}

// explain renders the Markdown of a sign or word and finds its chapter.
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
