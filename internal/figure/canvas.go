package figure

import (
	"errors"
	"fmt"
	"html"
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// A canvas is a [vg.Canvas] that writes SVG elements for a page. Its origin
// is at the lower left, as gonum's is; what it writes has it at the upper
// left. It knows what the house style uses: paths of lines and circles, and
// text. Anything else sets err.
type canvas struct {
	w, h  float64
	buf   strings.Builder
	pen   pen
	stack []pen
	err   error
}

// A pen is what the next stroke or fill looks like.
type pen struct {
	paint paint
	width float64
	dash  string // stroke-dasharray, or ""
	halo  bool   // text has the paper's colour around it
}

func newCanvas(w, h float64) *canvas {
	return &canvas{w: w, h: h, pen: pen{paint: ink, width: 1}}
}

// SetLineWidth sets the width of strokes.
func (c *canvas) SetLineWidth(w vg.Length) { c.pen.width = float64(w) }

// SetLineDash sets the lengths of dashes and gaps.
func (c *canvas) SetLineDash(lengths []vg.Length, _ vg.Length) {
	var s []string
	for _, l := range lengths {
		s = append(s, coordinate(float64(l)))
	}
	c.pen.dash = strings.Join(s, " ")
}

// SetColor sets the paint. Another kind of color.Color would be a fixed
// colour, which a dark page could not show.
func (c *canvas) SetColor(clr color.Color) {
	p, ok := clr.(paint)
	if !ok {
		c.fail("a fixed colour")
		return
	}
	c.pen.paint = p
}

// Push keeps the pen until the next Pop.
func (c *canvas) Push() { c.stack = append(c.stack, c.pen) }

// Pop takes back the pen of the last Push.
func (c *canvas) Pop() {
	if len(c.stack) == 0 {
		c.fail("Pop without Push")
		return
	}
	c.pen = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
}

// Stroke draws along a path. No width, no stroke: gonum draws its hidden
// lines this way.
func (c *canvas) Stroke(p vg.Path) {
	if c.pen.width <= 0 || len(p) == 0 {
		return
	}
	fmt.Fprintf(&c.buf, `<path d="%s" stroke="%s"`, c.path(p), c.pen.paint.css)
	c.opacity("stroke-opacity")
	if c.pen.width != 1 {
		fmt.Fprintf(&c.buf, ` stroke-width="%s"`, coordinate(c.pen.width))
	}
	if c.pen.dash != "" {
		fmt.Fprintf(&c.buf, ` stroke-dasharray="%s"`, c.pen.dash)
	}
	c.buf.WriteString("/>\n")
}

// Fill fills a path.
func (c *canvas) Fill(p vg.Path) {
	if len(p) == 0 {
		return
	}
	fmt.Fprintf(&c.buf, `<path d="%s" fill="%s"`, c.path(p), c.pen.paint.css)
	c.opacity("fill-opacity")
	c.buf.WriteString("/>\n")
}

// FillString draws text that starts at a point.
func (c *canvas) FillString(f font.Face, at vg.Point, s string) {
	c.text(at, "start", float64(f.Font.Size), s)
}

// text draws one line of text whose baseline starts, ends or has its middle
// at a point. The browser measures it, for it has the font.
func (c *canvas) text(at vg.Point, anchor string, size float64, s string) {
	x, y := c.place(at)
	fmt.Fprintf(&c.buf, `<text x="%s" y="%s"`, x, y)
	if anchor != "start" {
		fmt.Fprintf(&c.buf, ` text-anchor="%s"`, anchor)
	}
	if size != TextSize {
		fmt.Fprintf(&c.buf, ` font-size="%s"`, coordinate(size))
	}
	fmt.Fprintf(&c.buf, ` fill="%s"`, c.pen.paint.css)
	c.opacity("fill-opacity")
	if c.pen.halo {
		fmt.Fprintf(&c.buf, ` stroke="%s" stroke-width="6" paint-order="stroke"`, paper.css)
	}
	fmt.Fprintf(&c.buf, ">%s</text>\n", html.EscapeString(s))
}

func (c *canvas) opacity(attribute string) {
	if o := c.pen.paint.opacity; o != 1 {
		fmt.Fprintf(&c.buf, ` %s="%s"`, attribute, coordinate(o))
	}
}

// path writes path data, with H and V where a line is level or upright.
func (c *canvas) path(p vg.Path) string {
	var b strings.Builder
	var lastX, lastY string
	for _, step := range p {
		x, y := c.place(step.Pos)
		switch step.Type {
		case vg.MoveComp:
			b.WriteString("M" + x + " " + y)
		case vg.LineComp:
			switch {
			case x == lastX && y == lastY:
			case y == lastY:
				b.WriteString("H" + x)
			case x == lastX:
				b.WriteString("V" + y)
			default:
				b.WriteString("L" + x + " " + y)
			}
		case vg.ArcComp:
			if math.Abs(step.Angle) < 2*math.Pi {
				c.fail("an arc that is not a circle")
				return ""
			}
			// Two half circles: an arc cannot end where it starts.
			r := float64(step.Radius)
			b.WriteString("M" + coordinate(float64(step.Pos.X)-r) + " " + y)
			for _, dx := range []float64{2 * r, -2 * r} {
				fmt.Fprintf(&b, "a%s %s 0 1 0 %s 0", coordinate(r), coordinate(r), coordinate(dx))
			}
		case vg.CloseComp:
			b.WriteString("Z")
		default:
			c.fail("a Bézier curve")
			return ""
		}
		if step.Type != vg.CloseComp {
			lastX, lastY = x, y
		}
	}
	return b.String()
}

func (c *canvas) place(p vg.Point) (x, y string) {
	return coordinate(float64(p.X)), coordinate(c.h - float64(p.Y))
}

// coordinate writes a length with at most two decimals. A value on the edge
// between two roundings always goes up, also where the last bit of a sum is
// another on another processor.
func coordinate(v float64) string {
	v = math.Floor(float64(v*100)+0.5+1e-6) / 100
	return strconv.FormatFloat(v+0, 'f', -1, 64) // + 0: no −0
}

func (c *canvas) fail(what string) {
	if c.err == nil {
		c.err = errors.New("the drawing uses " + what + ", which the page's canvas does not know")
	}
}

// Rotate, Translate, Scale and DrawImage are not part of the style.

// Rotate sets the canvas's error.
func (c *canvas) Rotate(float64) { c.fail("a rotation") }

// Translate sets the canvas's error.
func (c *canvas) Translate(vg.Point) { c.fail("a translation") }

// Scale sets the canvas's error.
func (c *canvas) Scale(x, y float64) { c.fail("a scaling") }

// DrawImage sets the canvas's error.
func (c *canvas) DrawImage(vg.Rectangle, image.Image) { c.fail("an image") }
