package weave

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// A Heading is a heading of the prose, with # marks or underlined. Headings
// inside lists and quotes do not count.
type Heading struct {
	Line, Level int    // line in the source, from 1; level 1 to 6
	Text        string // with inline Markdown and math as written
	ID          string // anchor, unique in its chapter
}

// headings returns the headings among the elements, each with its anchor.
func headings(elements []element) []Heading {
	var list []Heading
	taken := map[string]bool{}
	for _, e := range elements {
		if e.level == 0 {
			continue
		}
		base := anchor(e.text)
		id := base
		for n := 1; taken[id]; n++ {
			id = base + "-" + strconv.Itoa(n)
		}
		taken[id] = true
		list = append(list, Heading{e.line, e.level, e.text, id})
	}
	return list
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
