package feedback

import (
	"html"
	"strconv"
	"strings"

	"backprop/internal/class"
	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/tex"
)

// policy is what the pages say of themselves: they load nothing but the files
// beside them, and run nothing.
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

// A page is HTML in the making.
type page struct{ strings.Builder }

// w writes HTML.
func (p *page) w(parts ...string) {
	for _, part := range parts {
		p.WriteString(part)
	}
}

// begin writes a page up to its content. up leads from it to the folder of the
// class.
func (p *page) begin(kind, title, up string) {
	p.w("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		`<meta http-equiv="Content-Security-Policy" content="`, policy, "\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		"<title>", text(title), "</title>\n",
		`<link rel="icon" href="`, up, "assets/icon.svg\" type=\"image/svg+xml\">\n",
		`<link rel="stylesheet" href="`, up, "assets/class.css\">\n",
		"</head>\n<body class=\"", kind, "\">\n<main>\n<article>\n")
}

func (p *page) end() []byte {
	p.w("</article>\n</main>\n</body>\n</html>\n")
	return []byte(p.String())
}

// text is a text as HTML.
func text(s string) string { return html.EscapeString(s) }

// A look is how a verdict is shown: a class of the style sheet, a sign and a
// word.
type look struct{ class, sign, word string }

// looks of the verdicts.
var looks = map[marking.Verdict]look{
	marking.Right:   {"right", "✓", "right"},
	marking.Rounded: {"rounded", "≈", "rounded"},
	marking.Coarse:  {"coarse", "~", "coarse"},
	marking.Carried: {"carried", "→", "carried"},
	marking.Wrong:   {"wrong", "✗", "wrong"},
	marking.Shape:   {"shape", "□", "wrong shape"},
	marking.Blank:   {"blank", "–", "blank"},
}

// order in which a legend explains the verdicts.
var order = []marking.Verdict{marking.Right, marking.Rounded, marking.Coarse, marking.Carried, marking.Wrong, marking.Shape, marking.Blank}

// trivial is how a carried place of zeros is shown.
var trivial = look{"trivial", "0", "carried, all zero"}

// explained are the verdicts in a sentence each.
var explained = map[string]string{
	"right":             "as exact as it claims to be",
	"rounded":           "right, but for numbers that were rounded on the way",
	"coarse":            "right, with fewer decimals than were asked for",
	"carried":           "follows from your own earlier numbers",
	"carried, all zero": "follows from earlier zeros, which shows no work",
	"wrong":             "neither right nor a consequence of earlier numbers",
	"wrong shape":       "another array is meant, or rows and columns are mixed up",
	"blank":             "not filled in",
}

// lookOf is how a place is shown.
func lookOf(m marking.Marked) look {
	if m.Trivial {
		return trivial
	}
	return looks[m.Verdict]
}

// legend explains the signs that stand on a page.
func (p *page) legend(seen map[look]bool) {
	p.w(`<p class="legend">`)
	for _, v := range order {
		for _, l := range []look{looks[v], trivial} {
			if l == trivial && v != marking.Carried || !seen[l] {
				continue
			}
			p.w(`<span><b class="sign `, l.class, `" aria-hidden="true">`, l.sign, "</b> <b>", l.word, "</b>: ", explained[l.word], "</span> ")
		}
	}
	p.w("</p>\n")
}

// symbol is the array at a place as a formula.
func symbol(pass *cnn.Pass, place cnn.Place) string {
	q, err := pass.Quantity(place)
	if err != nil {
		return "<code>" + text(place.String()) + "</code>"
	}
	formula, err := tex.MathML(notebook.TeX(q.Sign), false)
	if err != nil {
		return "<code>" + text(place.String()) + "</code>"
	}
	return formula
}

// spoken is the array at a place in words: browsers leave a formula out of the
// name of a table.
func spoken(pass *cnn.Pass, place cnn.Place) string {
	q, err := pass.Quantity(place)
	if err != nil {
		return place.String()
	}
	name := q.Sign.Letter
	if q.Sign.Number > 0 {
		name += " " + strconv.Itoa(q.Sign.Number)
	}
	switch {
	case q.Sign.Gradient:
		return "gradient of " + name
	case q.Sign.Updated:
		return "new " + name
	}
	return name
}

// passWith is the pass of the first student whose network has a place. Every
// place that is asked is one of somebody's.
func passWith(c *class.Class, place cnn.Place) *cnn.Pass {
	for _, s := range c.Students {
		if s.Pass == nil {
			continue
		}
		if _, err := s.Pass.Quantity(place); err == nil {
			return s.Pass
		}
	}
	return nil
}

// symbolIn is the array at a place as a formula, by that pass.
func symbolIn(c *class.Class, place cnn.Place) string { return symbol(passWith(c, place), place) }

// tables writes an array as matrices, one for each map of a stack. cell is the
// content of a cell by its offset, with its tags.
func (p *page) tables(class, caption, name string, shape cnn.Shape, cell func(offset int) string) {
	down, across := 1, 1
	switch n := len(shape); {
	case n == 1:
		across = shape[0]
	case n > 1:
		down, across = shape[n-2], shape[n-1]
	}
	for first := 0; first < shape.Size(); first += down * across {
		p.w(`<table class="grid `, class, `" aria-label="`, text(name), `">`)
		if caption != "" && first == 0 {
			p.w("<caption>", caption, "</caption>")
		} else if caption != "" {
			p.w("<caption> </caption>")
		}
		p.w("<tbody>")
		for i := range down {
			p.w("<tr>")
			for j := range across {
				p.w(cell(first + i*across + j))
			}
			p.w("</tr>")
		}
		p.w("</tbody></table>\n")
	}
}
