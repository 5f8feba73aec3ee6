package notebook

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
)

// html writes the tables of a grid, one for each plane. The sources are nil
// where the row does not explain itself.
func (g *Grid) html(b *strings.Builder, s *sources) {
	if !g.whole() {
		return
	}
	cells := g.numbers()
	for i, label := range g.Labels {
		cells[i] = texHTML(label, false)
	}
	power := g.Power()
	for _, p := range g.planes() {
		if power != 0 {
			b.WriteString(`<span class="op">` + texHTML(powerTeX(power), false) + "</span>\n")
		}
		p.html(b, cells, s)
	}
}

func (p plane) html(b *strings.Builder, cells []string, s *sources) {
	fmt.Fprintf(b, `<table class="%s %s"`, p.class(), widthClass(p.grid.widest()))
	if p.name != "" {
		// Browsers leave the formula of the caption out of the table's name.
		fmt.Fprintf(b, ` aria-label="%s"`, html.EscapeString(spoken(p.name)))
	}
	if p.grid.Place != "" && (len(p.grid.Elements) == 0 || len(p.grid.Derivations) > 0) {
		fmt.Fprintf(b, ` data-place="%s"`, html.EscapeString(string(p.grid.Place)))
	}
	if s != nil {
		fmt.Fprintf(b, ` data-grid="%d"`, s.grid)
	}
	b.WriteString(">")
	largest := max(p.grid.largest(), p.grid.beside)
	p.bodyHTML(b, func(i, j int) { p.grid.cellHTML(b, p.at(i, j), cells[p.at(i, j)], largest, s) })
}

// bodyHTML is what stands in the table: its name, its indices and its cells.
func (p plane) bodyHTML(b *strings.Builder, cell func(i, j int)) {
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
		for j := range p.across {
			cell(i, j)
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table>\n")
}

// class says how much stands above the cells: a page aligns grids side by side
// at their cells. It is bare with neither a name nor indices, low with one.
// A grid of gradients is bw, for backward.
func (p plane) class() string {
	class := "grid"
	if p.grid.backward() {
		class += " bw"
	}
	switch {
	case p.name == "" && !p.columns:
		class += " bare"
	case p.name == "" || !p.columns:
		class += " low"
	}
	return class
}

// backward reports whether the grid holds gradients of the loss.
func (g *Grid) backward() bool {
	place := string(g.Place)
	return strings.HasPrefix(place, "gradients/") || strings.HasPrefix(place, "parameters/") && !strings.HasSuffix(place, "/updated") ||
		strings.HasPrefix(strings.TrimSpace(g.Name), `\partial L`)
}

// widest is how many characters the widest cell has: every column of the
// grid, also one of zeros only, is as wide on a page.
func (g *Grid) widest() int {
	most := 0
	for _, number := range g.numbers() {
		most = max(most, columns(number))
	}
	if len(g.Labels) > 0 {
		most = 0
	}
	for _, label := range g.Labels {
		most = max(most, onPage(texText(label)))
	}
	return most
}

// largest is the largest size of a finite value.
func (g *Grid) largest() float64 {
	largest := 0.0
	for _, v := range g.Values {
		if a := math.Abs(v); a > largest && !math.IsInf(a, 0) {
			largest = a
		}
	}
	return largest
}

func (g *Grid) cellHTML(b *strings.Builder, at int, content string, largest float64, s *sources) {
	v := g.Values[at]
	class := "pos"
	switch {
	case len(g.Labels) > 0:
		class = "symbol"
	case g.real(at).isZero():
		class = "zero"
	case v < 0:
		class = "neg"
	}
	if len(g.Labels) == 0 {
		class += " " + strengthClass(v, largest)
	}
	mark := marks[g.mark(at)]
	if mark.words != "" {
		class += " mark-" + g.mark(at)
		content += ` <span class="sr">` + mark.words + "</span>"
	}
	if at < len(g.differs) && g.differs[at] && mark.words == "" {
		class += " mark-wrong"
		content += ` <span class="sr">` + marks["wrong"].words + "</span>"
	}
	here := joinIndex(g.Shape.Index(at))
	fmt.Fprintf(b, `<td class="%s" data-at="%s"`, class, here)
	// A part of a tensor says which element has the equation.
	if len(g.Elements) > 0 && len(g.Derivations) > 0 {
		if of := joinIndex(g.Elements[at]); of != here {
			fmt.Fprintf(b, ` data-of="%s"`, of)
		}
	}
	b.WriteString(s.attributes(at) + ">" + content + "</td>")
}

// Widths and tints are classes, not styles: a page obeys a policy that allows
// no style but that of its sheet.
const (
	// WidthClasses is how many classes a style sheet has for widths: w1, w2, …
	WidthClasses = 40
	// StrengthClasses is the last of those for tints: t0, t1, …
	StrengthClasses = 10
)

// widthClass is the class for so many characters or cells side by side.
func widthClass(n int) string { return "w" + strconv.Itoa(min(max(n, 1), WidthClasses)) }

// strengthClass says how strongly a cell is tinted, in tenths.
func strengthClass(v, largest float64) string {
	t := 0.0
	if largest > 0 && !math.IsNaN(v) {
		t = min(1, math.Abs(v)/largest)
	}
	return "t" + strconv.Itoa(int(math.Round(t*StrengthClasses)))
}
