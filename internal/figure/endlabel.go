package figure

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"backprop/internal/notebook"
)

// An endLabel is a curve's name beside the curve's right end.
type endLabel struct {
	x, y   float64 // the curve's end
	name   string  // with line breaks
	colour hue
}

// endLabels is a plotter that names curves. Names at the right of the area that
// would touch are moved apart; the name of a curve that ends inside it looks for
// a place where no curve runs. A moved name keeps a thin line to its curve.
type endLabels struct {
	labels []endLabel
	curves []notebook.Curve
}

const (
	labelRoom  = 105 // the widest name before it is broken into lines
	labelGap   = 11  // from a curve's end to its name
	labelSpace = 4   // between names
)

func labelStyle(colour hue) text.Style {
	return lettering(TextSize, colour.text(), draw.XLeft, draw.YCenter)
}

// newEndLabels returns one label for each name of a curve.
func newEndLabels(curves []notebook.Curve, colours []hue) endLabels {
	l := endLabels{curves: curves}
	named := map[string]bool{"": true}
	for i, c := range curves {
		if named[c.Name] {
			continue
		}
		named[c.Name] = true
		end := 0
		for j := range c.X {
			if c.X[j] >= c.X[end] {
				end = j
			}
		}
		name := breakLines(c.Name, labelStyle(""), labelRoom)
		l.labels = append(l.labels, endLabel{c.X[end], c.Y[end], name, colours[i]})
	}
	return l
}

// GlyphBoxes asks the plot for room at the right of the curves.
func (l endLabels) GlyphBoxes(p *plot.Plot) []plot.GlyphBox {
	var boxes []plot.GlyphBox
	for _, e := range l.labels {
		boxes = append(boxes, plot.GlyphBox{X: p.X.Norm(e.x), Y: p.Y.Norm(e.y), Rectangle: vg.Rectangle{
			Max: vg.Point{X: labelGap + labelStyle("").Width(e.name)},
		}})
	}
	return boxes
}

// Plot draws the names.
func (l endLabels) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	var outside, inside []endLabel
	for _, e := range l.labels {
		if x(e.x)+labelGap < c.Max.X {
			inside = append(inside, e)
		} else {
			outside = append(outside, e)
		}
	}
	at := make([]span, len(outside))
	for i, e := range outside {
		at[i] = span{float64(y(e.y)), e.height()}
	}
	// The room is higher than the curves' area, but not so much that a name
	// touches the axis' last number.
	const above, below = (TextSize*lineStep + labelSpace) / 2, TextSize * 0.6
	field := fieldOf(c, p, l.curves)
	for i, middle := range spread(at, float64(c.Min.Y)-below, float64(c.Max.Y)+above) {
		e := outside[i]
		end := vg.Point{X: x(e.x), Y: y(e.y)}
		place := vg.Point{X: end.X + labelGap, Y: vg.Length(middle)}
		e.draw(c, end, place)
		field.names = append(field.names, e.box(place))
	}
	for _, e := range inside {
		end := vg.Point{X: x(e.x), Y: y(e.y)}
		place := field.place(end, e.box)
		page := pageOf(c) // the name stands on the grid
		page.pen.halo = true
		e.draw(c, end, place)
		page.pen.halo = false
	}
}

// height is the room that a name needs.
func (e endLabel) height() float64 {
	return TextSize*lineStep*float64(lineCount(e.name)) + labelSpace
}

// box is what the name covers where its left end is at a place.
func (e endLabel) box(at vg.Point) vg.Rectangle {
	half := vg.Length(e.height()-labelSpace) / 2
	return vg.Rectangle{
		Min: vg.Point{X: at.X, Y: at.Y - half},
		Max: vg.Point{X: at.X + labelStyle("").Width(e.name), Y: at.Y + half},
	}
}

// draw writes the name, whose left end is at a place, with a thin line to the
// curve's end where it does not stand beside it.
func (e endLabel) draw(c draw.Canvas, end, place vg.Point) {
	if d := place.Y - end.Y; d > 3 || d < -3 {
		near := end.X + labelGap - 3
		if place.X < end.X {
			near = end.X - labelGap + 3
		}
		c.StrokeLine2(draw.LineStyle{Color: e.colour.line().at(0.6), Width: 0.8}, end.X+(near-end.X)/4, end.Y, near, place.Y)
	}
	c.FillText(labelStyle(e.colour), place, e.name)
}

// A span is a stretch of a line: where its middle wants to be, and its length.
type span struct{ middle, length float64 }

// spread returns middles near the wanted ones, in their order, for which no
// two spans overlap and all lie between lo and hi, if they fit there.
func spread(spans []span, lo, hi float64) []float64 {
	order := make([]int, len(spans))
	for i := range order {
		order[i] = i
	}
	// Of two curves that end at one point, the earlier one is named above.
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(spans[i].middle, spans[j].middle), cmp.Compare(j, i))
	})

	// Spans that touch form a block, which stands where its members want to be
	// on average: the way of pooling adjacent violators.
	type block struct {
		want, length float64 // want is the mean wanted lower end
		n            int
	}
	var blocks []block
	for _, i := range order {
		b := block{spans[i].middle - spans[i].length/2, spans[i].length, 1}
		for len(blocks) > 0 {
			below := blocks[len(blocks)-1]
			if below.want+below.length <= b.want {
				break
			}
			n := float64(below.n + b.n)
			b.want = (float64(below.want*float64(below.n)) + float64((b.want-below.length)*float64(b.n))) / n
			b.length += below.length
			b.n += below.n
			blocks = blocks[:len(blocks)-1]
		}
		blocks = append(blocks, b)
	}

	// Then the blocks are pushed inside, from the top and from the bottom.
	limit := hi
	for k := len(blocks) - 1; k >= 0; k-- {
		blocks[k].want = min(blocks[k].want, limit-blocks[k].length)
		limit = blocks[k].want
	}
	limit = lo
	for k := range blocks {
		blocks[k].want = max(blocks[k].want, limit)
		limit = blocks[k].want + blocks[k].length
	}

	middles := make([]float64, len(spans))
	k := 0
	for _, b := range blocks {
		end := b.want
		for range b.n {
			i := order[k]
			middles[i] = end + spans[i].length/2
			end += spans[i].length
			k++
		}
	}
	return middles
}
