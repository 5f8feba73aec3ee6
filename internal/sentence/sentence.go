// Package sentence writes the Markdown of a report's sentences as HTML, in a
// package that is small enough for a program of the terminal and for a browser.
//
// Non-goals: all of Markdown, which package site knows.
package sentence

import (
	"html"
	"regexp"
	"strings"

	"backprop/internal/marking"
	"backprop/internal/tex"
)

// A Writer writes sentences: paragraphs, headings, emphasis, code, links and
// formulas, which is all that they hold. Anything else stands as it is written.
type Writer struct {
	// Page is the address of a page of the book, "19-common-mistakes" with or
	// without "#heading". Where it is nil the book is not there: its links
	// are their words.
	Page func(to string) string
}

// HTML writes Markdown. The name of a mistake leads to where chapter 19 tells of
// it.
func (w Writer) HTML(source string) string {
	var b strings.Builder
	for block := range strings.SplitSeq(strings.TrimSpace(source), "\n\n") {
		signs := len(block) - len(strings.TrimLeft(block, "#"))
		if text, ok := strings.CutPrefix(block[signs:], " "); ok && signs > 0 && signs < 5 {
			b.WriteString("<h4>" + w.inline(text) + "</h4>")
			continue
		}
		b.WriteString("<p>" + w.inline(block) + "</p>")
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
func (w Writer) span(source string) (written string, length int) {
	for _, s := range []struct {
		pattern *regexp.Regexp
		html    func(m []string) string
	}{
		{codeSpan, func(m []string) string { return w.code(m[1]) }},
		{formulaSpan, func(m []string) string { return formula(m[1], m[2]) }},
		{linkSpan, func(m []string) string { return w.link(m[1], m[2]) }},
		{strongSpan, func(m []string) string { return "<strong>" + w.inline(m[1]) + "</strong>" }},
		{emphasis, func(m []string) string { return "<em>" + w.inline(m[1]) + "</em>" }},
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
func (w Writer) inline(source string) string {
	var b strings.Builder
	for source != "" {
		if strings.IndexByte(marks, source[0]) >= 0 {
			if written, n := w.span(source); n > 0 {
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
func (w Writer) code(text string) string {
	written := "<code>" + html.EscapeString(text) + "</code>"
	if _, ok := marking.Find(text); ok && w.Page != nil {
		return `<a href="` + html.EscapeString(w.Page("19-common-mistakes#"+text)) + `">` + written + "</a>"
	}
	return written
}

// formula writes a formula and the punctuation after it, which stays on its
// line. One that does not read stands as it is written.
func formula(source, after string) string {
	f, err := tex.Parse(source)
	if err != nil {
		return html.EscapeString("$" + source + "$" + after)
	}
	return f.InLine("", html.EscapeString(after))
}

// chapter matches a link to a chapter, as its folder and perhaps a heading.
var chapter = regexp.MustCompile(`^[0-9]{2}-[a-z0-9-]+(#[a-z0-9-]+)?$`)

// link writes a link to a chapter or to the web. Any other is its words.
func (w Writer) link(words, to string) string {
	switch {
	case chapter.MatchString(to) && w.Page != nil:
		to = w.Page(to)
	case !strings.HasPrefix(to, "https://"):
		return w.inline(words)
	}
	return `<a href="` + html.EscapeString(to) + `">` + w.inline(words) + "</a>"
}
