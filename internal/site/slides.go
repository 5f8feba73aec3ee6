package site

import (
	"fmt"
	"html"
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
	ID      string
	Title   string // plain text
	Chapter *entry
	Figure  template.HTML
}

// figures finds the figures in the HTML of a chapter, of which none holds
// another, and their titles.
var figures = regexp.MustCompile(`(?s)<figure class="figure"><svg\b[^>]*>\s*<title[^>]*>(.*?)</title>.*?</figure>`)

// slides renders the figures of the book, one to a slide, from the chapters
// that were rendered before.
func (p *pages) slides(chapters []*rendering) ([]byte, error) {
	s := slidesPage{page: p.page("slides", "Slides · "+bookTitle,
		"All figures of the book, one to a slide, for a projector and for printing.", "slides.html")}
	s.Slides = p.allSlides(chapters)
	return p.fill("slides", s)
}

// allSlides are the slides, in the order of the book.
func (p *pages) allSlides(chapters []*rendering) []slide {
	var list []slide
	for i, r := range chapters {
		for _, f := range figures.FindAllStringSubmatch(string(r.whole.Text), -1) {
			list = append(list, slide{fmt.Sprintf("slide-%d", len(list)+1), html.UnescapeString(f[1]), p.contents.chapters[i], template.HTML(f[0])})
		}
	}
	return list
}

// indexedSlides is the page for the search.
func indexedSlides(slides []slide) indexedPage {
	page := indexedPage{file: "slides.html", title: "Slides"}
	page.sections = append(page.sections, indexedSection{heading: "Slides", text: "All figures of the book, one to a slide, for a projector and for printing."})
	for _, s := range slides {
		page.sections = append(page.sections, indexedSection{s.ID, s.Title, "Figure of chapter " + s.Chapter.Number() + ", " + plainText(s.Chapter.Title()) + "."})
	}
	return page
}
