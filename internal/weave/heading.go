package weave

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A Heading is a heading of the prose, with # marks or underlined. Headings
// inside lists and quotes do not count.
type Heading struct {
	Line, Level int    // line in the source, from 1; level 1 to 6
	Text        string // with inline Markdown and math as written

	// ID is the heading's anchor, unique in its chapter: the first address that
	// is written behind it, or Words.
	ID string
	// Also are the other addresses by which it is known.
	Also []string
	// Words is the anchor that GitHub makes of its words.
	Words string
}

// Has reports whether a link to an anchor of the chapter leads to the heading.
func (h Heading) Has(id string) bool { return h.ID == id || slices.Contains(h.Also, id) }

// headings returns the headings among the elements, each with its anchors. An
// address that is written goes before one that is made of words.
func headings(elements []element) []Heading {
	var list []Heading
	words, taken := map[string]bool{}, map[string]bool{}
	for _, e := range elements {
		for _, id := range e.addresses {
			taken[id] = true
		}
	}
	for _, e := range elements {
		if e.level == 0 {
			continue
		}
		h := Heading{Line: e.line, Level: e.level, Text: e.text, Words: free(anchor(e.text), words)}
		if len(e.addresses) > 0 {
			h.ID, h.Also = e.addresses[0], e.addresses[1:]
		} else {
			h.ID = free(h.Words, taken)
		}
		list = append(list, h)
	}
	return list
}

// free takes an anchor, with a number behind it if it is taken.
func free(base string, taken map[string]bool) string {
	id := base
	for n := 1; taken[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	taken[id] = true
	return id
}

var link = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)

// anchor returns the anchor of a heading as GitHub makes it: lower case,
// spaces as hyphens, and nothing but letters, digits, hyphens and underscores.
func anchor(text string) string {
	text = link.ReplaceAllString(text, "$1")
	id := strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return r
		case unicode.IsSpace(r):
			return '-'
		}
		return -1
	}, strings.ToLower(text))
	if id == "" {
		return "section"
	}
	return id
}
