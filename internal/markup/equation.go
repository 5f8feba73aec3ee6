package markup

import (
	"fmt"
	"html"
	"strings"

	"backprop/internal/notebook"
)

// equation is a div with the left side, and for each line its relation and its
// terms, and the note under it. Each term is a formula of its own, so that a
// page of any width breaks the line between them, and a script can point at
// one. An equation that is short stands on one line.
func equation(e *notebook.Equation, markdown Markdown) string {
	var b strings.Builder
	b.WriteString(`<div class="equation"`)
	if !e.Place.IsZero() {
		fmt.Fprintf(&b, ` data-place="%s" data-at="%s"`, html.EscapeString(e.Place.String()), index(e.Index))
	}
	b.WriteString(`><span class="left">` + displayed(e.Left) + "</span>")
	for _, l := range e.PageLines() {
		b.WriteString(` <span class="rel">` + sign(l.Relation) + `</span> <span class="terms">`)
		for i, t := range l.Terms {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(term(t))
		}
		b.WriteString("</span>")
	}
	if e.Note != "" {
		b.WriteString(` <p class="note">` + inline(markdown, e.Note) + "</p>")
	}
	b.WriteString("</div>")
	return b.String()
}

// term is a term with the sign or relation in front of it.
func term(source string) string {
	before, rest := notebook.CutSign(source)
	if before == "" {
		return `<span class="term">` + displayed(source) + "</span>"
	}
	return `<span class="term">` + html.EscapeString(sign(before)) + " " + displayed(rest) + "</span>"
}

// sign is a sign or a relation, with a true minus.
func sign(s string) string { return strings.ReplaceAll(s, "-", "−") }

// displayed is a formula in a line, as large as a displayed one.
func displayed(src string) string {
	return strings.Replace(formula(src, true), `display="block"`, `displaystyle="true"`, 1)
}

// inView is up to how many equations a page shows without folding them.
const inView = 4

// derivations shows a few equations as they are, and folds many.
func derivations(d *notebook.Derivations, markdown Markdown) string {
	var b strings.Builder
	for _, e := range d.Equations {
		b.WriteString(equation(e, markdown) + "\n")
	}
	if d.Note != "" {
		b.WriteString("<div class=\"note\">" + strings.TrimSpace(markdown(d.Note)) + "</div>\n")
	}
	if len(d.Equations) <= inView {
		return "<div class=\"derivations\">\n" + b.String() + "</div>"
	}
	return "<details class=\"elements\"><summary>Every element of " + formula(d.Name, false) +
		" in full</summary>\n" + b.String() + "</details>"
}
