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
// the same form. GitHub and a notebook make the anchors of headings of their
// words, each in its way.
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
	anchor = e.anchorOfWords(anchor, m.form)
	if anchor != "" {
		to += "#" + anchor
	}
	if to == "" {
		to = m.entry.Name + m.form.extension()
	}
	return to
}

// anchorOfWords is the anchor of a heading in a form that makes it of words:
// in a notebook its text with hyphens for spaces. What is no heading, such as an
// exercise, has one in Markdown only.
func (e *entry) anchorOfWords(id string, f form) string {
	if e != nil && e.woven != nil {
		for _, h := range e.woven.Headings {
			switch {
			case !h.Has(id) || h.Level == 1:
			case f == asNotebook:
				return strings.ReplaceAll(plainText(h.Text), " ", "-")
			default:
				return h.Words
			}
		}
	}
	if f == asNotebook {
		return ""
	}
	return id
}
