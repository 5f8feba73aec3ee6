package weave

import (
	"regexp"
	"strings"
)

// An element is a heading or a paragraph of the prose.
type element struct {
	line  int // in the source
	level int // of a heading, 1 to 6; 0 for a paragraph
	text  string

	addresses []string // of a heading, as written; see takeAddresses
}

var (
	hashHeading = regexp.MustCompile(`^(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?$`)
	underline   = regexp.MustCompile(`^(=+|-+)$`)
	rule        = regexp.MustCompile(`^([ \t]*-){3,}$|^([ \t]*\*){3,}$|^([ \t]*_){3,}$`)
	listItem    = regexp.MustCompile(`^([-+*]|\d{1,9}[.)])([ \t]|$)`)
	interrupts  = regexp.MustCompile(`^([-+*]|1[.)])[ \t]|^>`)
	fence       = regexp.MustCompile("^(`{3,}|~{3,})")
)

// outline returns the headings and the paragraphs of the prose in order. It
// knows of Markdown what it takes to tell these from the rest: fenced and
// indented code, displayed math, lists, quotes, tables and HTML. What stands
// inside a list or a quote is not a part of the outline.
func outline(blocks []block) []element {
	var list []element
	for _, b := range blocks {
		o := outliner{}
		for i, t := range b.text {
			o.line(b.first+i, t)
		}
		o.endParagraph(0)
		list = append(list, o.list...)
	}
	return list
}

// An outliner reads the prose of one cell, line by line.
type outliner struct {
	list      []element
	paragraph []string // the lines so far of the open paragraph
	start     int      // its first line
	closing   string   // what ends the code or the math that is open
	container bool     // inside a list, a quote, a table or HTML
	gap       bool     // the line before was blank
}

// endParagraph adds the open paragraph, if any, as a heading of the level, or
// as a paragraph if that is 0.
func (o *outliner) endParagraph(level int) {
	if len(o.paragraph) > 0 {
		o.list = append(o.list, element{line: o.start, level: level, text: strings.Join(o.paragraph, " ")})
		o.paragraph = nil
	}
}

func (o *outliner) line(at int, text string) {
	t := strings.TrimSpace(text)
	if o.closing != "" {
		if closes(t, o.closing) {
			o.closing = ""
		}
		return
	}
	if t == "" {
		o.endParagraph(0)
		o.gap = true
		return
	}
	margin := width(text[:len(text)-len(strings.TrimLeft(text, " \t"))])
	if o.gap && margin == 0 && !listItem.MatchString(t) {
		o.container = false
	}
	o.gap = false
	if margin >= 4 && !o.container {
		if len(o.paragraph) > 0 {
			o.paragraph = append(o.paragraph, t)
		}
		return // indented code otherwise
	}
	if mark := fence.FindString(t); mark != "" && (mark[0] == '~' || !strings.Contains(t[len(mark):], "`")) {
		o.endParagraph(0)
		o.closing = mark
		return
	}
	if strings.HasPrefix(t, "$$") {
		o.endParagraph(0)
		if !strings.Contains(t[2:], "$$") {
			o.closing = "$$"
		}
		return
	}
	if h := hashHeading.FindStringSubmatch(t); h != nil && !(o.container && margin > 0) {
		o.endParagraph(0)
		o.container = false
		o.list = append(o.list, element{line: at, level: len(h[1]), text: h[2]})
		return
	}
	switch open := len(o.paragraph) > 0; {
	case o.container:
	case open && underline.MatchString(t):
		o.endParagraph(map[byte]int{'=': 1, '-': 2}[t[0]])
	case rule.MatchString(t):
		o.endParagraph(0)
	case open && interrupts.MatchString(t),
		!open && (listItem.MatchString(t) || strings.ContainsAny(t[:1], "><|")):
		o.endParagraph(0)
		o.container = true
	default:
		if !open {
			o.start = at
		}
		o.paragraph = append(o.paragraph, t)
	}
}

// closes reports whether a line ends the code or the math that a mark opened.
func closes(t, mark string) bool {
	if mark == "$$" {
		return strings.Contains(t, mark)
	}
	return len(t) >= len(mark) && strings.Trim(t, mark[:1]) == ""
}

// opening returns the text of the first heading of level 1 and of the first
// paragraph after it.
func opening(list []element) (title, lead string) {
	for _, e := range list {
		switch {
		case title == "" && e.level == 1:
			title = e.text
		case title != "" && e.level == 0:
			return title, e.text
		}
	}
	return title, ""
}
