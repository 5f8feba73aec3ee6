package markup

import (
	"html"
	"slices"
	"strings"

	"backprop/internal/notebook"
)

// longTable is how many rows a table has that paper may break between them. A
// shorter one stays whole.
const longTable = 9

// tableClass says whether a table is long.
func tableClass(t *notebook.Table) string {
	if len(t.Rows) >= longTable {
		return "table long"
	}
	return "table"
}

// named is the name of a table that has no caption, for whoever does not see it:
// its columns.
func named(t *notebook.Table) string {
	if t.Caption != "" {
		return ""
	}
	var heads []string
	for _, column := range t.Columns {
		if column != "" {
			heads = append(heads, notebook.PlainText(column))
		}
	}
	return ` aria-label="` + html.EscapeString(strings.Join(heads, ", ")) + `"`
}

// table is the table element, its cells written by inline. The first cell of a
// row is its head.
func table(t *notebook.Table, inline func(string) string) string {
	var b strings.Builder
	b.WriteString(`<table class="data"` + named(t) + ">")
	if t.Caption != "" {
		b.WriteString("<caption>" + inline(t.Caption) + "</caption>")
	}
	columns := make([][]string, len(t.Columns))
	for c := range columns {
		columns[c] = t.Column(c)
	}
	class := func(column int) string {
		if t.Numeric[column] || !slices.ContainsFunc(columns[column], isText) {
			return ` class="num"`
		}
		return ""
	}
	b.WriteString("<thead><tr>")
	for c, column := range t.Columns {
		if column == "" {
			b.WriteString("<td></td>")
			continue
		}
		b.WriteString(`<th scope="col"` + class(c) + ">" + header(column, inline(column)) + "</th>")
	}
	b.WriteString("</tr></thead><tbody>")
	for r := range t.Rows {
		b.WriteString("<tr>")
		for c := range columns {
			cell := columns[c][r]
			written := padded(cell)
			if !t.Numeric[c] {
				written = inline(cell)
			}
			if c == 0 && len(columns) > 1 && cell != "" {
				b.WriteString(`<th scope="row"` + class(c) + ">" + header(cell, written) + "</th>")
			} else {
				b.WriteString("<td" + class(c) + ">" + written + "</td>")
			}
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table>")
	return b.String()
}

// isText reports whether the content of a cell is other than what float64 has
// for a number that is none, or has no end.
func isText(cell string) bool { return !slices.Contains([]string{"NaN", "∞", "−∞"}, cell) }

// header is a header cell's content. One that is nothing but a formula is
// said in words too: to some readers mathematics is no text.
func header(source, written string) string {
	if !strings.HasPrefix(source, "$") || !strings.HasSuffix(source, "$") {
		return written
	}
	return `<span class="sr">` + html.EscapeString(notebook.PlainText(source)) + `</span><span aria-hidden="true">` + written + "</span>"
}

// padded makes the padding after a number as wide as the digits and the point
// that others have there, so that numbers set flush right are aligned at the
// decimal point on a page too.
func padded(cell string) string {
	number := strings.TrimRight(cell, " ")
	spaces := len(cell) - len(number)
	if spaces > 0 && !strings.ContainsAny(number, ".·") {
		number += "\u2008" // as wide as a point
		spaces--
	}
	return html.EscapeString(number) + strings.Repeat("\u2007", spaces)
}
