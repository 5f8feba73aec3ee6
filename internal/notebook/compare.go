package notebook

import (
	"fmt"
	"strings"
)

// A labelled row is what is right, or what is wrong.
type labelled struct {
	label string
	row   *Row
}

func (s *Slip) compared() []labelled {
	var rows []labelled
	if s.Right != nil {
		rows = append(rows, labelled{"right", s.Right})
	}
	if s.Wrong != nil {
		rows = append(rows, labelled{"wrong", s.Wrong})
	}
	return rows
}

// compareHTML shows what is right beside what is wrong. Their tints have one
// scale, so that a number that is ten times too small looks it, and where only
// some of the cells are wrong, those are outlined and counted.
func (s *Slip) compareHTML(b *strings.Builder, markdown Markdown) {
	rows := s.compared()
	if len(rows) == 0 {
		return
	}
	words := ""
	if len(rows) == 2 {
		rows[0].row, rows[1].row, words = onOneScale(s.Right, s.Wrong)
	}
	b.WriteString(`<div class="compare">`)
	for _, c := range rows {
		b.WriteString(`<div class="` + c.label + `" role="group" aria-label="` + c.label + `"><p class="label">` + c.label)
		if c.label == "wrong" {
			b.WriteString(words)
		}
		b.WriteString("</p>" + c.row.HTML(markdown) + "</div>")
	}
	b.WriteString("</div>")
}

// onOneScale are copies of two rows whose results have a common scale, and how many
// cells of the second are other than in the first, if that is not all.
func onOneScale(right, wrong *Row) (r, w *Row, words string) {
	r, have := right.withCopy()
	w, want := wrong.withCopy()
	if have == nil || want == nil {
		return r, w, ""
	}
	have.beside, want.beside = want.largest(), have.largest()
	if !have.Shape.Equal(want.Shape) || !have.whole() || !want.whole() {
		return r, w, ""
	}
	differs := make([]bool, len(want.Values))
	n := 0
	a, c := have.cellTexts(), want.cellTexts()
	for i := range differs {
		if differs[i] = a[i] != c[i]; differs[i] {
			n++
		}
	}
	if n == 0 || n == len(differs) {
		return r, w, ""
	}
	want.differs = differs
	return r, w, fmt.Sprintf(" in %d of %d cells", n, len(differs))
}

// withCopy is the row with a copy of its last grid, and that copy; nil where it
// has none.
func (r *Row) withCopy() (*Row, *Grid) {
	c := *r
	c.Items = append([]Item(nil), r.Items...)
	for i := len(c.Items) - 1; i >= 0; i-- {
		if c.Items[i].Grid != nil {
			g := *c.Items[i].Grid
			c.Items[i].Grid = &g
			return &c, &g
		}
	}
	return &c, nil
}

// cellTexts is what stands in the cells.
func (g *Grid) cellTexts() []string {
	if len(g.Labels) > 0 {
		return g.Labels
	}
	return g.numbers()
}
