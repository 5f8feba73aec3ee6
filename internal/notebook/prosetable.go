package notebook

import (
	"regexp"
	"strings"
)

var delimiterRow = regexp.MustCompile(`^ {0,3}\|? *:?-+:? *(\| *:?-+:? *)*\|? *$`)

// isTable reports whether the first two lines are the head of a table: cells
// between bars, and under them as many runs of hyphens.
func isTable(lines []sourceLine) bool {
	return len(lines) > 1 && strings.Contains(lines[0].text, "|") && strings.Contains(lines[1].text, "-") &&
		delimiterRow.MatchString(lines[1].text) &&
		len(tableCells(lines[0].text)) == len(tableCells(lines[1].text))
}

// table writes a table of the prose.
func (p *prose) table(lines []sourceLine, width int) (string, []sourceLine) {
	var t textTable
	head := tableCells(lines[0].text)
	for i, d := range tableCells(lines[1].text) {
		t.header = append(t.header, p.inline(lines[:1], head[i]))
		t.right = append(t.right, strings.HasSuffix(d, ":") && !strings.HasPrefix(d, ":"))
	}
	n := 2
	for ; n < len(lines) && !blank(lines[n]) && !interrupts(lines[n].text); n++ {
		row := make([]string, len(head))
		for i, cell := range tableCells(lines[n].text) {
			if i < len(row) {
				row[i] = p.inline(lines[n:n+1], cell)
			}
		}
		t.rows = append(t.rows, row)
	}
	return strings.Join(t.lines(width), "\n"), lines[n:]
}

// tableCells splits a row at its bars. A bar after a backslash is a bar in
// the cell.
func tableCells(row string) []string {
	row = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(row), "|"), "|")
	var cells []string
	cell := ""
	for part := range strings.SplitSeq(row, "|") {
		if escaped, ok := strings.CutSuffix(part, `\`); ok {
			cell += escaped + "|"
			continue
		}
		cells = append(cells, strings.TrimSpace(cell+part))
		cell = ""
	}
	if cell != "" {
		cells = append(cells, strings.TrimSpace(cell))
	}
	return cells
}
