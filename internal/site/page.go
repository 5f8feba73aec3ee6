package site

import (
	"bytes"
	"embed"
	"html/template"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pages fills the templates.
type pages struct {
	contents  *contents
	templates map[string]*template.Template
	bodies    map[*entry]body // of the chapters rendered so far
	measures  []measure
	err       error // the first that a template gave
}

// A page is what the layout needs of every page.
type page struct {
	Kind        string // the template: chapter, front, words, measured or print
	Title       string // plain text, for the window
	Description string // plain text
	Current     string // the file of the page
	Shelves     []shelf
	Book        string
}

const bookTitle = "Backprop, Number by Number"

func newPages(c *contents) (*pages, error) {
	p := &pages{contents: c, templates: map[string]*template.Template{}, bodies: map[*entry]body{}}
	functions := template.FuncMap{
		"label": func(e *entry) template.HTML {
			return template.HTML(manuscript{contents: c, entry: e}.label())
		},
		"lead": func(e *entry) template.HTML {
			return template.HTML(manuscript{contents: c, entry: e}.aside(e.Lead()))
		},
		"file": (*entry).file,
	}
	for _, name := range []string{"chapter", "front", "words", "measured", "print"} {
		t, err := template.New("layout.html").Funcs(functions).ParseFS(templateFiles,
			"templates/layout.html", "templates/contents.html", "templates/search.html", "templates/"+name+".html")
		if err != nil {
			return nil, err
		}
		p.templates[name] = t
	}
	return p, nil
}

// page returns what the layout needs.
func (p *pages) page(kind, title, description, file string) page {
	return page{
		Kind:        kind,
		Title:       title,
		Description: description,
		Current:     file,
		Shelves:     p.contents.shelves(),
		Book:        bookTitle,
	}
}

// fill returns the page that a template makes of its data.
func (p *pages) fill(name string, data any) []byte {
	var b bytes.Buffer
	if err := p.templates[name].Execute(&b, data); err != nil && p.err == nil {
		p.err = err
	}
	return b.Bytes()
}

// chapterPage is what the template of a chapter needs.
type chapterPage struct {
	page
	Entry         *entry
	Number, Part  string
	Heading, Lead template.HTML
	Failure       template.HTML
	Opening, Text template.HTML // what stands before the first section, and the rest
	Sections      []section
	Before, After *entry
}

// A section is an entry of the list "On this page".
type section struct {
	ID   string
	Text template.HTML
}

// manySections is how many sections a page has before it lists them.
const manySections = 3

// chapter renders the page of a chapter.
func (p *pages) chapter(e *entry, faults *faults) []byte {
	m := manuscript{contents: p.contents, entry: e, faults: faults}
	body := m.body()
	p.bodies[e] = body
	title := e.Number() + " · " + plainText(e.Title()) + " · " + bookTitle
	c := chapterPage{
		page:    p.page("chapter", title, plainText(e.Lead()), e.file()),
		Entry:   e,
		Number:  e.Number(),
		Part:    e.part(),
		Heading: template.HTML(body.title),
		Lead:    template.HTML(body.lead),
		Failure: template.HTML(e.failure()),
		Opening: template.HTML(body.opening),
		Text:    template.HTML(body.text),
	}
	if c.Description == "" {
		c.Description = "Chapter " + e.Number() + " of " + bookTitle + "."
	}
	c.Before, c.After = p.contents.around(e)
	if e.woven != nil {
		for _, h := range e.woven.Headings {
			if h.Level == 2 {
				c.Sections = append(c.Sections, section{h.ID, template.HTML(m.aside(h.Text))})
			}
		}
	}
	if len(c.Sections) < manySections {
		c.Sections = nil
	}
	return p.fill("chapter", c)
}
