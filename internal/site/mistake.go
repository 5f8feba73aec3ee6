package site

import (
	"maps"
	"regexp"
	"strings"

	"backprop/internal/notebook"
)

// mistakeAnchors finds where the book tells of each mistake of the catalogue:
// the one heading that a chapter computed and that is the mistake's name.
// Exercises that name the mistake lead there, and so does the search. The
// network decides which mistakes have a heading.
func (c *contents) mistakeAnchors() map[string]*entry {
	told := map[string]*entry{}
	count := map[string]int{}
	each(c.chapters, func(e *entry, o notebook.Output) {
		name := computedHeading(o)
		if !mistakeName.MatchString(name) {
			return
		}
		if count[name]++; e.woven != nil && !e.hasAnchor(name) {
			told[name] = e
		}
	})
	maps.DeleteFunc(told, func(name string, _ *entry) bool { return count[name] > 1 })
	return told
}

// mistakeName matches the names that the catalogue gives: small words joined
// by hyphens.
var mistakeName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)

// computedHeading is the text of a heading that a chapter computed, or "".
func computedHeading(o notebook.Output) string {
	s, ok := o.(*notebook.Sentence)
	if !ok || !strings.HasPrefix(s.Markdown, "#") {
		return ""
	}
	return strings.TrimSpace(strings.TrimLeft(s.Markdown, "#"))
}

// each goes through what the chapters showed.
func each(chapters []*entry, do func(*entry, notebook.Output)) {
	for _, e := range chapters {
		for _, shown := range e.Entries {
			do(e, shown.Output)
		}
	}
}

// linkMistakes lets the mistakes that an exercise names lead to where the book
// tells of them.
func (m manuscript) linkMistakes(html string) string {
	for name, e := range m.contents.mistakes {
		html = strings.ReplaceAll(html, `<a data-mistake="`+name+`">`, `<a href="`+e.file()+"#"+name+`">`)
	}
	return html
}
