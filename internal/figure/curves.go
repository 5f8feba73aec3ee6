package figure

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"backprop/internal/notebook"
)

const (
	lineWidth = 1.8
	markSize  = 2.8 // radius
	padding   = 7   // between tick labels and the curves' area
)

// drawCurves draws lines and points over a pair of axes. There is no frame
// and no legend: a faint grid, the axes' names at their ends, and each
// curve's name at its right end. Curves of one name share a colour and are
// named once, so a line and its points are two curves.
func drawCurves(c *canvas, f *notebook.Figure) {
	p := plot.New()
	p.BackgroundColor = nil
	x, y := scalesOf(f)
	setAxis(&p.X, x, f.X.Log, draw.XCenter, draw.YTop)
	setAxis(&p.Y, y, f.Y.Log, draw.XRight, draw.YCenter)
	p.Add(newGrid(f, y))

	colours := coloursOf(f.Curves)
	for i, curve := range f.Curves {
		p.Add(newCurve(curve, colours[i]))
	}
	p.Add(newEndLabels(f.Curves, colours))

	const top, bottom = 30, 28 // room for the axes' names
	whole := draw.NewCanvas(c, Width, Height)
	area := draw.Crop(whole, 2, -2, bottom, -top)
	p.Draw(area)

	data := p.DataCanvas(area)
	name := lettering(TextSize, soft, draw.XLeft, draw.YTop)
	whole.FillText(name, vg.Point{X: 2, Y: Height - 4}, f.Y.Label)
	name.XAlign, name.YAlign = draw.XCenter, draw.YBottom
	whole.FillText(name, vg.Point{X: data.Center().X, Y: 6}, f.X.Label)
}

// scalesOf returns the scales that hold every point of the curves.
func scalesOf(f *notebook.Figure) (x, y scale) {
	lo := f.Curves[0]
	xlo, xhi, ylo, yhi := lo.X[0], lo.X[0], lo.Y[0], lo.Y[0]
	for _, c := range f.Curves {
		for i := range c.X {
			xlo, xhi = min(xlo, c.X[i]), max(xhi, c.X[i])
			ylo, yhi = min(ylo, c.Y[i]), max(yhi, c.Y[i])
		}
	}
	return newScale(f.X, xlo, xhi, false), newScale(f.Y, ylo, yhi, true)
}

func setAxis(a *plot.Axis, s scale, log bool, x draw.XAlignment, y draw.YAlignment) {
	a.Min, a.Max = s.lo, s.hi
	a.Tick.Marker = plot.ConstantTicks(s.ticks)
	a.Tick.Label = lettering(TickSize, soft, x, y)
	a.Tick.Width, a.Tick.Length, a.Width = 0, 0, 0
	a.Tick.Color, a.Color = line, line
	a.Label.TextStyle = lettering(TextSize, soft, x, y)
	a.Padding = padding
	if log {
		a.Scale = plot.LogScale{}
	}
}

// A grid is gonum's, with the zero line drawn a little stronger.
type grid struct {
	*plotter.Grid
	zero bool
}

func newGrid(f *notebook.Figure, y scale) grid {
	g := plotter.NewGrid()
	style := draw.LineStyle{Color: line, Width: 1}
	g.Horizontal, g.Vertical = style, draw.LineStyle{}
	if f.X.Log {
		g.Vertical = style
	}
	return grid{g, !f.Y.Log && y.lo <= 0 && 0 <= y.hi}
}

// Plot draws the grid.
func (g grid) Plot(c draw.Canvas, p *plot.Plot) {
	g.Grid.Plot(c, p)
	if g.zero {
		_, y := p.Transforms(&c)
		c.StrokeLine2(draw.LineStyle{Color: soft.at(0.55), Width: 1}, c.Min.X, y(0), c.Max.X, y(0))
	}
}

// coloursOf returns each curve's colour.
func coloursOf(curves []notebook.Curve) []hue {
	seen := make(map[string]int)
	var ways []notebook.Way
	for _, c := range curves {
		if _, ok := seen[c.Name]; !ok {
			seen[c.Name] = len(ways)
			ways = append(ways, c.Way)
		}
	}
	found := huesOf(ways)
	var colours []hue
	for _, c := range curves {
		colours = append(colours, found[seen[c.Name]])
	}
	return colours
}

func newCurve(c notebook.Curve, colour hue) plot.Plotter {
	xys := make(plotter.XYs, len(c.X))
	for i := range xys {
		xys[i] = plotter.XY{X: c.X[i], Y: c.Y[i]}
	}
	if c.Points || len(xys) == 1 {
		return &plotter.Scatter{XYs: xys, GlyphStyle: draw.GlyphStyle{
			Color: colour.line(), Radius: markSize, Shape: draw.CircleGlyph{},
		}}
	}
	l := &plotter.Line{XYs: xys, LineStyle: draw.LineStyle{Color: colour.line(), Width: lineWidth}}
	if c.Dashed {
		l.Dashes = []vg.Length{5, 4}
	}
	return l
}
