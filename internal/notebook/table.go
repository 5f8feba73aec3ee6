package notebook

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// A Table has a header and rows of inline Markdown.
type Table struct {
	Caption string // Markdown; may be empty
	Columns []string
	Rows    [][]string
	Numeric []bool // for each column: numbers, aligned at the decimal point
}

// newTable writes the cells: a string is Markdown, a float64 or a cnn.Real is
// written by Num, an int by its digits.
func newTable(caption string, columns []string, rows [][]any) (*Table, error) {
	t := &Table{Caption: withMathSigns(caption)}
	for _, c := range columns {
		t.Columns = append(t.Columns, withMathSigns(c))
	}
	for r, row := range rows {
		cells := make([]string, len(row))
		for c, cell := range row {
			switch v := cell.(type) {
			case string:
				cells[c] = withMathSigns(v)
			case float64:
				if math.IsNaN(v) || math.IsInf(v, 0) {
					return nil, fmt.Errorf("table: row %d, column %d holds %v; expected a finite number", r, c, v)
				}
				cells[c] = Num(v)
			case cnn.Real:
				cells[c] = Num(v)
			case int:
				cells[c] = readable(strconv.Itoa(v))
			default:
				return nil, fmt.Errorf("table: row %d, column %d holds a %T; expected a string, a float64, a cnn.Real or an int", r, c, cell)
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	if err := t.fits(); err != nil {
		return nil, err
	}
	for c := range columns {
		column := make([]string, len(rows))
		for r := range rows {
			column[r] = t.Rows[r][c]
		}
		t.Numeric = append(t.Numeric, allNumbers(column))
	}
	return t, nil
}

// Kind is "table".
func (*Table) Kind() string { return "table" }

// Text is the caption over the columns.
func (t *Table) Text(width int) string {
	layout := textTable{header: inlines(t.Columns)}
	for _, row := range t.Rows {
		layout.rows = append(layout.rows, inlines(row))
	}
	lines := layout.lines(width)
	if t.Caption != "" {
		lines = append(wrap(markdownText(t.Caption), width), lines...)
	}
	return strings.Join(lines, "\n")
}

func inlines(cells []string) []string {
	written := make([]string, len(cells))
	for i, cell := range cells {
		written[i] = markdownText(cell)
	}
	return written
}

// HTML is a figure that holds the table. The first cell of a row is its head.
func (t *Table) HTML(markdown Markdown) string {
	inline := func(source string) string { return inlineHTML(markdown, source) }
	return `<figure class="table">` + t.element(inline) + `</figure>`
}

// header is a header cell's content. One that is nothing but a formula is
// said in words too: to some readers mathematics is no text.
func header(source, written string) string {
	if !strings.HasPrefix(source, "$") || !strings.HasSuffix(source, "$") {
		return written
	}
	return `<span class="sr">` + html.EscapeString(markdownText(source)) + `</span><span aria-hidden="true">` + written + "</span>"
}

// element is the table element, its cells written by inline.
func (t *Table) element(inline func(string) string) string {
	var b strings.Builder
	b.WriteString(`<table class="data">`)
	if t.Caption != "" {
		b.WriteString("<caption>" + inline(t.Caption) + "</caption>")
	}
	b.WriteString("<thead><tr>")
	for c, column := range t.Columns {
		if column == "" {
			b.WriteString("<td></td>")
			continue
		}
		b.WriteString(`<th scope="col"` + t.class(c) + ">" + header(column, inline(column)) + "</th>")
	}
	b.WriteString("</tr></thead><tbody>")
	columns := make([][]string, len(t.Columns))
	for c := range columns {
		for _, row := range t.Rows {
			columns[c] = append(columns[c], row[c])
		}
		if t.Numeric[c] {
			columns[c] = alignPoints(columns[c])
		}
	}
	for r := range t.Rows {
		b.WriteString("<tr>")
		for c := range columns {
			cell := columns[c][r]
			written := padded(cell)
			if !t.Numeric[c] {
				written = inline(cell)
			}
			if c == 0 && len(columns) > 1 && cell != "" {
				b.WriteString(`<th scope="row"` + t.class(c) + ">" + header(cell, written) + "</th>")
			} else {
				b.WriteString("<td" + t.class(c) + ">" + written + "</td>")
			}
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table>")
	return b.String()
}

// padded makes the padding after a number as wide as the digits and the point
// that others have there, so that numbers set flush right are aligned at the
// decimal point on a page too.
func padded(cell string) string {
	number := strings.TrimRight(cell, " ")
	spaces := len(cell) - len(number)
	if spaces > 0 && afterPoint(number) == 0 {
		number += "\u2008" // as wide as a point
		spaces--
	}
	return html.EscapeString(number) + strings.Repeat("\u2007", spaces)
}

func (t *Table) class(column int) string {
	if t.Numeric[column] {
		return ` class="num"`
	}
	return ""
}

// fits reports a row that has not one cell for each column.
func (t *Table) fits() error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("table: no columns; name at least one")
	}
	for r, row := range t.Rows {
		if len(row) != len(t.Columns) {
			return fmt.Errorf("table: row %d has %d cells, but there are %d columns", r, len(row), len(t.Columns))
		}
	}
	return nil
}

func (t *Table) check() error {
	if err := t.fits(); err != nil {
		return err
	}
	if len(t.Numeric) != len(t.Columns) {
		return fmt.Errorf("table: %d columns, but %d of them are said to be numeric or not", len(t.Columns), len(t.Numeric))
	}
	for _, row := range t.Rows {
		if err := checkInline(row...); err != nil {
			return fmt.Errorf("table: %w", err)
		}
	}
	if err := checkInline(t.Columns...); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return checkInline(t.Caption)
}
