package notebook

import (
	"regexp"
	"strings"
)

// A proseError is what is wrong with prose, at a line of it that counts from
// 0.
type proseError struct {
	line int
	err  error
}

func (e *proseError) Error() string { return e.err.Error() }
func (e *proseError) Unwrap() error { return e.err }

// proseText writes Markdown for a terminal of the given width. It knows what
// the book uses: headings, paragraphs, lists, quotes and callouts, code,
// tables, rules and displayed math. An error is a *proseError: a formula that
// is not TeX.
func proseText(markdown string, width int) (string, error) {
	p := prose{heading: headingText}
	text := strings.Join(p.blocks(sourceLines(markdown), width), "\n\n")
	if p.err != nil {
		return "", p.err
	}
	return text, nil
}

// prose writes the blocks of Markdown. It keeps the first error.
type prose struct {
	heading func(level int, text string, width int) string
	err     *proseError
}

// A sourceLine is a line of Markdown and where it stands.
type sourceLine struct {
	at   int
	text string
}

func sourceLines(markdown string) []sourceLine {
	var lines []sourceLine
	for i, text := range strings.Split(strings.ReplaceAll(markdown, "\t", "    "), "\n") {
		lines = append(lines, sourceLine{i, strings.TrimRight(text, "\r")})
	}
	return lines
}

var (
	hashHeading = regexp.MustCompile(`^ {0,3}(#{1,6})(?: +(.*?))??(?: +#+)? *$`)
	underline   = regexp.MustCompile(`^ {0,3}(=+|-+) *$`)
	thematic    = regexp.MustCompile(`^ {0,3}((?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$`)
	fence       = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})[^`]*$")
	quoteMark   = regexp.MustCompile(`^ {0,3}> ?`)
	callout     = regexp.MustCompile(`^\[!([A-Za-z]+)\] *(.*)$`)
	itemMark    = regexp.MustCompile(`^ {0,3}([-+*]|[0-9]{1,9}[.)])( {1,4}|$)`)
	firstItem   = regexp.MustCompile(`^ {0,3}([-+*]|1[.)]) +[^ ]`)
)

// blocks writes each block as lines joined by newlines.
func (p *prose) blocks(lines []sourceLine, width int) []string {
	var blocks []string
	for len(lines) > 0 {
		if blank(lines[0]) {
			lines = lines[1:]
			continue
		}
		block, rest := p.block(lines, width)
		blocks = append(blocks, block)
		lines = rest
	}
	return blocks
}

// block writes the block that begins with the first line, and returns the
// lines after it.
func (p *prose) block(lines []sourceLine, width int) (string, []sourceLine) {
	first := lines[0].text
	switch {
	case strings.HasPrefix(first, "    "):
		return p.indentedCode(lines)
	case fence.MatchString(first):
		return p.fencedCode(lines)
	case strings.HasPrefix(strings.TrimSpace(first), "$$"):
		return p.display(lines)
	case hashHeading.MatchString(first):
		m := hashHeading.FindStringSubmatch(first)
		return p.heading(len(m[1]), p.inline(lines[:1], m[2]), width), lines[1:]
	case thematic.MatchString(first):
		return strings.Repeat("─", min(max(width, 1), 20)), lines[1:]
	case quoteMark.MatchString(first):
		return p.quote(lines, width)
	case itemMark.MatchString(first):
		return p.list(lines, width)
	case isTable(lines):
		return p.table(lines, width)
	}
	return p.paragraph(lines, width)
}

// paragraph writes a paragraph, or the heading that it is when a line of = or
// - stands under it.
func (p *prose) paragraph(lines []sourceLine, width int) (string, []sourceLine) {
	n := 1
	for n < len(lines) && !blank(lines[n]) && !interrupts(lines[n].text) && !underline.MatchString(lines[n].text) {
		n++
	}
	var text []string
	for _, l := range lines[:n] {
		text = append(text, strings.TrimLeft(l.text, " "))
	}
	inline := p.inline(lines[:n], strings.TrimRight(strings.Join(text, "\n"), " "))
	if n < len(lines) && underline.MatchString(lines[n].text) {
		level := 2
		if strings.Contains(lines[n].text, "=") {
			level = 1
		}
		return p.heading(level, inline, width), lines[n+1:]
	}
	return strings.Join(wrap(inline, width), "\n"), lines[n:]
}

// inline writes the inline Markdown of the given lines.
func (p *prose) inline(lines []sourceLine, markdown string) string {
	text, err := inlineText(markdown)
	if err != nil {
		p.fail(faultyLine(lines), err)
	}
	return text
}

// faultyLine finds the line whose formula is at fault: the first that does
// not read well alone, or the first of all if a formula spans lines.
func faultyLine(lines []sourceLine) int {
	for _, l := range lines {
		if _, err := inlineText(l.text); err != nil {
			return l.at
		}
	}
	return lines[0].at
}

func (p *prose) fail(line int, err error) {
	if p.err == nil {
		p.err = &proseError{line, err}
	}
}

// interrupts reports whether a line ends the paragraph before it.
func interrupts(text string) bool {
	return hashHeading.MatchString(text) || fence.MatchString(text) || quoteMark.MatchString(text) ||
		thematic.MatchString(text) && !underline.MatchString(text) ||
		firstItem.MatchString(text) || strings.HasPrefix(strings.TrimSpace(text), "$$")
}

func blank(l sourceLine) bool { return strings.TrimSpace(l.text) == "" }
