package site

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/notebook"
)

var pageLink = regexp.MustCompile(`^(?:\.\./)?([0-9]{2}-[a-z0-9-]+?|words|measured|index|lab|cheat-sheet|teaching|slides)(?:\.html|/main\.go|/)?(?:#(.*))?$`)

// destination returns where a link of the prose leads in the pages. Chapters
// are named by their folder, with or without "../" before it, so that the link
// also leads somewhere in the source; "words" is the page of signs and words,
// "measured" that of what was measured, "lab" the lab, and "cheat-sheet",
// "teaching" and "slides" are what their names say.
// A link to the web stays as it is. Any other is a fault.
func (p *passage) destination(to string, line int) string {
	if strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "mailto:") {
		return to
	}
	if anchor, ok := strings.CutPrefix(to, "#"); ok {
		if !p.entry.hasAnchor(anchor) {
			p.fault(line, "link to #%s: the chapter has no such heading; it has %s", anchor, p.entry.anchors())
		}
		return to
	}
	m := pageLink.FindStringSubmatch(to)
	if m == nil {
		p.fault(line, "link to %q: expected the folder of a chapter, such as 13-convolution-backward-kernel, words, measured, lab, or an address that begins with https://", to)
		return to
	}
	page, anchor := m[1], m[2]
	if page[0] < '0' || page[0] > '9' {
		return page + ".html" + strings.TrimPrefix(to, strings.SplitN(to, "#", 2)[0])
	}
	e := p.contents.byName[page]
	if e == nil {
		p.fault(line, "link to %q: there is no such chapter", to)
		return page + ".html"
	}
	if anchor == "" {
		return e.file()
	}
	if !e.hasAnchor(anchor) {
		p.fault(line, "link to %q: that chapter has no such heading; it has %s", to, e.anchors())
	}
	return e.file() + "#" + anchor
}

// hasAnchor reports whether the chapter has a heading or an exercise with the
// anchor. Of a chapter that could not be cut nobody knows.
func (e *entry) hasAnchor(id string) bool {
	return e.woven == nil || slices.Contains(e.anchorList(), id)
}

// anchorList holds the anchors of the chapter's page.
func (e *entry) anchorList() []string {
	var all []string
	for _, h := range e.woven.Headings {
		if h.Level > 1 {
			all = append(append(all, h.ID), h.Also...)
		}
	}
	for _, shown := range e.Entries {
		if x, ok := shown.Output.(*notebook.Exercise); ok {
			all = append(all, exerciseAnchor(x.Number))
		}
	}
	return all
}

// exerciseAnchor is the anchor that the notebook gives to an exercise.
func exerciseAnchor(number int) string { return "exercise-" + strconv.Itoa(number) }

// anchors lists the chapter's anchors for a message.
func (e *entry) anchors() string {
	if e.woven == nil || len(e.anchorList()) == 0 {
		return "none"
	}
	return "#" + strings.Join(e.anchorList(), ", #")
}
