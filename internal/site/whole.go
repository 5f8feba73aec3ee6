package site

import (
	"html/template"
	"regexp"
	"strings"
)

// wholePage is what the template of the whole book needs.
type wholePage struct {
	page
	Chapters []wholeChapter
}

// A wholeChapter is a chapter on the page of the whole book.
type wholeChapter struct {
	Entry         *entry
	Heading, Lead template.HTML
	Failure, Text template.HTML
}

// whole renders the whole book on one page, for printing, from the chapters
// that were rendered before.
func (p *pages) whole() []byte {
	w := wholePage{page: p.page("print", "The whole book · "+bookTitle,
		"All chapters of the book on one page, for printing.", "book.html")}
	for _, e := range p.contents.chapters {
		body := p.bodies[e]
		w.Chapters = append(w.Chapters, wholeChapter{
			Entry:   e,
			Heading: template.HTML(p.contents.inWhole(e, body.title)),
			Lead:    template.HTML(p.contents.inWhole(e, body.lead)),
			Failure: template.HTML(e.failure()),
			Text:    template.HTML(p.contents.inWhole(e, body.opening+body.text)),
		})
	}
	return p.fill("print", w)
}

var (
	openingTag = regexp.MustCompile(`<[a-zA-Z][^<>]*>`)
	reference  = regexp.MustCompile(`(\s)(id|href|for|headers|aria-labelledby|aria-describedby|aria-controls|aria-owns)="([^"]*)"`)
	headingTag = regexp.MustCompile(`<(/?)h([2-5])\b`)
)

// inWhole changes the HTML of a chapter so that it can stand beside the others:
// each anchor is led by the chapter's name, links to chapters lead to their
// places on the same page, and headings are one level lower, below the
// chapter's title.
func (c *contents) inWhole(e *entry, html string) string {
	html = openingTag.ReplaceAllStringFunc(html, func(tag string) string {
		return reference.ReplaceAllStringFunc(tag, func(attribute string) string {
			m := reference.FindStringSubmatch(attribute)
			space, name, value := m[1], m[2], m[3]
			switch name {
			case "href":
				value = c.hrefInWhole(e, value)
			default:
				names := strings.Fields(value)
				for i, id := range names {
					names[i] = wholeAnchor(e, id)
				}
				value = strings.Join(names, " ")
			}
			return space + name + `="` + value + `"`
		})
	})
	return headingTag.ReplaceAllStringFunc(html, func(tag string) string {
		return tag[:len(tag)-1] + string(tag[len(tag)-1]+1)
	})
}

// wholeAnchor is the anchor that a place of a chapter has on the page of the
// whole book: its own, led by the chapter's. No name of a chapter holds a full
// stop, so no two are the same.
func wholeAnchor(e *entry, id string) string { return e.Anchor() + "." + id }

// Anchor is that of the chapter on the page of the whole book. It begins with a
// letter, as the anchors inside a drawing must.
func (e *entry) Anchor() string { return "chapter-" + e.Name }

// hrefInWhole is where a link of a chapter leads on the page of the whole book.
func (c *contents) hrefInWhole(e *entry, to string) string {
	if anchor, ok := strings.CutPrefix(to, "#"); ok {
		return "#" + wholeAnchor(e, anchor)
	}
	m := chapterFile.FindStringSubmatch(to)
	if m == nil || c.byName[m[1]] == nil {
		return to
	}
	if m[2] == "" {
		return "#" + c.byName[m[1]].Anchor()
	}
	return "#" + wholeAnchor(c.byName[m[1]], m[2])
}
