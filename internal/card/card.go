// Package card draws the picture that sites show with a link to the book.
package card

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-fonts/latin-modern/lmmath"
	"github.com/go-fonts/latin-modern/lmroman10bold"
	"github.com/go-fonts/latin-modern/lmroman10regular"
	"github.com/go-fonts/latin-modern/lmsans10regular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"backprop/internal/cnn"
)

// The size of a card, in pixels, as the sites that show a link expect it.
const (
	Width  = 1200
	Height = 630
)

// PNG is the picture that goes with a link to the book: its title, and
// under it the network's maps, forward from the image to the pooled map and
// backward to the kernel. Letters are drawn by a rasteriser in floating point:
// another machine may give other bytes.
//
// A map that is too large for its place is an error.
func PNG(title, subtitle string, c *cnn.Classic) ([]byte, error) {
	p := &card{RGBA: image.NewRGBA(image.Rect(0, 0, Width, Height)), faces: map[faceKey]font.Face{}}
	p.fill(p.Rect, paper)
	p.text(title, serifBold, 66, margin, 108, ink)
	p.text(subtitle, serif, 31, margin, 160, soft)
	p.lanes(c)
	if p.err != nil {
		return nil, p.err
	}
	var b bytes.Buffer
	err := png.Encode(&b, p)
	return b.Bytes(), err
}

// The colours of the light page.
var (
	paper = color.RGBA{0xfd, 0xfc, 0xf9, 0xff}
	ink   = color.RGBA{0x22, 0x20, 0x1c, 0xff}
	soft  = color.RGBA{0x65, 0x5f, 0x55, 0xff}
	line  = color.RGBA{0xde, 0xd8, 0xcb, 0xff}
	pos   = color.RGBA{0xc8, 0x75, 0x2b, 0xff}
	neg   = color.RGBA{0x3b, 0x6f, 0xb5, 0xff}
)

// The fonts, and where things stand.
var (
	serif     = lmroman10regular.TTF
	serifBold = lmroman10bold.TTF
	sans      = lmsans10regular.TTF
	signs     = lmmath.TTF
)

const (
	margin      = 64
	laneTop     = 236 // of the cells of the first lane
	signHeight  = 14  // from the cells up to the baseline of their sign
	betweenRows = 58
	largestCell = 40
	leastGap    = 64 // between two maps, for an operator or an arrow
)

// A card is one that is being drawn. It keeps the first error.
type card struct {
	*image.RGBA
	faces map[faceKey]font.Face
	err   error
}

type faceKey struct {
	name *byte
	size float64
}

func (p *card) face(data []byte, size float64) font.Face {
	key := faceKey{&data[0], size}
	if f, ok := p.faces[key]; ok {
		return f
	}
	parsed, err := opentype.Parse(data)
	if err == nil {
		p.faces[key], err = opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	}
	if p.err = errors.Join(p.err, err); err != nil {
		return nil
	}
	return p.faces[key]
}

func (p *card) fill(r image.Rectangle, c color.Color) {
	draw.Draw(p, r, image.NewUniform(c), image.Point{}, draw.Over)
}

// text writes a line from its left end on the baseline.
func (p *card) text(s string, data []byte, size float64, x, y int, c color.Color) {
	face := p.face(data, size)
	if face == nil {
		return
	}
	d := font.Drawer{Dst: p, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(s)
}

// centred writes a line around a point of its baseline.
func (p *card) centred(s string, data []byte, size float64, x, y int, c color.Color) {
	if face := p.face(data, size); face != nil {
		p.text(s, data, size, x-font.MeasureString(face, s).Round()/2, y, c)
	}
}

// lanes draws the maps: forward above, and under each its gradient.
func (p *card) lanes(c *cnn.Classic) {
	forward := []cnn.Quantity{c.X, c.K, c.Z, c.A, c.P}
	backward := []*cnn.Quantity{nil, &c.DK, &c.DZ, &c.DA, &c.DP}
	names := []string{"𝑋", "𝐾", "𝑍", "𝐴", "𝑃"}
	across, down, under := 0, 0, 0
	for i, q := range forward {
		shape := q.Tensor.Shape.Plain()
		across += shape[1]
		down = max(down, shape[0])
		if backward[i] != nil {
			under = max(under, shape[0])
		}
	}
	room := Width - 2*margin - leastGap*(len(forward)-1)
	cell := min(largestCell, room/across, (Height-laneTop-betweenRows-30)/(down+under))
	if cell < 4 {
		p.err = errors.Join(p.err, errors.New("the maps of the network are too large for a card"))
		return
	}
	gap := (Width - 2*margin - cell*across) / (len(forward) - 1)
	second := laneTop + down*cell + betweenRows
	middle, middleUnder := laneTop+down*cell/2, second+under*cell/2
	x := margin
	for i, q := range forward {
		shape := q.Tensor.Shape.Plain()
		wide := cell * shape[1]
		if i == 1 {
			p.centred("⋆", signs, 34, x-gap/2, middle+11, soft)
		} else if i > 1 {
			p.arrow(x-gap+12, x-12, middle, pos)
		}
		p.grid(q, names[i], cell, x, middle-cell*shape[0]/2)
		if g := backward[i]; g != nil {
			if i > 1 {
				p.arrow(x-12, x-gap+12, middleUnder, neg)
			}
			p.grid(*g, "𝜕𝐿/𝜕"+names[i], cell, x, middleUnder-cell*shape[0]/2)
		}
		x += wide + gap
	}
	p.text("forward", sans, 21, margin, second+26, pos)
	p.text("backward", sans, 21, margin, second+56, neg)
}

// arrow draws an arrow from one place to another on the same height.
func (p *card) arrow(from, to, y int, c color.Color) {
	head, step := 13, 1
	if to < from {
		step = -1
	}
	for x := from; x != to; x += step {
		half := 2
		if left := (to - x) * step; left <= head {
			half = left * 9 / head
		}
		p.fill(image.Rect(x, y-half, x+1, y+half+1), c)
	}
}

// grid draws a map with its sign above it.
func (p *card) grid(q cnn.Quantity, name string, cell, x, y int) {
	shape := q.Tensor.Shape.Plain()
	largest := 0.0
	for _, v := range q.Tensor.Data {
		largest = max(largest, math.Abs(v))
	}
	p.centred(name, signs, 25, x+cell*shape[1]/2, y-signHeight, ink)
	for at, v := range q.Tensor.Data {
		left, top := x+cell*(at%shape[1]), y+cell*(at/shape[1])
		tint, strength := line, 0.3
		if v != 0 {
			tint = pos
			if v < 0 {
				tint = neg
			}
			strength = 0.1 + 0.5*math.Abs(v)/largest
		}
		p.fill(image.Rect(left+1, top+1, left+cell-1, top+cell-1), mixed(paper, tint, strength))
		if cell >= 32 {
			number, size := short(v), 14.5
			if utf8.RuneCountInString(number) > 4 {
				size = 12
			}
			p.centred(number, sans, size, left+cell/2, top+cell/2+5, ink)
		}
	}
}

// mixed is a colour on its way to another, from 0 to 1.
func mixed(a, b color.RGBA, t float64) color.RGBA {
	mix := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + float64(t*(float64(y)-float64(x))))) }
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xff}
}

// short writes a number with two decimals at most: there is no room for more.
func short(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return strings.Replace(s, "-", "−", 1)
}
