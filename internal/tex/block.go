package tex

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A block is a rectangle of text with a baseline: the line that stays level
// when blocks stand side by side. Lines may be ragged on the right.
type block struct {
	lines []string
	base  int // index of the baseline
}

// line returns a block of one line.
func line(s string) block { return block{lines: []string{s}} }

// flat reports whether the block is a single line.
func (b block) flat() bool { return len(b.lines) == 1 }

// String returns the lines without spaces at their ends.
func (b block) String() string {
	lines := make([]string, len(b.lines))
	for i, l := range b.lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

func (b block) width() int {
	w := 0
	for _, l := range b.lines {
		w = max(w, width(l))
	}
	return w
}

// width returns how many columns s takes. A combining mark takes none.
func width(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if unicode.In(r, unicode.Mn, unicode.Me) {
			n--
		}
	}
	return n
}

// beside joins blocks from left to right, level at their baselines.
func beside(blocks ...block) block {
	above, below := 0, 0
	for _, b := range blocks {
		above = max(above, b.base)
		below = max(below, len(b.lines)-1-b.base)
	}
	out := block{lines: make([]string, above+1+below), base: above}
	builders := make([]strings.Builder, len(out.lines))
	for k, b := range blocks {
		w := b.width()
		for i := range builders {
			l := ""
			if j := i - above + b.base; 0 <= j && j < len(b.lines) {
				l = b.lines[j]
			}
			builders[i].WriteString(l)
			if k < len(blocks)-1 {
				builders[i].WriteString(strings.Repeat(" ", w-width(l)))
			}
		}
	}
	for i := range builders {
		out.lines[i] = builders[i].String()
	}
	return out
}

// stack puts blocks one below the other. The baseline of the result is the given line.
func stack(blocks []block, base int) block {
	out := block{base: base}
	for _, b := range blocks {
		out.lines = append(out.lines, b.lines...)
	}
	return out
}

// pad widens a block to w columns.
func (b block) pad(w int, a align) block {
	out := block{lines: make([]string, len(b.lines)), base: b.base}
	free := w - b.width()
	left := free
	if a == toLeft {
		left = 0
	}
	for i, l := range b.lines {
		out.lines[i] = strings.Repeat(" ", left) + l + strings.Repeat(" ", w-left-width(l))
	}
	return out
}

// A tall delimiter is drawn with a piece for the first line, the last line,
// the lines between, and the one in the middle.
type tall struct {
	first, last, between, middle string
}

var talls = map[string]tall{
	"(": {"⎛", "⎝", "⎜", "⎜"},
	")": {"⎞", "⎠", "⎟", "⎟"},
	"[": {"⎡", "⎣", "⎢", "⎢"},
	"]": {"⎤", "⎦", "⎥", "⎥"},
	"{": {"⎧", "⎩", "⎪", "⎨"},
	"}": {"⎫", "⎭", "⎪", "⎬"},
	"⌊": {"⎢", "⎣", "⎢", "⎢"},
	"⌋": {"⎥", "⎦", "⎥", "⎥"},
	"⌈": {"⎡", "⎢", "⎢", "⎢"},
	"⌉": {"⎤", "⎥", "⎥", "⎥"},
	"|": {"│", "│", "│", "│"},
	"‖": {"║", "║", "║", "║"},
	"/": {"╱", "╱", "╱", "╱"},
}

// delimiterBlock draws a delimiter as tall as b.
func delimiterBlock(delimiter string, b block) block {
	if b.flat() || delimiter == "" {
		return line(delimiter)
	}
	t := talls[delimiter]
	n := len(b.lines)
	out := block{base: b.base}
	for i := range n {
		piece := t.between
		switch i {
		case 0:
			piece = t.first
		case n - 1:
			piece = t.last
		case b.base:
			piece = t.middle
		}
		out.lines = append(out.lines, piece)
	}
	return out
}

// enclose puts delimiters around b, with a space inside where b is tall.
func enclose(open string, b block, close string) block {
	gap := ""
	if !b.flat() {
		gap = " "
	}
	parts := []block{delimiterBlock(open, b)}
	if open != "" {
		parts = append(parts, line(gap))
	}
	parts = append(parts, b)
	if close != "" {
		parts = append(parts, line(gap))
	}
	return beside(append(parts, delimiterBlock(close, b))...)
}
