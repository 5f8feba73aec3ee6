package markup

import (
	"fmt"
	"html"
	"strings"

	"backprop/internal/notebook"
)

// slip is an aside.
func slip(s *notebook.Slip, markdown Markdown) string {
	var b strings.Builder
	b.WriteString(`<aside class="slip"`)
	if s.Mistake != "" {
		b.WriteString(` data-mistake="` + html.EscapeString(s.Mistake) + `"`)
	}
	b.WriteString(`><p class="title"><span class="kind">` + notebook.CalloutLabel("SLIP") + "</span>")
	if s.Title != "" {
		b.WriteString(" " + inline(markdown, s.Title))
	}
	b.WriteString("</p>" + markdown(s.Belief))
	compared(&b, s, markdown)
	b.WriteString("</aside>")
	return b.String()
}

// compared shows what is right beside what is wrong. Their tints have one
// scale, so that a number that is ten times too small looks it, and where only
// some of the cells are wrong, those are outlined and counted.
func compared(b *strings.Builder, s *notebook.Slip, markdown Markdown) {
	if s.Right == nil && s.Wrong == nil {
		return
	}
	right, wrong, words := scales(s)
	b.WriteString(`<div class="compare">`)
	for _, c := range []struct {
		label, words string
		row          *notebook.Row
		scale        scale
	}{{"right", "", s.Right, right}, {"wrong", words, s.Wrong, wrong}} {
		if c.row != nil {
			b.WriteString(`<div class="` + c.label + `" role="group" aria-label="` + c.label + `"><p class="label">` + c.label + c.words +
				"</p>" + row(c.row, c.scale, markdown) + "</div>")
		}
	}
	b.WriteString("</div>")
}

// scales are those of what is right and of what is wrong, and how many cells
// are wrong, if that is not all.
func scales(s *notebook.Slip) (right, wrong scale, words string) {
	r, w := result(s.Right), result(s.Wrong)
	if r == nil || w == nil {
		return scale{}, scale{}, ""
	}
	right, wrong = scale{largest: w.Largest()}, scale{largest: r.Largest()}
	if !r.Shape.Equal(w.Shape) || len(r.Planes()) == 0 || len(w.Planes()) == 0 {
		return right, wrong, ""
	}
	n := 0
	a, c := r.Cells(), w.Cells()
	differs := make([]bool, len(c))
	for i := range differs {
		if differs[i] = a[i] != c[i]; differs[i] {
			n++
		}
	}
	if n == 0 || n == len(differs) {
		return right, wrong, ""
	}
	wrong.differs = differs
	return right, wrong, fmt.Sprintf(" in %d of %d cells", n, len(differs))
}

// result is the last grid of a row; nil where it has none.
func result(r *notebook.Row) *notebook.Grid {
	var last *notebook.Grid
	if r != nil {
		for _, item := range r.Items {
			if item.Grid != nil {
				last = item.Grid
			}
		}
	}
	return last
}
