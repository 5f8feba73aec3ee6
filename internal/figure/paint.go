package figure

import "image/color"

// A paint is a colour that the page decides on: a CSS colour expression and
// an opacity from 0 to 1. It travels through gonum/plot as a [color.Color]
// and is written as it is by our canvas.
type paint struct {
	css     string
	opacity float64
}

// RGBA makes a paint a color.Color. The value is that of a middle grey: the
// true one is known to the page alone.
func (p paint) RGBA() (r, g, b, a uint32) {
	return color.Gray{Y: 128}.RGBA()
}

// at returns the same paint with another opacity.
func (p paint) at(opacity float64) paint {
	p.opacity = opacity
	return p
}

// The palette. A fallback has to do on light and on dark paper, for a page
// that does not set the variable.
var (
	ink  = paint{"var(--ink,currentColor)", 1}
	soft = paint{"var(--soft,currentColor)", 1}
	line = paint{"var(--line,#8886)", 1}
	pos  = paint{"var(--pos,#c8752b)", 1}
	neg  = paint{"var(--neg,#3b6fb5)", 1}

	paper = paint{"var(--paper,Canvas)", 1} // around text that stands on lines
)

// series are the colours of the curves, in their order. From the sixth curve
// on they begin again: the names stand at the curves.
var series = [...]string{
	"var(--series-1,var(--neg,#3b6fb5))",
	"var(--series-2,var(--pos,#c8752b))",
	"var(--series-3,#4f9170)",
	"var(--series-4,#a2679f)",
	"var(--series-5,#8c8577)",
}

// seriesLine is the colour of curve i's line and marks.
func seriesLine(i int) paint {
	return paint{series[i%len(series)], 1}
}

// seriesText is the colour of curve i's name: the line's, taken towards the
// ink, for thin strokes of text need more contrast than a line.
func seriesText(i int) paint {
	return paint{"color-mix(in srgb," + series[i%len(series)] + " 65%,var(--ink,currentColor))", 1}
}
