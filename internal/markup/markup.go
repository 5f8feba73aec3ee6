// Package markup writes what a chapter shows as HTML: the outputs of package
// notebook, which are data. The pages of package site are made of it, and so
// are the answers of the lab and the feedback to a class, so it is small enough
// for a browser: it knows no Markdown of its own and no templates.
//
// Goals:
//   - one output, one piece of HTML, the same wherever it is shown
//   - the HTML says what a script needs to explain a number: its place, its
//     index and the cells that it was made of
//   - no style but classes, so that a page may forbid all others
//
// Non-goals:
//   - what is shown, and how its numbers are written: package notebook
//   - looks: the style sheets of package site
package markup

import (
	"fmt"
	"html"
	"strings"

	"backprop/internal/notebook"
	"backprop/internal/tex"
)

// A Markdown function turns prose with $…$ math into HTML. Whoever makes a page
// brings it. A source of one paragraph comes back as one <p> element.
type Markdown func(source string) string

// HTML is an output for a page: block content, valid inside <main>. A figure
// has no picture; see Figure.
func HTML(o notebook.Output, markdown Markdown) string {
	switch o := o.(type) {
	case *notebook.Sentence:
		return `<div class="sentence">` + markdown(o.Markdown) + `</div>`
	case *notebook.Row:
		return row(o, scale{}, markdown)
	case *notebook.Equation:
		return equation(o, markdown)
	case *notebook.Derivations:
		return derivations(o, markdown)
	case *notebook.Table:
		return `<figure class="` + tableClass(o) + `">` + table(o, func(source string) string { return inline(markdown, source) }) + `</figure>`
	case *notebook.Figure:
		return Figure(o, "", markdown)
	case *notebook.Check:
		return check(o, markdown)
	case *notebook.Exercise:
		return exercise(o, markdown)
	case *notebook.Slip:
		return slip(o, markdown)
	case *notebook.Strip:
		return strip(o)
	}
	panic(fmt.Sprintf("no HTML for a %s; write it in internal/markup/markup.go", o.Kind()))
}

// Figure is the figure for a page: the picture, which is HTML such as an svg
// element, and under it the caption and the numbers that it shows.
func Figure(f *notebook.Figure, picture string, markdown Markdown) string {
	var b strings.Builder
	b.WriteString(`<figure class="figure">` + picture + "<figcaption>")
	if f.Caption != "" {
		b.WriteString(markdown(f.Caption))
	}
	b.WriteString(`<details class="data"><summary>The numbers of this figure</summary>`)
	for _, t := range f.Tables() {
		b.WriteString(table(t, html.EscapeString))
	}
	b.WriteString("</details></figcaption></figure>")
	return b.String()
}

func check(c *notebook.Check, markdown Markdown) string {
	class := "check"
	if !c.OK {
		class += " failed"
	}
	return `<p class="` + class + `">` + c.Mark() + " " + inline(markdown, c.What) + c.Result() + "</p>"
}

// inline is Markdown without the <p> around its one paragraph, for a cell, a
// caption or a line.
func inline(markdown Markdown, source string) string {
	written := strings.TrimSpace(markdown(source))
	inner, opened := strings.CutPrefix(written, "<p>")
	inner, closed := strings.CutSuffix(inner, "</p>")
	if opened && closed && !strings.Contains(inner, "<p>") {
		return inner
	}
	return written
}

// formula is TeX, displayed or inside a line. The notebook has checked it; what
// a record brings and cannot be read is shown as it stands.
func formula(src string, display bool) string {
	math, err := tex.MathML(src, display)
	if err != nil {
		return "<code>" + html.EscapeString(src) + "</code>"
	}
	return math
}
