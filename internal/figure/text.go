package figure

import (
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A handler measures and draws text for gonum/plot.
//
// Widths are those of Liberation Sans, a little enlarged: the page's font is
// not known here, and text is anchored, so that a width decides about room
// only. Heights are those of capitals and digits, so that "centre" means what
// the eye takes for it; lines below the baseline are left to the padding.
type handler struct{ text.Plain }

const (
	capHeight = 0.72 // of the font size
	lineStep  = 1.2  // from baseline to baseline, of the font size
	roomier   = 1.15 // a page's font may be wider than ours
)

// Extents returns the height of capitals as the ascent, and no descent.
func (handler) Extents(f font.Font) font.Extents {
	h := f.Size * capHeight
	return font.Extents{Ascent: h, Height: h}
}

// Box returns the size of a line of text above its baseline.
func (h handler) Box(s string, f font.Font) (width, height, depth vg.Length) {
	face := h.Fonts.Lookup(f, f.Size)
	return face.Width(s) * roomier, f.Size * capHeight, 0
}

// Draw draws lines of text, anchored as the style aligns them.
func (h handler) Draw(c vg.Canvas, s string, sty text.Style, at vg.Point) {
	page := pageOf(c)
	if page == nil || s == "" {
		return
	}
	if sty.Rotation != 0 {
		page.fail("rotated text")
		return
	}
	anchor := "start"
	switch sty.XAlign {
	case draw.XCenter:
		anchor = "middle"
	case draw.XRight:
		anchor = "end"
	}
	lines := h.Lines(s)
	step := sty.Font.Size * lineStep
	height := sty.Font.Size*capHeight + step*vg.Length(len(lines)-1)
	y := at.Y + height*(1+vg.Length(sty.YAlign)) - sty.Font.Size*capHeight
	page.SetColor(sty.Color)
	for _, l := range lines {
		page.text(vg.Point{X: at.X, Y: y}, anchor, float64(sty.Font.Size), l)
		y -= step
	}
}

// pageOf returns the canvas inside gonum's, which may stand in one another;
// nil for a canvas that is not of a page.
func pageOf(c vg.Canvas) *canvas {
	for {
		switch inner := c.(type) {
		case *canvas:
			return inner
		case *draw.Canvas:
			c = inner.Canvas
		case draw.Canvas:
			c = inner.Canvas
		default:
			return nil
		}
	}
}

// lettering returns a text style of the house.
func lettering(size float64, p paint, x text.XAlignment, y text.YAlignment) text.Style {
	return text.Style{
		Color:   p,
		Font:    font.From(font.Font{Typeface: "Liberation", Variant: "Sans"}, vg.Length(size)),
		XAlign:  x,
		YAlign:  y,
		Handler: handler{text.Plain{Fonts: plot.DefaultTextHandler.Cache()}},
	}
}

// textWidth is the width of the widest line of s.
func textWidth(s string, sty text.Style) float64 { return float64(sty.Width(s)) }

// breakLines sets line breaks between words, so that no line is wider than
// the width if its words let it.
func breakLines(s string, sty text.Style, width float64) string {
	var lines []string
	for _, word := range strings.Fields(s) {
		if n := len(lines) - 1; n >= 0 && textWidth(lines[n]+" "+word, sty) <= width {
			lines[n] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return strings.Join(lines, "\n")
}

// lineCount is the number of lines of text with line breaks; 0 for no text.
func lineCount(s string) int {
	if s == "" {
		return 0
	}
	return 1 + strings.Count(s, "\n")
}
