package site

import (
	"bytes"
	"embed"
	"html/template"
	"sync"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pages fills the templates.
type pages struct {
	book      Book
	contents  *contents
	templates map[string]*template.Template
	measures  []measure
}

// A page is what the layout needs of every page.
type page struct {
	Kind        string // the template: chapter, front, words, measured, print, sums, lab, cheat, teaching or slides
	Title       string // plain text, for the window
	Description string // plain text
	Current     string // the file of the page
	Shelves     []shelf
	Sections    []section // of the page, in the list of contents; may be empty
	Paper       string    // the class that has the chapter's title at the foot of a sheet
	Book        string
	Repository  string // where the source can be had; empty if that is not known
	Address     string // of the page, and of the picture of the book; empty if
	Picture     string // the book is not published
}

// Policy is the Content-Security-Policy that every page but the lab says of itself: it
// loads nothing but the files beside it, and has no script and no style
// within. It holds on a server and from the file system.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

// LabPolicy is the policy of the lab, which runs a program: it may compile WebAssembly
// and start a worker that the page made itself.
const LabPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

const bookTitle = "Backprop, Number by Number"

const bookSummary = "How the gradient travels backward through a small convolutional network, with every number shown, explained and checked. Free, and nothing to install."

func newPages(b Book, c *contents) (*pages, error) {
	templates, err := parsedTemplates()
	for _, e := range c.chapters {
		m := manuscript{contents: c, entry: e}
		e.titleHTML, e.leadHTML = template.HTML(m.label()), template.HTML(m.aside(e.Lead()))
	}
	return &pages{book: b, contents: c, templates: templates}, err
}

// parsedTemplates are the templates of the pages, by name.
var parsedTemplates = sync.OnceValues(func() (map[string]*template.Template, error) {
	templates := map[string]*template.Template{}
	functions := template.FuncMap{
		"label": func(e *entry) template.HTML { return e.titleHTML },
		"lead":  func(e *entry) template.HTML { return e.leadHTML },
		"file":  (*entry).file,
		"policy": func(kind string) string {
			if kind == "lab" {
				return LabPolicy
			}
			return Policy
		},
	}
	for _, name := range []string{"chapter", "front", "words", "measured", "print", "sums", "lab", "cheat", "teaching", "slides"} {
		t, err := template.New("layout.html").Funcs(functions).ParseFS(templateFiles,
			"templates/layout.html", "templates/contents.html", "templates/search.html", "templates/"+name+".html")
		if err != nil {
			return nil, err
		}
		templates[name] = t
	}
	return templates, nil
})

// page returns what the layout needs.
func (p *pages) page(kind, title, description, file string) page {
	made := page{
		Kind:        kind,
		Title:       title,
		Description: description,
		Current:     file,
		Shelves:     p.contents.shelves(),
		Book:        bookTitle,
		Repository:  p.book.Repository,
	}
	if p.book.Address != "" {
		made.Address, made.Picture = p.book.addressOf(file), p.book.Address+pictureFile
	}
	return made
}

// fill returns the page that a template makes of its data.
func (p *pages) fill(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	err := p.templates[name].Execute(&b, data)
	return b.Bytes(), err
}

// chapterPage is what the template of a chapter needs.
type chapterPage struct {
	page
	Entry         *entry
	Number, Part  string
	Heading, Lead template.HTML
	Failure       template.HTML
	Opening, Text template.HTML // what stands before the first section, and the rest
	Before, After *entry
	Lab           template.URL // the place in the lab that the chapter is about, or ""
}

// A section is an entry of the list of contents, below its chapter.
type section struct {
	ID   string
	Text template.HTML
}

// manySections is how many sections a page has before it lists them.
const manySections = 3

// chapter fills the page of a chapter with its body.
func (p *pages) chapter(m manuscript, body body) ([]byte, error) {
	e := m.entry
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
		Lab:     template.URL(labPlaces[e.number]),
	}
	if c.Description == "" {
		c.Description = "Chapter " + e.Number() + " of " + bookTitle + "."
	}
	c.Paper = e.Paper()
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
