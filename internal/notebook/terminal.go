package notebook

import (
	"strings"

	"backprop/internal/weave"
)

// Text is the chapter for a terminal, without its prose: the title, the
// headings, and what was shown, in reading order.
func (p *Performance) Text() string { return p.text(false) }

// Prose is the whole chapter for a terminal: prose, code and what was shown.
// Code that only shows, and the frame of the program, are left out.
func (p *Performance) Prose() string { return p.text(true) }

func (p *Performance) text(whole bool) string {
	shown := p.byCell()
	var parts []string
	for i, cell := range p.Chapter.Cells {
		switch {
		case cell.Kind == weave.Prose && whole:
			parts = append(parts, p.prose(cell))
		case cell.Kind == weave.Prose:
			parts = append(parts, p.headings(cell)...)
		case cell.Kind == weave.Code && !cell.Presents && whole:
			parts = append(parts, indent(strings.ReplaceAll(cell.Text, "\t", "    "), "    "))
		}
		for _, entry := range shown[i] {
			parts = append(parts, entry.Output.Text(terminalWidth))
		}
	}
	return strings.Join(parts, "\n\n") + "\n"
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

// headings writes the headings in a cell of prose.
func (p *Performance) headings(cell weave.Cell) []string {
	var written []string
	for _, h := range p.Chapter.Headings {
		if cell.Line <= h.Line && h.Line <= cell.End {
			written = append(written, p.heading(h.Level, markdownText(h.Text), terminalWidth))
		}
	}
	return written
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
