package notebook

// A Table has a header and rows of inline Markdown.
type Table struct {
	Caption string // Markdown; may be empty
	Columns []string
	Rows    [][]string
	Numeric []bool // for each column: numbers, aligned at the decimal point
}
