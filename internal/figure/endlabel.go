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
	colour int
}

// endLabels is a plotter that names curves. Names that would touch are moved
// apart, and a moved name keeps a thin line to its curve.
type endLabels []endLabel

const (
	labelRoom  = 105 // the widest name before it is broken into lines
	labelGap   = 11  // from a curve's end to its name
	labelSpace = 4   // between names
)

func labelStyle(colour int) text.Style {
	return lettering(TextSize, seriesText(colour), draw.XLeft, draw.YCenter)
}

// endsOf returns one label for each name of a curve.
func endsOf(curves []notebook.Curve, colours []int) []endLabel {
	var labels []endLabel
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
		name := breakLines(c.Name, labelStyle(0), labelRoom)
		labels = append(labels, endLabel{c.X[end], c.Y[end], name, colours[i]})
	}
	return labels
}

// GlyphBoxes asks the plot for room at the right of the curves.
func (l endLabels) GlyphBoxes(p *plot.Plot) []plot.GlyphBox {
	var boxes []plot.GlyphBox
	for _, e := range l {
		boxes = append(boxes, plot.GlyphBox{X: p.X.Norm(e.x), Y: p.Y.Norm(e.y), Rectangle: vg.Rectangle{
			Max: vg.Point{X: labelGap + labelStyle(0).Width(e.name)},
		}})
	}
	return boxes
}

// Plot draws the names.
func (l endLabels) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	at := make([]span, len(l))
	for i, e := range l {
		at[i] = span{float64(y(e.y)), TextSize*lineStep*float64(lineCount(e.name)) + labelSpace}
	}
	// The upper end of the room is a little above the curves' area.
	middles := spread(at, float64(c.Min.Y)-TextSize/2, float64(c.Max.Y)+TextSize/2)
	for i, e := range l {
		end, middle := vg.Point{X: x(e.x), Y: y(e.y)}, vg.Length(middles[i])
		if d := middle - end.Y; d > 3 || d < -3 {
			c.StrokeLine2(draw.LineStyle{Color: seriesLine(e.colour).at(0.6), Width: 0.8},
				end.X+2, end.Y, end.X+labelGap-3, middle)
		}
		// The name of a curve that ends early stands on the grid.
		page := pageOf(c)
		page.pen.halo = end.X+labelGap < c.Max.X
		c.FillText(labelStyle(e.colour), vg.Point{X: end.X + labelGap, Y: middle}, e.name)
		page.pen.halo = false
	}
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
