package notebook

import (
	"regexp"
	"slices"
	"strings"
)

// A textTable lays out cells in columns for a terminal. A column of numbers
// is aligned at the decimal point.
type textTable struct {
	header []string
	rows   [][]string // each as long as the header
	right  []bool     // columns set flush right; nil for none
}

// gap is the space between two columns, narrowest the width below which a
// column of words is not pressed.
const (
	gap       = 2
	narrowest = 12
)

// lines is the table within a width: header, rule, rows. Where it is too
// wide, the widest columns of words are broken into lines; where that does not
// help, its numbers being as long as they are, each row is a sentence.
func (t textTable) lines(width int) []string {
	count := len(t.header)
	rows := make([][]string, len(t.rows))
	for i, row := range t.rows {
		rows[i] = append([]string(nil), row...)
	}
	widths := make([]int, count)
	numeric := make([]bool, count)
	for c := range count {
		column := make([]string, len(rows))
		for r := range rows {
			column[r] = rows[r][c]
		}
		numeric[c] = allNumbers(column)
		if numeric[c] {
			column = alignPoints(column)
		}
		widths[c] = columns(t.header[c])
		for r := range rows {
			rows[r][c] = column[r]
			widths[c] = max(widths[c], columns(column[r]))
		}
	}
	if !press(widths, numeric, width) {
		return t.listed(width)
	}
	lines := t.line(t.header, widths, numeric)
	var rule []string
	for _, w := range widths {
		rule = append(rule, strings.Repeat("─", w))
	}
	lines = append(lines, strings.Join(rule, strings.Repeat(" ", gap)))
	for _, row := range rows {
		lines = append(lines, t.line(row, widths, numeric)...)
	}
	if slices.ContainsFunc(lines, func(line string) bool { return columns(line) > width }) {
		return t.listed(width) // a word that does not break
	}
	return lines
}

// listed is the table without columns: each row is the name in its first cell
// and, under it, what the others are.
func (t textTable) listed(width int) []string {
	var lines []string
	for _, row := range t.rows {
		var parts []string
		for c, cell := range row[1:] {
			if cell != "" {
				parts = append(parts, strings.TrimSpace(t.header[c+1]+glue+cell))
			}
		}
		lines = append(lines, wrap(row[0], width)...)
		lines = append(lines, hang(wrap(strings.Join(parts, "; "), width-2), "  ", "  ")...)
	}
	for i, line := range lines {
		lines[i] = strings.ReplaceAll(line, glue, " ")
	}
	return lines
}

// press makes the widest columns of words narrower until the table fits, and
// reports whether it does.
func press(widths []int, numeric []bool, width int) bool {
	total := gap * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	for ; total > width; total-- {
		widest := -1
		for c, w := range widths {
			if !numeric[c] && w > narrowest && (widest < 0 || w > widths[widest]) {
				widest = c
			}
		}
		if widest < 0 {
			return false
		}
		widths[widest]--
	}
	return true
}

// line sets one row, of one or more lines.
func (t textTable) line(row []string, widths []int, numeric []bool) []string {
	cells := make([][]string, len(row))
	height := 1
	for c, cell := range row {
		cells[c] = []string{cell}
		if !numeric[c] {
			cells[c] = wrap(cell, widths[c])
		}
		height = max(height, len(cells[c]))
	}
	lines := make([]string, height)
	for l := range lines {
		var b strings.Builder
		for c := range cells {
			cell := ""
			if l < len(cells[c]) {
				cell = strings.ReplaceAll(cells[c][l], glue, " ")
			}
			space := strings.Repeat(" ", max(0, widths[c]-columns(cell)))
			if c > 0 {
				b.WriteString(strings.Repeat(" ", gap))
			}
			if numeric[c] || t.right != nil && t.right[c] {
				b.WriteString(space + cell)
			} else {
				b.WriteString(cell + space)
			}
		}
		lines[l] = strings.TrimRight(b.String(), " ")
	}
	return lines
}

// aNumber matches a number as the book prints it: −0.25, ≈ 0.1434 or
// 1.2·10⁻⁹.
var aNumber = regexp.MustCompile(`^([=≈] ?)?[−-]?[0-9]+(\.[0-9]+)?(·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?$`)

// besideNumbers may stand in a column of numbers.
var besideNumbers = []string{"", "–", "…", "∞", "−∞", "NaN"}

// allNumbers reports whether a column holds numbers.
func allNumbers(column []string) bool {
	found := false
	for _, cell := range column {
		switch {
		case aNumber.MatchString(cell):
			found = true
		case !slices.Contains(besideNumbers, cell):
			return false
		}
	}
	return found
}

// alignPoints pads numbers with spaces so that, set flush right, their
// decimal points stand under each other.
func alignPoints(column []string) []string {
	after := 0
	for _, cell := range column {
		after = max(after, afterPoint(cell))
	}
	aligned := make([]string, len(column))
	for r, cell := range column {
		aligned[r] = cell + strings.Repeat(" ", after-afterPoint(cell))
	}
	return aligned
}

// afterPoint counts the columns from the decimal point on.
func afterPoint(number string) int {
	for i, r := range number {
		if r == '.' || r == '·' {
			return columns(number[i:])
		}
	}
	return 0
}
