package figure

import (
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"backprop/internal/notebook"
)

// draw draws the maps of a layout. Zero has no tint. All maps of a figure
// share one scale, so that the same tint is the same size of number in each.
func (l *layout) draw(c *canvas) {
	d := draw.NewCanvas(c, vg.Length(l.width), vg.Length(l.height))
	scale := largestSize(l.maps)
	for i := range l.maps {
		b := l.blocks[i]
		b.drawLabels(&d, l)
		if b.m.Sparse {
			b.drawLattice(&d, l)
		}
		b.drawCells(&d, l, scale)
		if b.m.Picture {
			b.drawBorder(&d, l)
		}
		if b.m.Numbers && !b.m.Sparse {
			b.drawNumbers(&d, l)
		}
	}
}

// largestSize is the largest |value| in maps; 1 if all are zero.
func largestSize(maps []notebook.HeatMap) float64 {
	var size float64
	for _, m := range maps {
		for _, row := range m.Rows {
			for _, v := range row {
				size = max(size, math.Abs(v))
			}
		}
	}
	if size == 0 {
		return 1
	}
	return size
}

// tint is the paint of a value's cell. Under a number it is light enough to
// read ink on; in a pattern it is strong enough to see the smallest value.
func tint(v, scale float64, m *notebook.HeatMap) paint {
	if m.Picture {
		return ink.at(math.Ceil(max(v, 0)/scale*50-1e-9) / 50)
	}
	if v == 0 {
		return line.at(0.4)
	}
	p := pos
	if v < 0 {
		p = neg
	}
	from, to := 0.08, 1.0
	switch {
	case m.Sparse:
		from = 0.5
	case m.Numbers:
		to = 0.5
	}
	// Steps of a fiftieth: cells of one tint are one path.
	t := math.Ceil(math.Abs(v)/scale*50-1e-9) / 50
	return p.at(from + float64((to-from)*t))
}

// drawCells fills the cells, all of one tint in one path, the tints in the
// order of their first cell.
func (b *block) drawCells(d *draw.Canvas, l *layout, scale float64) {
	gap := 0.0
	switch {
	case b.m.Picture: // its cells touch
	case l.cellW >= 20:
		gap = 2
	case l.cellW >= 7:
		gap = 1
	case l.cellW >= 4:
		gap = 0.5
	}
	paths := make(map[paint]*vg.Path)
	var order []paint
	for i, row := range b.m.Rows {
		for j, v := range row {
			if b.m.Sparse && v == 0 {
				continue
			}
			p := tint(v, scale, b.m)
			if paths[p] == nil {
				paths[p] = new(vg.Path)
				order = append(order, p)
			}
			r := b.cell(l, i, j)
			r.Min.X += vg.Length(gap / 2)
			r.Min.Y += vg.Length(gap / 2)
			r.Max.X -= vg.Length(gap / 2)
			r.Max.Y -= vg.Length(gap / 2)
			*paths[p] = append(*paths[p], r.Path()...)
		}
	}
	for _, p := range order {
		d.SetColor(p)
		d.Fill(*paths[p])
	}
}

// drawLattice draws the border of a pattern, and its lines where the cells
// are large enough to leave them quiet.
func (b *block) drawLattice(d *draw.Canvas, l *layout) {
	box := vg.Rectangle{Min: b.cell(l, b.rows-1, 0).Min, Max: b.cell(l, 0, b.cols-1).Max}
	if l.cellW >= 7 {
		inner := draw.LineStyle{Color: line.at(0.7), Width: 0.5}
		for i := 1; i < b.rows; i++ {
			y := b.cell(l, i, 0).Max.Y
			d.StrokeLine2(inner, box.Min.X, y, box.Max.X, y)
		}
		for j := 1; j < b.cols; j++ {
			x := b.cell(l, 0, j).Min.X
			d.StrokeLine2(inner, x, box.Min.Y, x, box.Max.Y)
		}
	}
	b.drawBorder(d, l)
}

// drawBorder draws the border of a map.
func (b *block) drawBorder(d *draw.Canvas, l *layout) {
	box := vg.Rectangle{Min: b.cell(l, b.rows-1, 0).Min, Max: b.cell(l, 0, b.cols-1).Max}
	d.SetLineStyle(draw.LineStyle{Color: soft.at(0.5), Width: 0.8})
	d.Stroke(box.Path())
}

// drawNumbers writes the numbers into the cells.
func (b *block) drawNumbers(d *draw.Canvas, l *layout) {
	for i, row := range b.m.Rows {
		for j, v := range row {
			r := b.cell(l, i, j)
			style := lettering(NumberSize, ink, draw.XCenter, draw.YCenter)
			if v == 0 {
				style.Color = soft
			}
			d.FillText(style, vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2}, notebook.Num(v))
		}
	}
}

// drawLabels writes the map's name, and the names of its rows and columns:
// every one, or every so many where they would touch.
func (b *block) drawLabels(d *draw.Canvas, l *layout) {
	first, last := b.cell(l, 0, 0), b.cell(l, 0, b.cols-1)
	d.FillText(lettering(TextSize, ink, draw.XCenter, draw.YTop),
		vg.Point{X: (first.Min.X + last.Max.X) / 2, Y: vg.Length(l.height - b.y)}, b.name)
	for j := 0; j < len(b.colName); j += b.colEvery {
		r := b.cell(l, 0, j)
		d.FillText(lettering(TickSize, soft, draw.XCenter, draw.YBottom),
			vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: r.Max.Y + labelPad}, b.colName[j])
	}
	for i := 0; i < len(b.rowName); i += b.rowEvery {
		r := b.cell(l, i, 0)
		d.FillText(lettering(TickSize, soft, draw.XRight, draw.YCenter),
			vg.Point{X: r.Min.X - labelPad, Y: (r.Min.Y + r.Max.Y) / 2}, b.rowName[i])
	}
}
