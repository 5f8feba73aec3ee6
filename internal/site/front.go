package site

import (
	"html/template"

	"backprop/internal/sheet"
)

// frontPage is what the template of the front page needs.
type frontPage struct {
	page
	Topics   []answeredTopic
	Example  *entry // the chapter that "how to read" runs
	First    *entry
	Citation string // BibTeX
	Sheet    template.HTML
}

// exampleNumber is the chapter that "how to read" runs, if it exists.
const exampleNumber = 13

// front renders the front page.
func (p *pages) front([]*rendering) ([]byte, error) {
	f := frontPage{
		page: p.page("front", bookTitle,
			bookSummary,
			"index.html"),
		Topics:   p.contents.answeredTopics(),
		Example:  p.contents.numbered(exampleNumber),
		Citation: p.book.citation(),
	}
	if p.book.Sheet != nil {
		written, err := sheet.HTML(p.book.Sheet, p.contents.fileOf)
		if err != nil {
			return nil, err
		}
		f.Sheet = template.HTML(written)
	}
	if len(p.contents.chapters) > 0 {
		f.First = p.contents.chapters[0]
		if f.Example == nil {
			f.Example = f.First
		}
	}
	return p.fill("front", f)
}

// An answeredTopic is a topic whose questions the book answers.
type answeredTopic struct {
	Title     string
	Questions []answered
}

// An answered question leads to the place where the book answers it.
type answered struct {
	Question template.HTML
	Answer   template.HTML
	Link     string
	Where    string
	source   question
}
