package notebook

import (
	"fmt"
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
		lines = append(wrap(PlainText(t.Caption), width), lines...)
	}
	return strings.Join(lines, "\n")
}

func inlines(cells []string) []string {
	written := make([]string, len(cells))
	for i, cell := range cells {
		written[i] = PlainText(cell)
	}
	return written
}

// Column is a column of cells. Numbers have spaces after them, so that set flush
// right they are aligned at the decimal point.
func (t *Table) Column(c int) []string {
	column := make([]string, len(t.Rows))
	for r, row := range t.Rows {
		column[r] = row[c]
	}
	if t.Numeric[c] {
		return alignPoints(column)
	}
	return column
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
