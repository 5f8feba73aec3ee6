package site

import (
	"regexp"
	"strings"
)

// A form is what the Markdown of a chapter is written for.
type form int

const (
	asPage     form = iota // a page of the book
	asNotebook             // a Jupyter notebook
	asMarkdown             // a Markdown file that GitHub shows
)

// extension is that of the form's files.
func (f form) extension() string {
	return [...]string{".html", ".ipynb", ".md"}[f]
}

var chapterFile = regexp.MustCompile(`^([0-9]{2}-[a-z0-9-]+)\.html(?:#(.*))?$`)

// link returns where a link of a page leads in this form: to the chapter in
// the same form. GitHub makes the anchors of headings as the pages do; a
// notebook makes them of the heading's words.
func (m manuscript) link(to string) string {
	if m.form == asPage {
		return to
	}
	e, anchor := m.entry, ""
	page := chapterFile.FindStringSubmatch(to)
	switch {
	case page != nil:
		e, anchor = m.contents.byName[page[1]], page[2]
		to = page[1] + m.form.extension()
	case strings.HasPrefix(to, "#"):
		to, anchor = "", to[1:]
	default:
		return to
	}
	if m.form == asNotebook {
		anchor = e.headingWords(anchor)
	}
	if anchor != "" {
		to += "#" + anchor
	}
	if to == "" {
		to = m.entry.Name + m.form.extension()
	}
	return to
}

// headingWords is the text of the heading with an anchor, with hyphens for
// spaces; "" if there is no such heading.
func (e *entry) headingWords(id string) string {
	if e == nil || e.woven == nil {
		return ""
	}
	for _, h := range e.woven.Headings {
		if h.ID == id && h.Level > 1 {
			return strings.ReplaceAll(plainText(h.Text), " ", "-")
		}
	}
	return ""
}
