// Package figure draws the book's pictures: it takes a [notebook.Figure],
// which is data only, and returns one SVG element to stand inside a page.
//
// Goals: one calm style for every picture of the book; colours that are CSS
// variables, so that one drawing serves a light and a dark page; the page's
// own font, at a size that can still be read on a phone; the same bytes on
// every machine; a title and a description for a screen reader.
//
// Non-goals: interaction, animation, other formats, other kinds of charts.
//
// Layout, scales and plotters are those of gonum.org/v1/plot. The last step
// is ours: gonum's SVG back-end writes fixed colours, names a font and places
// text by that font's widths, all of which a page would have to undo. Our
// [vg.Canvas] writes CSS variables and text anchors in the first place.
package figure

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"strings"

	"gonum.org/v1/plot/vg"

	"backprop/internal/notebook"
)

// The house style, in units of the viewBox. A page shows a unit as at most
// Zoom CSS pixels and as less where it is narrower than the figure.
const (
	Width  = 400 // of a plot of curves, and what maps side by side may take
	Height = 275 // of a plot of curves

	TextSize   = 13   // names, axis labels
	TickSize   = 12.5 // tick labels, indices of cells
	NumberSize = 12.5 // numbers in cells

	Zoom = 1.2
)

// SVG returns the drawing of f as an SVG element for use inside HTML5.
//
// It has no size but its viewBox, and a max-width by CSS. Its colours are the
// CSS variables --ink, --soft, --line, --forward, --backward and
// --series-1 to --series-5, each with a fallback that can be seen on light and on dark
// paper. The ids of its title and description are made from a hash of the
// drawing.
//
// An error names the figure's title, and the curve, map or group of bars, what
// was found and what is expected there.
func SVG(f *notebook.Figure) (string, error) {
	if err := check(f); err != nil {
		return "", err
	}
	var c *canvas
	switch {
	case len(f.Curves) > 0:
		c = newCanvas(Width, Height)
		drawCurves(c, f)
	case f.Bars != nil:
		c = newCanvas(Width, barsHeight(f.Bars))
		drawBars(c, f.Bars)
	default:
		l := layOut(f.Maps)
		c = newCanvas(l.width, l.height)
		l.draw(c)
	}
	if c.err != nil {
		return "", fmt.Errorf("figure %q: %w", f.Title, c.err)
	}
	return wrap(c, f.Title, describe(f)), nil
}

// wrap puts the head around the canvas's drawing. The hash is that of what is
// written, which is rounded, and not that of the data, whose last bit may
// differ between machines.
func wrap(c *canvas, title, desc string) string {
	body := c.buf.String()
	sum := sha256.Sum256([]byte(title + "\x00" + desc + "\x00" + body))
	id := "figure-" + hex.EncodeToString(sum[:4])

	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="figure" viewBox="0 0 %s %s" role="img" aria-labelledby="%s-title" aria-describedby="%s-desc"`,
		coordinate(c.w), coordinate(c.h), id, id)
	fmt.Fprintf(&b, ` width="%s" overflow="visible" font-family="inherit" font-size="%s">`,
		coordinate(c.w*Zoom), coordinate(TextSize))
	fmt.Fprintf(&b, "\n<title id=\"%s-title\">%s</title>\n", id, html.EscapeString(title))
	fmt.Fprintf(&b, "<desc id=\"%s-desc\">%s</desc>\n", id, html.EscapeString(desc))
	b.WriteString(`<g fill="none" stroke-linecap="round" stroke-linejoin="round">` + "\n")
	b.WriteString(body)
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// A canvas is a gonum/plot back-end.
var _ vg.Canvas = (*canvas)(nil)
