package figure

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"backprop/internal/notebook"
)

// A field is what a name inside the curves' area must keep away from: the lines
// and marks of all curves, and the names that are placed.
type field struct {
	room  vg.Rectangle
	lines [][2]vg.Point
	names []vg.Rectangle
}

// fieldOf is the field of curves.
func fieldOf(c draw.Canvas, p *plot.Plot, curves []notebook.Curve) *field {
	x, y := p.Transforms(&c)
	f := &field{room: c.Rectangle}
	f.room.Max.X = max(f.room.Max.X, Width-margin)
	for _, curve := range curves {
		var last vg.Point
		for i := range curve.X {
			at := vg.Point{X: x(curve.X[i]), Y: y(curve.Y[i])}
			if i == 0 || curve.Points {
				last = at
			}
			f.lines = append(f.lines, [2]vg.Point{last, at})
			last = at
		}
	}
	return f
}

const (
	nearest   = 5 // what a name keeps free around it
	nameStep  = 4 // from one place that is tried to the next
	nameSteps = 20
)

// place looks for a free place for a name near the end of its curve: to the
// right of it or to the left, level with it or a little higher or lower. box is
// what the name covers where its left end is at a place. Where nothing is free,
// the name stands to the right.
func (f *field) place(end vg.Point, box func(vg.Point) vg.Rectangle) vg.Point {
	right := vg.Point{X: end.X + labelGap, Y: end.Y}
	left := vg.Point{X: end.X - labelGap - box(right).Size().X, Y: end.Y}
	for step := range nameSteps {
		for _, up := range []vg.Length{1, -1} {
			for _, at := range []vg.Point{right, left} {
				at.Y += up * vg.Length(step*nameStep)
				if b := box(at); f.holds(b) {
					f.names = append(f.names, b)
					return at
				}
			}
		}
	}
	return right
}

// holds reports whether a box lies in the room and touches nothing.
func (f *field) holds(box vg.Rectangle) bool {
	if box.Min.X < f.room.Min.X || box.Max.X > f.room.Max.X || box.Min.Y < f.room.Min.Y || box.Max.Y > f.room.Max.Y {
		return false
	}
	box = vg.Rectangle{Min: vg.Point{X: box.Min.X - nearest, Y: box.Min.Y - nearest}, Max: vg.Point{X: box.Max.X + nearest, Y: box.Max.Y + nearest}}
	for _, l := range f.lines {
		if crosses(box, l[0], l[1]) {
			return false
		}
	}
	for _, n := range f.names {
		if n.Min.X < box.Max.X && box.Min.X < n.Max.X && n.Min.Y < box.Max.Y && box.Min.Y < n.Max.Y {
			return false
		}
	}
	return true
}

// crosses reports whether the line from a to b has a point in a box: what is
// left of it after each side has cut off what lies beyond.
func crosses(box vg.Rectangle, a, b vg.Point) bool {
	from, to := 0.0, 1.0
	d := vg.Point{X: b.X - a.X, Y: b.Y - a.Y}
	for _, side := range [][2]vg.Length{ // how fast the line leaves, and how far it may go
		{-d.X, a.X - box.Min.X}, {d.X, box.Max.X - a.X},
		{-d.Y, a.Y - box.Min.Y}, {d.Y, box.Max.Y - a.Y},
	} {
		speed, room := float64(side[0]), float64(side[1])
		switch {
		case speed == 0 && room < 0:
			return false
		case speed < 0:
			from = max(from, room/speed)
		case speed > 0:
			to = min(to, room/speed)
		}
	}
	return from <= to
}
