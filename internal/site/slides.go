package site

import (
	"html/template"
	"regexp"
)

// slidesPage is what the template of the slides needs.
type slidesPage struct {
	page
	Slides []slide
}

// A slide is a figure of a chapter.
type slide struct {
	Chapter *entry
	Figure  template.HTML
}

// figures finds the figures in the HTML of a chapter; none holds another.
var figures = regexp.MustCompile(`(?s)<figure class="figure">.*?</figure>`)

// slides renders the figures of the book, one to a slide, from the chapters
// that were rendered before.
func (p *pages) slides(chapters []*rendering) ([]byte, error) {
	s := slidesPage{page: p.page("slides", "Slides · "+bookTitle,
		"All figures of the book, one to a slide, for a projector and for printing.", "slides.html")}
	for i, r := range chapters {
		for _, f := range figures.FindAllString(string(r.whole.Text), -1) {
			s.Slides = append(s.Slides, slide{p.contents.chapters[i], template.HTML(f)})
		}
	}
	return p.fill("slides", s)
}
