package site

import (
	"maps"
	"strings"

	"backprop/internal/notebook"
)

// mistakeAnchors finds where the book tells of each mistake that an exercise
// names: the one heading that a chapter computed and that is the mistake's
// name. The network decides which mistakes have it.
func (c *contents) mistakeAnchors() map[string]*entry {
	named := map[string]bool{}
	each(c.chapters, func(_ *entry, o notebook.Output) {
		if x, ok := o.(*notebook.Exercise); ok {
			for _, a := range x.Answers {
				for _, w := range a.Wrong {
					named[w.Mistake] = true
				}
			}
		}
	})
	told := map[string]*entry{}
	count := map[string]int{}
	each(c.chapters, func(e *entry, o notebook.Output) {
		s, ok := o.(*notebook.Sentence)
		if !ok || !strings.HasPrefix(s.Markdown, "#") {
			return
		}
		name := strings.TrimSpace(strings.TrimLeft(s.Markdown, "#"))
		if count[name]++; named[name] && e.woven != nil && !e.hasAnchor(name) {
			told[name] = e
		}
	})
	maps.DeleteFunc(told, func(name string, _ *entry) bool { return count[name] > 1 })
	return told
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
// tells of them. In a notebook they stay names.
func (m manuscript) linkMistakes(html string) string {
	if m.form == asNotebook {
		return html
	}
	for name, e := range m.contents.mistakes {
		html = strings.ReplaceAll(html, `<a data-mistake="`+name+`">`, `<a href="`+e.file()+"#"+name+`">`)
	}
	return html
}
