package figure

import (
	"image/color"
	"testing"

	"gonum.org/v1/plot/vg"
)

func TestCoordinate(t *testing.T) {
	tests := []struct {
		v    float64
		want string
	}{
		{0, "0"}, {-0.001, "0"}, {1.5, "1.5"}, {100, "100"}, {-2.346, "-2.35"},
		// Both sides of the edge go up: another machine may stand on either.
		{0.125, "0.13"}, {0.12499999999999999, "0.13"}, {0.1249, "0.12"},
	}
	for _, test := range tests {
		if have := coordinate(test.v); have != test.want {
			t.Errorf("coordinate(%v): have %s, want %s", test.v, have, test.want)
		}
	}
}

// The pen of a Push comes back with its Pop, the last first.
func TestPen(t *testing.T) {
	c := newCanvas(10, 10)
	for _, p := range []paint{ink, soft, line} {
		c.SetColor(p)
		c.Push()
	}
	for _, want := range []paint{line, soft, ink} {
		c.SetColor(paper)
		if c.Pop(); c.pen.paint != want {
			t.Errorf("have %v, want %v", c.pen.paint, want)
		}
	}
	if c.err != nil {
		t.Error(c.err)
	}
}

func TestCanvasRefuses(t *testing.T) {
	tests := []struct {
		do   func(c *canvas)
		what string
	}{
		{func(c *canvas) { c.SetColor(color.Black) }, "a fixed colour"},
		{func(c *canvas) { c.SetColor(nil) }, "a fixed colour"},
		{func(c *canvas) { c.Rotate(1) }, "a rotation"},
		{func(c *canvas) { c.Translate(vg.Point{}) }, "a translation"},
		{func(c *canvas) { c.Scale(1, 2) }, "a scaling"},
		{func(c *canvas) { c.DrawImage(vg.Rectangle{}, nil) }, "an image"},
		{func(c *canvas) { c.Pop() }, "Pop without Push"},
		{func(c *canvas) { c.Fill(vg.Path{{Type: vg.ArcComp, Radius: 1, Angle: 1}}) }, "an arc that is not a circle"},
		{func(c *canvas) { c.Stroke(vg.Path{{Type: vg.CurveComp}}) }, "a Bézier curve"},
	}
	for _, test := range tests {
		c := newCanvas(10, 10)
		test.do(c)
		want := "the drawing uses " + test.what + ", which the page's canvas does not know"
		if c.err == nil || c.err.Error() != want {
			t.Errorf("have %v\nwant %s", c.err, want)
		}
	}
}
