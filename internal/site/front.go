package site

import "html/template"

// frontPage is what the template of the front page needs.
type frontPage struct {
	page
	Questions []answered
	Example   *entry // the chapter that "how to read" runs
	First     *entry
	Citation  string // BibTeX
	Sheet     *sheetView
}

// exampleNumber is the chapter that "how to read" runs, if it exists.
const exampleNumber = 13

// front renders the front page.
func (p *pages) front([]*rendering) ([]byte, error) {
	f := frontPage{
		page: p.page("front", bookTitle,
			"How the error travels backward through a small convolutional network: every number shown, explained and checked.",
			"index.html"),
		Questions: p.contents.answered(),
		Example:   p.contents.numbered(exampleNumber),
		Citation:  citation,
	}
	var err error
	if p.book.Sheet != nil {
		if f.Sheet, err = p.contents.sheet(p.book.Sheet); err != nil {
			return nil, err
		}
	}
	if len(p.contents.chapters) > 0 {
		f.First = p.contents.chapters[0]
		if f.Example == nil {
			f.Example = f.First
		}
	}
	return p.fill("front", f)
}

// An answered question leads to the place where the book answers it.
type answered struct {
	Question template.HTML
	Answer   template.HTML
	Link     string
	Where    string
	source   question
}
