package markup

import (
	"cmp"
	"fmt"
	"html"
	"strconv"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A scale is what a grid takes from others: from the one that it is compared with,
// and from those that it is made of. The zero scale is that of a grid that stands
// for itself.
type scale struct {
	largest   float64 // the largest number of the other
	differs   []bool  // the cells that are other than there; nil for none
	gradients bool    // all that it is made of are gradients, so it holds gradients too
	called    string  // in TeX, by what stands before it where it has no name of its own
}

// grid writes the tables of a grid, one for each plane. The sources are nil
// where the row does not explain itself.
func grid(b *strings.Builder, g *notebook.Grid, s scale, from *notebook.Sources) {
	planes := g.Planes()
	if len(planes) == 0 {
		return
	}
	cells := g.Cells()
	if len(g.Labels) > 0 {
		for i, label := range cells {
			cells[i] = formula(label, false)
		}
	}
	power := g.Power()
	s.largest = max(s.largest, g.Largest())
	for _, p := range planes {
		if power != 0 {
			b.WriteString(`<span class="op">` + formula("10^{"+strconv.Itoa(power)+`} \cdot`, false) + "</span>\n")
		}
		openTable(b, g, p, s, from)
		body(b, p, func(i, j int) { cell(b, g, p.At(i, j), cells[p.At(i, j)], s, from) })
	}
}

// openTable begins the table of a plane.
func openTable(b *strings.Builder, g *notebook.Grid, p notebook.Plane, s scale, from *notebook.Sources) {
	fmt.Fprintf(b, `<table class="%s %s"`, class(g, p, s.gradients), widthClass(g.Widest()))
	switch name := cmp.Or(p.Name, s.called); {
	case name != "":
		// Browsers leave the formula of the caption out of the table's name.
		fmt.Fprintf(b, ` aria-label="%s"`, html.EscapeString(notebook.Spoken(name)))
	case p.Down*p.Across == 1: // a number between signs, and no table to who listens
		b.WriteString(` role="presentation"`)
	}
	if !g.Place.IsZero() && (len(g.Elements) == 0 || len(g.Derivations) > 0) {
		fmt.Fprintf(b, ` data-place="%s"`, html.EscapeString(g.Place.String()))
	}
	if from != nil {
		fmt.Fprintf(b, ` data-grid="%d"`, from.Grid)
	}
	b.WriteString(">")
}

// body is what stands in the table: its name, its indices and its cells.
func body(b *strings.Builder, p notebook.Plane, cell func(i, j int)) {
	if p.Name != "" {
		b.WriteString("<caption>" + formula(p.Name, false) + "</caption>")
	}
	if p.Columns {
		b.WriteString("<thead><tr>")
		if p.Rows {
			b.WriteString("<td></td>")
		}
		for j := range p.Across {
			fmt.Fprintf(b, `<th scope="col">%d</th>`, j)
		}
		b.WriteString("</tr></thead>")
	}
	b.WriteString("<tbody>")
	for i := range p.Down {
		b.WriteString("<tr>")
		if p.Rows {
			fmt.Fprintf(b, `<th scope="row">%d</th>`, i)
		}
		for j := range p.Across {
			cell(i, j)
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table>\n")
}

// class says how much stands above the cells: a page aligns grids side by side
// at their cells. It is bare with neither a name nor indices, low with one.
// A grid of gradients is bw, for backward.
func class(g *notebook.Grid, p notebook.Plane, gradients bool) string {
	class := "grid"
	if gradients || backward(g) {
		class += " bw"
	}
	switch {
	case p.Name == "" && !p.Columns:
		class += " bare"
	case p.Name == "" || !p.Columns:
		class += " low"
	}
	return class
}

// backward reports whether the grid holds gradients of the loss, or parts of
// them, as its name says: δ is one, and so are Δ and a stamp of δ. A mask is
// none, whatever it was computed as: its ones and zeros are slopes.
func backward(g *notebook.Grid) bool {
	return g.Name != `\text{mask}` && (g.Place.Kind == cnn.Gradients || g.Place.Kind == cnn.Parameters && !g.Place.Updated ||
		strings.Contains(g.Name, `\partial L`) || strings.Contains(g.Name, `\delta`) || strings.Contains(g.Name, `\Delta`))
}

// cell is one number, or one label.
func cell(b *strings.Builder, g *notebook.Grid, at int, content string, s scale, from *notebook.Sources) {
	v := g.Values[at]
	class := "pos"
	switch {
	case len(g.Labels) > 0:
		class = "symbol"
	case g.IsZero(at):
		class = "zero"
	case v < 0:
		class = "neg"
	}
	if len(g.Labels) == 0 {
		class += " " + strengthClass(v, s.largest)
	}
	mark := g.MarkAt(at)
	if words := notebook.MarkWords(mark); words == "" && at < len(s.differs) && s.differs[at] {
		mark = "wrong"
	}
	if words := notebook.MarkWords(mark); words != "" {
		class += " mark-" + mark
		content += ` <span class="sr">` + words + "</span>"
	}
	here := index(g.Shape.Index(at))
	fmt.Fprintf(b, `<td class="%s" data-at="%s"`, class, here)
	// A part of a tensor says which element has the equation.
	if len(g.Elements) > 0 && len(g.Derivations) > 0 {
		if of := index(g.Elements[at]); of != here {
			fmt.Fprintf(b, ` data-of="%s"`, of)
		}
	}
	b.WriteString(sources(from, at) + ">" + content + "</td>")
}

// index is an index as attributes have it.
func index(index []int) string {
	parts := make([]string, len(index))
	for axis, i := range index {
		parts[axis] = strconv.Itoa(i)
	}
	return strings.Join(parts, ",")
}

// Blank is the tables of a grid with its name and its indices and without its
// numbers, for a reader to write into. Nothing in it depends on a value. A grid
// whose parts do not fit together is "".
func Blank(g *notebook.Grid) string {
	var b strings.Builder
	for _, p := range g.Planes() {
		fmt.Fprintf(&b, `<table class="%s blank %s" data-place="%s">`, class(g, p, false), widthClass(p.Across), html.EscapeString(g.Place.String()))
		body(&b, p, func(int, int) { b.WriteString("<td></td>") })
	}
	return b.String()
}
