package lab

import (
	"html"
	"regexp"
	"strings"

	"backprop/internal/marking"
	"backprop/internal/tex"
)

// Markdown writes the sentences of a report as HTML: paragraphs, headings,
// emphasis, code, links and formulas, which is all that they hold. Anything
// else stands as it is written. The name of a mistake leads to where chapter
// 19 tells of it.
func Markdown(source string) string {
	var b strings.Builder
	for block := range strings.SplitSeq(strings.TrimSpace(source), "\n\n") {
		signs := len(block) - len(strings.TrimLeft(block, "#"))
		if text, ok := strings.CutPrefix(block[signs:], " "); ok && signs > 0 && signs < 5 {
			b.WriteString("<h4>" + inline(text) + "</h4>")
			continue
		}
		b.WriteString("<p>" + inline(block) + "</p>")
	}
	return b.String()
}

// patterns are what a line can be made of, each matched where it begins.
var (
	codeSpan    = regexp.MustCompile("^`([^`]+)`")
	formulaSpan = regexp.MustCompile(`^\$((?:\\.|[^$\\])+)\$([,.;:!?)”]*)`)
	linkSpan    = regexp.MustCompile(`^\[([^\[\]]+)\]\(([^()\s]+)\)`)
	strongSpan  = regexp.MustCompile(`^\*\*([^*]+)\*\*`)
	emphasis    = regexp.MustCompile(`^\*([^*\s][^*]*)\*`)
	escaped     = regexp.MustCompile("^\\\\([!-/:-@\\[-`{-~])")
)

// span writes what a line begins with, and says how long that is; 0 where it
// is no more than text.
func span(source string) (written string, length int) {
	for _, s := range []struct {
		pattern *regexp.Regexp
		html    func(m []string) string
	}{
		{codeSpan, func(m []string) string { return code(m[1]) }},
		{formulaSpan, func(m []string) string { return formula(m[1], m[2]) }},
		{linkSpan, func(m []string) string { return link(m[1], m[2]) }},
		{strongSpan, func(m []string) string { return "<strong>" + inline(m[1]) + "</strong>" }},
		{emphasis, func(m []string) string { return "<em>" + inline(m[1]) + "</em>" }},
		{escaped, func(m []string) string { return html.EscapeString(m[1]) }},
	} {
		if m := s.pattern.FindStringSubmatch(source); m != nil {
			return s.html(m), len(m[0])
		}
	}
	return "", 0
}

// marks begin something in a line that may be more than text.
const marks = "`$[*\\"

// inline writes what stands in a line.
func inline(source string) string {
	var b strings.Builder
	for source != "" {
		if strings.IndexByte(marks, source[0]) >= 0 {
			if written, n := span(source); n > 0 {
				b.WriteString(written)
				source = source[n:]
				continue
			}
		}
		n := 1 + strings.IndexAny(source[1:], marks)
		if n == 0 {
			n = len(source)
		}
		b.WriteString(html.EscapeString(source[:n]))
		source = source[n:]
	}
	return b.String()
}

// code writes code. The name of a mistake is a link.
func code(text string) string {
	written := "<code>" + html.EscapeString(text) + "</code>"
	if _, ok := marking.Find(text); ok {
		return `<a href="19-common-mistakes.html#` + text + `">` + written + "</a>"
	}
	return written
}

// formula writes a formula and the punctuation after it, which stays on its
// line. One that does not read stands as it is written.
func formula(source, after string) string {
	written, err := tex.MathML(source, false)
	switch {
	case err != nil:
		return html.EscapeString("$" + source + "$" + after)
	case after == "":
		return written
	}
	return `<span class="whole">` + written + html.EscapeString(after) + "</span>"
}

// chapter matches a link to a chapter, as its folder and perhaps a heading.
var chapter = regexp.MustCompile(`^([0-9]{2}-[a-z0-9-]+)(#[a-z0-9-]+)?$`)

// link writes a link to a chapter or to the web. Any other is its words.
func link(words, to string) string {
	if m := chapter.FindStringSubmatch(to); m != nil {
		to = m[1] + ".html" + m[2]
	} else if !strings.HasPrefix(to, "https://") {
		return inline(words)
	}
	return `<a href="` + html.EscapeString(to) + `">` + inline(words) + "</a>"
}
