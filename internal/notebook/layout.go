package notebook

import "strings"

// A textBlock is a rectangle of text. Its middle is the line that stands
// level with the middles of its neighbours.
type textBlock struct {
	lines  []string
	middle int
}

// lineBlock is a block of one line.
func lineBlock(s string) textBlock { return textBlock{lines: []string{s}} }

func (b textBlock) width() int {
	w := 0
	for _, l := range b.lines {
		w = max(w, columns(l))
	}
	return w
}

// under puts a line above a block, centred over its columns from..to.
func (b textBlock) under(heading string, from, to int) textBlock {
	at := max(0, from+(to-from-columns(heading))/2)
	return textBlock{append([]string{strings.Repeat(" ", at) + heading}, b.lines...), b.middle + 1}
}

// over appends the lines of another block; the middle is that of the whole
// height below the first lines.
func (b textBlock) over(c textBlock) textBlock {
	return textBlock{append(append(b.lines[:len(b.lines):len(b.lines)], ""), c.lines...), b.middle}
}

// beside joins blocks from left to right with gaps between them, level at
// their middles.
func beside(gap int, blocks ...textBlock) textBlock {
	above, below := 0, 0
	for _, b := range blocks {
		above = max(above, b.middle)
		below = max(below, len(b.lines)-1-b.middle)
	}
	lines := make([]string, above+1+below)
	at := 0
	for _, b := range blocks {
		for i, l := range b.lines {
			if l != "" {
				to := &lines[above-b.middle+i]
				*to = padRight(*to, at) + l
			}
		}
		at += b.width() + gap
	}
	return textBlock{lines, above}
}

// flow puts blocks side by side and begins a new group below them
// where the width is used up.
func flow(gap, width int, blocks []textBlock) []string {
	var groups []string
	var group []textBlock
	used := 0
	end := func() {
		if len(group) > 0 {
			groups = append(groups, strings.Join(trimmed(beside(gap, group...).lines), "\n"))
		}
		group, used = nil, 0
	}
	for _, b := range blocks {
		if len(group) > 0 && used+gap+b.width() > width {
			end()
		}
		if len(group) > 0 {
			used += gap
		}
		used += b.width()
		group = append(group, b)
	}
	end()
	return groups
}

// trimmed has no spaces at the ends of lines.
func trimmed(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.TrimRight(l, " ")
	}
	return out
}

func padRight(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-columns(s)))
}

func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-columns(s))) + s
}

// centred has the odd space on its right.
func centred(s string, width int) string {
	free := max(0, width-columns(s))
	return strings.Repeat(" ", free/2) + s + strings.Repeat(" ", free-free/2)
}
