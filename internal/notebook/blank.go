package notebook

import (
	"fmt"
	"html"
	"strings"
)

// BlankHTML is the tables of the grid with its name and its indices and
// without its numbers, for a reader to write into. Nothing in it depends on a
// value. A grid whose parts do not fit together is "".
func (g *Grid) BlankHTML() string {
	if !g.whole() {
		return ""
	}
	var b strings.Builder
	for _, p := range g.planes() {
		p.blankHTML(&b)
	}
	return b.String()
}

func (p plane) blankHTML(b *strings.Builder) {
	fmt.Fprintf(b, `<table class="%s blank %s" data-place="%s">`, p.class(), widthClass(p.across), html.EscapeString(string(p.grid.Place)))
	if p.name != "" {
		b.WriteString("<caption>" + texHTML(p.name, false) + "</caption>")
	}
	if p.columns {
		b.WriteString("<thead><tr>")
		if p.rows {
			b.WriteString("<td></td>")
		}
		for j := range p.across {
			fmt.Fprintf(b, `<th scope="col">%d</th>`, j)
		}
		b.WriteString("</tr></thead>")
	}
	b.WriteString("<tbody>")
	for i := range p.down {
		b.WriteString("<tr>")
		if p.rows {
			fmt.Fprintf(b, `<th scope="row">%d</th>`, i)
		}
		b.WriteString(strings.Repeat("<td></td>", p.across) + "</tr>")
	}
	b.WriteString("</tbody></table>\n")
}
