package notebook

import (
	"strings"
	"unicode"
)

// terminalWidth is the columns of the text form. It is the same everywhere,
// so that a golden file is what every reader sees.
const terminalWidth = 80

// glue is a space at which no line breaks. It is printed as a space.
const glue = "\u00a0"

// columns is the width of one line in a terminal. A combining mark, such as
// the hat over a letter, takes no column of its own.
func columns(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.Is(unicode.Mn, r) {
			n++
		}
	}
	return n
}

// wrap breaks text at spaces into lines of at most width columns. A newline
// in the text ends a line; a word wider than that stands alone on its line.
func wrap(text string, width int) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		line, used := "", 0
		for _, word := range splitWords(paragraph) {
			w := columns(word)
			switch {
			case used == 0:
				line, used = word, w
			case used+1+w <= width:
				line, used = line+" "+word, used+1+w
			default:
				lines = append(lines, line)
				line, used = word, w
			}
		}
		lines = append(lines, line)
	}
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], glue, " ")
	}
	return lines
}

// splitWords splits at spaces, but not at glue.
func splitWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' })
}

// hang puts one prefix before the first line and another before all that
// follow. A line has no spaces at its end.
func hang(lines []string, first, others string) []string {
	hung := make([]string, len(lines))
	for i, line := range lines {
		hung[i] = strings.TrimRight(others+line, " ")
		if i == 0 {
			hung[i] = strings.TrimRight(first+line, " ")
		}
	}
	return hung
}

// indent moves lines to the right. Blank lines stay blank.
func indent(text, by string) string {
	return strings.Join(hang(strings.Split(text, "\n"), by, by), "\n")
}
