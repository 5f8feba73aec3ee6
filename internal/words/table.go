package words

import "strings"

// A Table is a section that holds a table of Markdown. What stands before it is
// its caption.
type Table struct {
	Caption Text // may be empty
	Columns []Text
	Rows    [][]Text
}

// Table reads a section as a table. Its error is an *Error.
func (s Section) Table() (*Table, error) {
	lines := strings.Split(s.Text.Source, "\n")
	first := 0
	for first < len(lines) && !strings.HasPrefix(lines[first], "|") {
		first++
	}
	if len(lines) < first+2 || !strings.HasPrefix(lines[first+1], "| ---") {
		return nil, errorAt(s.Line, "found no table under %q; expected | columns |, | --- | and rows", s.Name)
	}
	t := &Table{Caption: textOf(lines[:first], s.Text.Line), Columns: cellsOf(lines[first], s.Text.Line+first)}
	for i := first + 2; i < len(lines); i++ {
		row := cellsOf(lines[i], s.Text.Line+i)
		if len(row) != len(t.Columns) {
			return nil, errorAt(s.Text.Line+i, "the row has %d cells; expected %d, one for each column", len(row), len(t.Columns))
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// cellsOf cuts a line of a table. A bar with a space on both sides ends a cell.
func cellsOf(line string, at int) []Text {
	line = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "|"), "|")
	var cells []Text
	from := 0
	for i := 1; i < len(line)-1; i++ {
		if line[i-1:i+2] == " | " {
			cells = append(cells, Text{strings.TrimSpace(line[from:i]), at})
			from = i + 1
		}
	}
	return append(cells, Text{strings.TrimSpace(line[from:]), at})
}
