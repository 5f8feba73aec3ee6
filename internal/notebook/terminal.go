package notebook

import (
	"strings"

	"backprop/internal/weave"
)

// Text is the chapter for a terminal, without its prose: the title, the
// headings, the displayed formulas and what was shown, in reading order. A
// heading with none of these under it is left out.
func (p *Performance) Text() string { return p.text(false) }

// Prose is the whole chapter for a terminal: prose, code and what was shown.
// Code that only shows, and the frame of the program, are left out.
func (p *Performance) Prose() string { return p.text(true) }

// A part is a block of text; level is that of a heading, and 0 for others.
type part struct {
	text  string
	level int
}

func (p *Performance) text(whole bool) string {
	shown := p.byCell()
	var parts []part
	for i, cell := range p.Chapter.Cells {
		switch {
		case cell.Kind == weave.Prose && whole:
			parts = append(parts, part{text: p.prose(cell)})
		case cell.Kind == weave.Prose:
			parts = append(parts, p.outline(cell)...)
		case cell.Kind == weave.Code && !cell.Presents && whole:
			parts = append(parts, part{text: indent(strings.ReplaceAll(cell.Text, "\t", "    "), "    ")})
		}
		for _, entry := range shown[i] {
			parts = append(parts, part{text: entry.Output.Text(terminalWidth)})
		}
	}
	var kept []string
	for i, part := range parts {
		if !headsNothing(parts, i) {
			kept = append(kept, part.text)
		}
	}
	return strings.Join(kept, "\n\n") + "\n"
}

// headsNothing reports whether a part is a heading, other than the title,
// with nothing before the next heading of its level or above.
func headsNothing(parts []part, i int) bool {
	level := parts[i].level
	if level < 2 {
		return false
	}
	for _, next := range parts[i+1:] {
		if next.level == 0 {
			return false
		}
		if next.level <= level {
			break
		}
	}
	return true
}

// byCell groups what was shown by the cell that showed it, in the order in
// which it was shown: a loop over two lines shows in turns.
func (p *Performance) byCell() map[int][]Entry {
	shown := map[int][]Entry{}
	for _, entry := range p.Entries {
		cell := max(0, p.Chapter.CellAt(entry.Line))
		shown[cell] = append(shown[cell], entry)
	}
	return shown
}

// prose writes a cell of prose.
func (p *Performance) prose(cell weave.Cell) string {
	w := prose{heading: p.heading}
	return strings.Join(w.blocks(sourceLines(cell.Text), terminalWidth), "\n\n")
}

// outline writes the headings and the displayed formulas of a cell of prose.
func (p *Performance) outline(cell weave.Cell) []part {
	levels := map[int]int{} // of headings, by line
	for _, h := range p.Chapter.Headings {
		levels[h.Line] = h.Level
	}
	w := prose{heading: p.heading}
	var parts []part
	for lines := sourceLines(cell.Text); len(lines) > 0; {
		first := lines[0]
		if blank(first) {
			lines = lines[1:]
			continue
		}
		text, rest := w.block(lines, terminalWidth)
		level := levels[cell.Line+first.at]
		if level > 0 || strings.HasPrefix(strings.TrimSpace(first.text), "$$") {
			parts = append(parts, part{text, level})
		}
		lines = rest
	}
	return parts
}

// heading puts the chapter's number before its title.
func (p *Performance) heading(level int, text string, width int) string {
	if number := p.number(); level == 1 && number != "" {
		text = number + glue + glue + text
	}
	return headingText(level, text, width)
}

// number is the chapter's, two digits; empty if its folder has none.
func (p *Performance) number() string {
	number, _, _ := strings.Cut(p.Name, "-")
	if len(number) == 2 && strings.Trim(number, "0123456789") == "" {
		return number
	}
	return ""
}

// headingText underlines a heading by its level.
func headingText(level int, text string, width int) string {
	lines := wrap(text, width)
	longest := 0
	for _, line := range lines {
		longest = max(longest, columns(line))
	}
	if rules := []string{"═", "─", "╌"}; level <= len(rules) && longest > 0 {
		lines = append(lines, strings.Repeat(rules[level-1], longest))
	}
	return strings.Join(lines, "\n")
}
