package figure

import (
	"slices"

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

// drawBars draws bars that lie, from 0 at the left. A group's name stands
// over its bars, so that it may be long; the number stands at the bar's end,
// so that the zero line is all there is of an axis. The series are named once, at the first group.
func drawBars(c *canvas, b *notebook.Bars) {
	d := draw.NewCanvas(c, vg.Length(c.w), vg.Length(c.h))
	d.FillText(lettering(TextSize, soft, draw.XLeft, draw.YTop), vg.Point{X: margin, Y: vg.Length(c.h - 4)}, b.Label)

	largest, length := fullBar(b)
	top := c.h - barsTop
	for g, group := range b.Groups {
		d.FillText(lettering(TextSize, ink, draw.XLeft, draw.YTop), vg.Point{X: margin, Y: vg.Length(top)}, group.Name)
		y := top - TextSize - barRoom/2
		for i, v := range group.Values {
			share := 0.0
			if v > 0 {
				share = v / largest
			}
			bar := vg.Rectangle{
				Min: vg.Point{X: margin, Y: vg.Length(y - barHeight)},
				Max: vg.Point{X: vg.Length(margin + float64(share*length)), Y: vg.Length(y)},
			}
			d.SetColor(seriesLine(i))
			d.Fill(bar.Path())
			d.FillText(lettering(TickSize, seriesText(i), draw.XLeft, draw.YCenter),
				vg.Point{X: bar.Max.X + numberPad, Y: vg.Length(y - barHeight/2.0)}, barNumber(b, g, i))
			y -= barHeight + barGap
		}
		d.StrokeLine2(draw.LineStyle{Color: soft.at(0.55), Width: 1},
			margin, vg.Length(y), margin, vg.Length(top-TextSize-barRoom/2+barGap))
		top -= groupHeight(b)
	}
}

// fullBar is the largest number, and the length of its bar: as much as leaves
// room for the number at every bar's end.
func fullBar(b *notebook.Bars) (largest, length float64) {
	for _, group := range b.Groups {
		largest = max(largest, slices.Max(group.Values))
	}
	length = Width - 2*margin
	for g, group := range b.Groups {
		for i, v := range group.Values {
			width := textWidth(barNumber(b, g, i), lettering(TickSize, ink, draw.XLeft, draw.YCenter))
			if share := v / largest; share > 0 {
				length = min(length, max(Width-2*margin-numberPad-width, 1)/share)
			}
		}
	}
	return largest, length
}

// barNumber is what stands at the end of a bar.
func barNumber(b *notebook.Bars, group, series int) string {
	s := short(b.Groups[group].Values[series])
	if name := b.Series[series]; group == 0 && name != "" {
		s += " " + name
	}
	return s
}
