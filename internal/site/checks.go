package site

import (
	"fmt"
	"strings"

	"backprop/internal/notebook"
)

// checks are those of a section, which stand in one line at its end: a reader
// wants to know that the numbers were compared, and seldom which.
type checks struct {
	lines   []string // their HTML
	numbers int      // that were compared
	failed  int
}

func (c *checks) add(check *notebook.Check, line string) {
	c.lines = append(c.lines, line)
	c.numbers += check.Elements
	if !check.OK {
		c.failed++
	}
}

// take writes the line and begins anew. Several checks open from it; what
// failed is open.
func (c *checks) take() string {
	n, numbers, failed, lines := len(c.lines), c.numbers, c.failed, strings.Join(c.lines, "\n")
	*c = checks{}
	switch {
	case n == 0:
		return ""
	case n == 1:
		return lines + "\n"
	case failed > 0:
		return fmt.Sprintf("<details class=\"checks failed\" open><summary>✗ %d of %d checks failed</summary>\n%s\n</details>\n", failed, n, lines)
	}
	return fmt.Sprintf("<details class=\"checks\"><summary>✓ %d checks, %d numbers compared: all agree</summary>\n%s\n</details>\n", n, numbers, lines)
}
