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
		b.drawSigns(&d, l)
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
	p, from, to := cell, 0.08, 1.0
	switch {
	case m.Sparse:
		from = 0.4
	case m.Numbers: // as in the page's own tables
		p, from, to = full, 0.06, 0.98
	}
	// Steps of a fiftieth: cells of one tint are one path.
	t := math.Ceil(math.Abs(v)/scale*50-1e-9) / 50
	return p.at(from + float64((to-from)*t))
}

// gap is the room between cells.
func (l *layout) gap() float64 {
	switch {
	case l.cellW >= 20:
		return 2
	case l.cellW >= 7:
		return 1
	case l.cellW >= 4:
		return 0.5
	}
	return 0
}

// drawCells fills the cells, all of one tint in one path, the tints in the
// order of their first cell.
func (b *block) drawCells(d *draw.Canvas, l *layout, scale float64) {
	gap := l.gap()
	if b.m.Picture { // its cells touch
		gap = 0
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

// drawSigns underlines what is negative, as the page's own tables do, with a bar
// that lies in the cell: in ink where the cell's colour may be as strong.
func (b *block) drawSigns(d *draw.Canvas, l *layout) {
	if b.m.Picture {
		return
	}
	var path vg.Path
	high := vg.Length(min(max(l.cellH*0.1, 1), 2.2))
	gap := vg.Length(l.gap() / 2)
	for i, row := range b.m.Rows {
		for j, v := range row {
			if v >= 0 {
				continue
			}
			r := b.cell(l, i, j)
			r.Min.X, r.Min.Y, r.Max.X = r.Min.X+gap, r.Min.Y+gap, r.Max.X-gap
			r.Max.Y = r.Min.Y + high
			path = append(path, r.Path()...)
		}
	}
	d.SetColor(ink)
	if b.m.Numbers {
		d.SetColor(cell)
	}
	d.Fill(path)
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
