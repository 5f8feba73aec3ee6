package site

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

// terms links the words of the glossary in the prose of one page: who comes to
// a chapter from a search has not read those in which its words are explained.
type terms map[string]bool // the words that are linked already

// link makes the first mention of each word in a piece of the page a link to its
// line of the glossary. Headings, formulas, code and links stay as they are. The
// HTML is all ours.
func (t terms) link(page string) string {
	var b strings.Builder
	closing := "" // the end of what stays as it is
	for page != "" {
		text, rest, found := strings.Cut(page, "<")
		if closing == "" {
			text = t.linkText(text)
		}
		b.WriteString(text)
		if !found {
			break
		}
		tag, after, _ := strings.Cut(rest, ">")
		b.WriteString("<" + tag + ">")
		page = after
		name, _, _ := strings.Cut(tag, " ")
		switch {
		case closing == "" && slices.Contains(withoutTerms, name):
			closing = "/" + name
		case name == closing:
			closing = ""
		}
	}
	return b.String()
}

// withoutTerms are the elements in which no word becomes a link.
var withoutTerms = []string{"a", "h2", "h3", "h4", "math", "code", "pre", "svg", "table", "summary"}

func (t terms) linkText(text string) string {
	if !t.mayBeIn(text) {
		return text
	}
	return termPattern.ReplaceAllStringFunc(text, func(said string) string {
		g := glossaryByName[termName(said)]
		if t[g.word] {
			return said
		}
		t[g.word] = true
		return `<a class="defined" href="words.html#` + wordID(g.word) + `" title="` + html.EscapeString(g.meaning) + `">` + said + "</a>"
	})
}

// mayBeIn reports whether a text may hold a word that is not linked yet: most
// hold none, and are not looked through with the pattern, which takes longer.
func (t terms) mayBeIn(text string) bool {
	text = strings.ToLower(text)
	for name, g := range glossaryByName {
		first, _, _ := strings.Cut(name, " ")
		if !t[g.word] && strings.Contains(text, first) {
			return true
		}
	}
	return false
}

// termName is what the words of the glossary are found by: small letters, one
// space between words and no plural, as far as English is regular.
func termName(said string) string {
	name := strings.Join(strings.Fields(strings.ToLower(said)), " ")
	for _, s := range []string{"sses", "xes", "ches", "iases"} {
		if strings.HasSuffix(name, s) {
			return strings.TrimSuffix(name, "es")
		}
	}
	if strings.HasSuffix(name, "ss") || strings.HasSuffix(name, "as") {
		return name
	}
	return strings.TrimSuffix(name, "s")
}

// glossaryByName are the words of the glossary by what finds them.
var glossaryByName = func() map[string]word {
	all := map[string]word{}
	for _, g := range glossary {
		all[termName(g.word)] = g
	}
	return all
}()

// termPattern finds any of them, the longest first, in one or several.
var termPattern = func() *regexp.Regexp {
	var list []string
	for name := range glossaryByName {
		list = append(list, strings.ReplaceAll(regexp.QuoteMeta(name), " ", `\s+`))
	}
	slices.SortFunc(list, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return regexp.MustCompile(`(?i)\b(?:` + strings.Join(list, "|") + `)(?:e?s)?\b`)
}()
