package figure

import (
	"image/color"

	"backprop/internal/notebook"
)

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
	cell = paint{"var(--forward,#c8752b)", 1}      // of a map
	full = paint{"var(--forward-full,#c8752b)", 1} // of a map, under a number

	paper = paint{"var(--paper,Canvas)", 1} // around text that stands on lines
)

// A hue is the colour of a curve or of a series of bars, as a CSS expression.
type hue string

// hues are the colours of what has a meaning in the book's language of colours.
var hues = map[notebook.Way]hue{
	notebook.WayForward:  "var(--forward,#c8752b)",
	notebook.WayBackward: "var(--backward,#3b6fb5)",
	notebook.WaySelected: "var(--ink,currentColor)",
}

// series are the colours of what has none, in their order; none of them is one
// of the language. From the sixth on they begin again: the names stand at the
// curves.
var series = [...]hue{
	"var(--series-1,#2a7d74)",
	"var(--series-2,#93558f)",
	"var(--series-3,#717a1c)",
	"var(--series-4,#b0486c)",
	"var(--series-5,#8c8577)",
}

// huesOf are the colours of things of these ways. The second that goes the same
// way has a lighter shade, so that their bars can be told apart.
func huesOf(ways []notebook.Way) []hue {
	var found []hue
	used := make(map[notebook.Way]int)
	for _, way := range ways {
		n := used[way]
		used[way]++
		h, known := hues[way]
		switch {
		case !known:
			h = series[n%len(series)]
		case n%2 == 1:
			h = "color-mix(in srgb," + h + " 55%,var(--paper,Canvas))"
		}
		found = append(found, h)
	}
	return found
}

// line is the colour of lines, marks and bars.
func (h hue) line() paint { return paint{string(h), 1} }

// text is the colour of names and numbers: the line's, taken towards the ink,
// because thin strokes need more contrast.
func (h hue) text() paint {
	return paint{"color-mix(in srgb," + string(h) + " 55%,var(--ink,currentColor))", 1}
}
