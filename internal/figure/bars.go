package figure

import (
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"backprop/internal/notebook"
)

const (
	barHeight = 13
	barGap    = 3  // between the bars of a group
	barRoom   = 7  // around the bars of a group
	numberPad = 6  // from a bar's end to its number
	barsTop   = 26 // room for what is measured
)

// groupHeight is the height of a group's name, its bars and the room under
// them.
func groupHeight(b *notebook.Bars) float64 {
	return TextSize + barRoom + float64(len(b.Series))*(barHeight+barGap) + barRoom
}

// barsHeight is the height of a figure of bars.
func barsHeight(b *notebook.Bars) float64 {
	return barsTop + float64(float64(len(b.Groups))*groupHeight(b)) + margin
}

// drawBars draws bars that lie, from the zero line to the right, or to the left
// for numbers below 0. A group's name stands over its bars, so that it may be
// long; the number stands at the bar's end, so that the zero line is all there
// is of an axis. The series are named once, at the first group.
func drawBars(c *canvas, b *notebook.Bars) {
	d := draw.NewCanvas(c, vg.Length(c.w), vg.Length(c.h))
	d.FillText(lettering(TextSize, soft, draw.XLeft, draw.YTop), vg.Point{X: margin, Y: vg.Length(c.h - 4)}, b.Label)

	largest, length, zero := fullBar(b)
	ways := make([]notebook.Way, len(b.Series))
	copy(ways, b.Ways)
	colours := huesOf(ways)
	top := c.h - barsTop
	for g, group := range b.Groups {
		d.FillText(lettering(TextSize, ink, draw.XLeft, draw.YTop), vg.Point{X: margin, Y: vg.Length(top)}, group.Name)
		y := top - TextSize - barRoom/2
		for i, v := range group.Values {
			share := 0.0
			if v != 0 {
				share = v / largest
			}
			end := zero + float64(share*length)
			bar := vg.Rectangle{
				Min: vg.Point{X: vg.Length(min(zero, end)), Y: vg.Length(y - barHeight)},
				Max: vg.Point{X: vg.Length(max(zero, end)), Y: vg.Length(y)},
			}
			d.SetColor(colours[i].line())
			d.Fill(bar.Path())
			side, at := draw.XLeft, end+numberPad
			if v < 0 {
				side, at = draw.XRight, end-numberPad
			}
			d.FillText(lettering(TickSize, colours[i].text(), side, draw.YCenter),
				vg.Point{X: vg.Length(at), Y: vg.Length(y - barHeight/2.0)}, barNumber(b, g, i))
			y -= barHeight + barGap
		}
		d.StrokeLine2(draw.LineStyle{Color: soft.at(0.55), Width: 1},
			vg.Length(zero), vg.Length(y), vg.Length(zero), vg.Length(top-TextSize-barRoom/2+barGap))
		top -= groupHeight(b)
	}
}

// fullBar is the size of the largest number, the length of its bar, which is
// as much as leaves room for the number at every bar's end, and where the zero
// line stands.
func fullBar(b *notebook.Bars) (largest, length, zero float64) {
	for _, group := range b.Groups {
		for _, v := range group.Values {
			largest = max(largest, math.Abs(v))
		}
	}
	// A bar reaches as far as a part of length, and room for its number.
	type reach struct{ share, room float64 }
	left, right := []reach{{}}, []reach{{}}
	for g, group := range b.Groups {
		for i, v := range group.Values {
			room := numberPad + textWidth(barNumber(b, g, i), lettering(TickSize, ink, draw.XLeft, draw.YCenter))
			switch share := math.Abs(v) / largest; {
			case v < 0:
				left = append(left, reach{share, room})
			case v > 0:
				right = append(right, reach{share, room})
			}
		}
	}
	length = Width - 2*margin
	for _, l := range left {
		for _, r := range right {
			if share := l.share + r.share; share > 0 {
				length = min(length, max(Width-2*margin-l.room-r.room, 1)/share)
			}
		}
	}
	for _, l := range left { // the first of which has no length
		zero = max(zero, margin+float64(l.share*length)+l.room)
	}
	return largest, length, zero
}

// barNumber is what stands at the end of a bar.
func barNumber(b *notebook.Bars, group, series int) string {
	s := short(b.Groups[group].Values[series])
	if name := b.Series[series]; group == 0 && name != "" {
		s = name + ": " + s
	}
	return s
}
