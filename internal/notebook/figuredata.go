package notebook

import "strings"

// figureData is a table of plain text.
type figureData struct {
	name, note string
	columns    []string
	rows       [][]string
}

// parts splits a table that is too wide into several, each with the first
// column.
func (d figureData) parts(width int) []figureData {
	widths := make([]int, len(d.columns))
	for c := range d.columns {
		column := []string{d.columns[c]}
		for _, row := range d.rows {
			column = append(column, row[c])
		}
		for _, cell := range alignPoints(column) {
			widths[c] = max(widths[c], columns(cell))
		}
	}
	var parts []figureData
	for first := 1; first < len(d.columns) || first == 1; {
		used, next := widths[0], first
		for next < len(d.columns) && (next == first || used+gap+widths[next] <= width) {
			used += gap + widths[next]
			next++
		}
		part := figureData{name: d.name, columns: cut(d.columns, first, next)}
		for _, row := range d.rows {
			part.rows = append(part.rows, cut(row, first, next))
		}
		parts = append(parts, part)
		first = max(next, 2)
	}
	parts[len(parts)-1].note = d.note
	return parts
}

// cut is the first cell and those from one to before another.
func cut(row []string, from, to int) []string {
	return append([]string{row[0]}, row[from:to]...)
}

func (d figureData) text(width int) string {
	var lines []string
	if d.name != "" {
		lines = wrap(d.name, width)
	}
	lines = append(lines, textTable{header: d.columns, rows: d.rows}.lines(width)...)
	if d.note != "" {
		lines = append(lines, "("+d.note+")")
	}
	return strings.Join(lines, "\n")
}

// table is the same as a table of the notebook.
func (d figureData) table() *Table {
	t := &Table{Caption: d.name, Columns: d.columns, Rows: d.rows}
	if d.note != "" {
		t.Caption = strings.TrimPrefix(d.name+", "+d.note, ", ")
	}
	for c := range d.columns {
		column := make([]string, len(d.rows))
		for r := range d.rows {
			column[r] = d.rows[r][c]
		}
		t.Numeric = append(t.Numeric, allNumbers(column))
	}
	return t
}
