package site

import (
	"html/template"
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
func (p *pages) whole(chapters []*rendering) ([]byte, error) {
	w := wholePage{page: p.page("print", "The whole book · "+bookTitle,
		"All chapters of the book on one page, for printing.", "book.html")}
	for i, r := range chapters {
		chapter := r.whole
		chapter.Entry = p.contents.chapters[i]
		w.Chapters = append(w.Chapters, chapter)
	}
	return p.fill("print", w)
}

// wholeChapter is a chapter's part of the page of the whole book.
func (c *contents) wholeChapter(e *entry, body body) wholeChapter {
	return wholeChapter{
		Heading: template.HTML(c.inWhole(e, body.title)),
		Lead:    template.HTML(c.inWhole(e, body.lead)),
		Failure: template.HTML(e.failure()),
		Text:    template.HTML(c.inWhole(e, withoutProgram(withoutSums(body.opening+body.text)))),
	}
}

// inWhole changes the HTML of a chapter so that it can stand beside the others:
// each anchor is led by the chapter's name, links to chapters lead to their
// places on the same page, and headings are one level lower, below the
// chapter's title.
func (c *contents) inWhole(e *entry, html string) string {
	var b strings.Builder
	for {
		text, rest, found := strings.Cut(html, "<")
		b.WriteString(text)
		if !found {
			return b.String()
		}
		b.WriteByte('<')
		end := strings.IndexAny(rest, "<>")
		if end < 0 || rest[end] == '<' {
			html = rest // no tag
			continue
		}
		c.tagInWhole(&b, e, rest[:end])
		html = rest[end:]
	}
}

// tagInWhole writes what stands between the < and the > of a tag, changed.
func (c *contents) tagInWhole(b *strings.Builder, e *entry, tag string) {
	if name := strings.TrimPrefix(tag, "/"); len(name) >= 2 && name[0] == 'h' && '2' <= name[1] && name[1] <= '5' {
		b.WriteString(strings.TrimSuffix(tag, name) + "h" + string(name[1]+1))
		tag = name[2:]
	}
	for {
		before, rest, found := strings.Cut(tag, `="`)
		value, after, closed := strings.Cut(rest, `"`)
		if !found || !closed {
			b.WriteString(tag)
			return
		}
		switch before[strings.LastIndexAny(before, " \t\n\f\r")+1:] {
		case "href":
			value = c.hrefInWhole(e, value)
		case "id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns":
			names := strings.Fields(value)
			for i, id := range names {
				names[i] = wholeAnchor(e, id)
			}
			value = strings.Join(names, " ")
		}
		b.WriteString(before + `="` + value + `"`)
		tag = after
	}
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
