package tex

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Error says why a formula was not understood, and where.
type Error struct {
	Source  string // the whole formula
	Offset  int    // the place, in bytes from the start of Source
	Message string // what was found, what was expected
}

// Error returns the message and the column, then the formula with a caret
// under the place. Of a formula with several lines it shows the one line, and
// counts columns in that line.
func (e *Error) Error() string {
	start := strings.LastIndexByte(e.Source[:e.Offset], '\n') + 1
	line := e.Source[start:]
	if end := strings.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	before := e.Source[start:e.Offset]
	column := utf8.RuneCountInString(before)
	at := fmt.Sprintf("column %d", column+1)
	if strings.Contains(e.Source, "\n") {
		at = fmt.Sprintf("line %d, column %d", strings.Count(e.Source[:e.Offset], "\n")+1, column+1)
	}
	return fmt.Sprintf("%s (%s)\n\t%s\n\t%s^", e.Message, at, printable(line), strings.Repeat(" ", width(printable(before))))
}

// printable replaces what a terminal cannot show or would obey, such as a
// control sequence or a change of direction, so that the caret stays at its
// place.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
