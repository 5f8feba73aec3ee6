package certify

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"backprop/internal/markup"
	"backprop/internal/notebook"
	"backprop/internal/witness"
)

// cell matches a cell of a grid on a page: its attributes and its number.
var cell = regexp.MustCompile(`<td class="[a-z]+[^"]*" data-at="([0-9,]*)"([^>]*)>([^<]*)`)

func plainMarkdown(source string) string { return "<p>" + source + "</p>" }

// row certifies the cells of a row as a page prints them, and the equations
// of its elements.
func (c *certifier) row(r *notebook.Row, kind string) {
	open := *r
	open.Folded = "" // else the page has all of it in <details>, and the text has only the line
	page := markup.HTML(&open, plainMarkdown)
	if i := strings.Index(page, "<details"); i >= 0 {
		page = page[:i]
	}
	cells := cell.FindAllStringSubmatch(page, -1)
	inText := map[string]int{}
	for _, t := range number.FindAllString(open.Text(1000), -1) {
		inText[t]++
	}
	operator := ""
	for i, item := range r.Items {
		if item.Grid == nil {
			operator = item.Operator
			c.operator(kind, operator)
			continue
		}
		g := item.Grid
		if len(cells) < len(g.Values) {
			c.fault(c.line, "%s: the page shows %d cells where the grid %q has %d", kind, len(cells), g.Name, len(g.Values))
			return
		}
		exact := true
		own, how := c.ownGrid(g, kind, shownCells(g, cells[:len(g.Values)]))
		for at := range g.Values {
			if !c.cell(g, at, cells[at], kind, operator, inText, own, how) {
				exact = false
			}
		}
		cells = cells[len(g.Values):]
		c.relation(r, i, operator, exact, kind)
		if g.Name != "" {
			c.formula(kind+" name", g.Name)
		}
		for _, label := range g.Labels {
			c.formula(kind+" label", label)
		}
		operator = ""
	}
	if len(cells) > 0 {
		c.fault(c.line, "%s: the page shows %d cells that are in no grid", kind, len(cells))
	}
	for _, e := range r.Elements() {
		c.equation(e)
	}
	c.text("caption", r.Caption)
}

// operator certifies the numbers of an operator, such as 0.5 ·.
func (c *certifier) operator(kind, operator string) {
	tree, err := parse(operator)
	if err != nil {
		return // checked by the notebook
	}
	c.rest(kind+" operator", operator, tree, nil)
}

// cell certifies one cell and reports whether its digits are exact.
func (c *certifier) cell(g *notebook.Grid, at int, found []string, kind, operator string, inText map[string]int, own []witness.Decimal, how way) bool {
	if len(g.Labels) > 0 {
		return true
	}
	digits := strings.TrimSpace(html.UnescapeString(found[3]))
	p, ok := read(digits)
	if !ok {
		c.gap(c.line, kind, "%s in %s", digits, g.Name)
		return true
	}
	p = p.scaled(g.Power())
	if inText[digits]--; inText[digits] < 0 {
		c.fault(c.line, "%s %s: the page has %s more often than the text", kind, g.Name, digits)
	}
	if own != nil {
		if err := p.rounds(own[at]); err != nil {
			c.fault(c.line, "%s, %s%v: %v", kind, g.Name, g.Shape.Index(at), err)
		}
		c.add(how)
		if m := partial.FindStringSubmatch(found[2]); m != nil {
			c.partialSums(g, g.Shape.Index(at), c.ownSums(g.Derivations[at], own[at]), m[1])
		}
		return p.exact(own[at])
	}
	if g.Network() == nil || g.Place.IsZero() {
		return c.loose(g, at, p, kind, operator)
	}
	index := g.Shape.Index(at)
	if len(g.Elements) > 0 {
		index = g.Elements[at]
	}
	if index == nil { // padding
		if p.value.Sign() != 0 {
			c.fault(c.line, "%s, %s: %s stands where the grid shows no element", kind, g.Name, digits)
		}
		c.add(byPlace)
		return true
	}
	w, err := c.world(g.Network())
	var v witness.Decimal
	if err == nil {
		v, err = w.element(g.Place, index)
	}
	if err == nil && isGate(g.Name) {
		v, err = apply("holds", ">", []witness.Decimal{v, witness.New(0)})
		if w.exact.Undecided() {
			v = p.value // the gate of float64
		}
	}
	if err == nil {
		err = p.rounds(v)
	}
	if err != nil {
		c.fault(c.line, "%s, %s%v: %v", kind, g.Name, index, err)
		return true
	}
	c.add(byPlace)
	if m := partial.FindStringSubmatch(found[2]); m != nil {
		c.partialSums(g, index, w.partialSums(g.Place, index), m[1])
	}
	return p.exact(v)
}

// shownCells are the numbers of a grid's cells, those that can be read.
func shownCells(g *notebook.Grid, cells [][]string) []printed {
	var all []printed
	for _, found := range cells {
		p, ok := read(strings.TrimSpace(html.UnescapeString(found[3])))
		if !ok {
			return nil
		}
		all = append(all, p.scaled(g.Power()))
	}
	return all
}

// isGate reports a grid of gates, named [Z > 0] after what they look at.
func isGate(name string) bool {
	tree, err := parse(name)
	if err != nil {
		return false
	}
	e, err := readExpression(tree)
	return err == nil && e.op == "holds" && e.of == ">" && e.kids[1].op == "number"
}

// ownGrid is what the chapter's test says of a grid without a place, or else
// what its name says.
func (c *certifier) ownGrid(g *notebook.Grid, kind string, cells []printed) ([]witness.Decimal, way) {
	if g.Network() != nil && !g.Place.IsZero() || len(g.Labels) > 0 {
		return nil, 0
	}
	for _, key := range []string{c.mistake, g.Name} {
		values, given := c.catalogue.grid(key, g.Values, cells)
		if key == "" || !given {
			continue
		}
		if values == nil {
			c.fault(c.line, "%s: the cells of %s are none of the numbers that the chapter's test works out for %q", kind, g.Name, key)
		}
		return values, ownValue
	}
	if kind == "slip wrong" {
		return nil, 0 // it has the name of what is right
	}
	return c.named(g), byPlace
}

// named is the tensor, or the map of a stack, that a grid is named after; nil
// where no network has such numbers under the name.
func (c *certifier) named(g *notebook.Grid) []witness.Decimal {
	tree, err := parse(g.Name)
	if err != nil || g.Name == "" {
		return nil
	}
	e, err := readExpression(tree)
	if err != nil || e.op != "symbol" {
		return nil
	}
	for _, w := range c.worlds {
		if values := w.part(e.sign, e.index, g.Shape); values != nil && allAgree(g.Values, values) {
			return values
		}
	}
	return nil
}

func allAgree(floats []float64, values []witness.Decimal) bool {
	for i, v := range values {
		if !agrees(floats[i], v) {
			return false
		}
	}
	return true
}

// loose certifies a cell that stands for no element, by its float64. Of values
// that are the same float64 it takes one that the relation before the grid
// speaks of: 0.5 is a pixel, and σ(−7·10⁻¹⁵) is next to it.
func (c *certifier) loose(g *notebook.Grid, at int, p printed, kind, operator string) bool {
	relation := operator
	if operator == `\approx` {
		relation = "≈"
	}
	f := g.Values[at]
	e, w, ok := c.catalogue.find(f, p.fits(relation))
	if !ok {
		c.gap(c.line, kind+" cell", "%s in %s", p.text, g.Name)
		return true
	}
	if err := p.rounds(e.value); err != nil {
		c.fault(c.line, "%s, %s%v: %v", kind, g.Name, g.Shape.Index(at), err)
	}
	c.add(w)
	return p.exact(e.value)
}

// relation holds the = or ≈ before a grid against its cells. A grid that
// repeats the one before it equals it, rounded or not.
func (c *certifier) relation(r *notebook.Row, item int, operator string, exact bool, kind string) {
	g := r.Items[item].Grid
	repeats := item == 2 && r.Items[0].Grid != nil && slices.Equal(r.Items[0].Grid.Values, g.Values)
	switch {
	case operator == "=" && !exact && !repeats:
		c.fault(c.line, "%s: = stands before %s, which has rounded numbers", kind, g.Name)
	case operator == `\approx` && (exact || repeats):
		c.fault(c.line, "%s: ≈ stands before %s, whose numbers are exact", kind, g.Name)
	}
}
