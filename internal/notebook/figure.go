package notebook

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"backprop/internal/cnn"
)

// A Figure is data to look at. The notebook does not draw: a page's renderer
// does, and a terminal gets the table of what would be plotted.
type Figure struct {
	Title   string // plain text: the figure's name for a screen reader
	Caption string // Markdown: what to see in it

	// Either curves over a common pair of axes …
	X, Y   Axis
	Curves []Curve `json:",omitempty"`

	// … or maps of numbers as coloured squares, side by side …
	Maps []HeatMap `json:",omitempty"`

	// … or numbers as bars.
	Bars *Bars `json:",omitempty"`
}

// An Axis has a label, and a scale that is linear or logarithmic.
type Axis struct {
	Label string // plain text with Unicode signs
	Log   bool
	// Ticks are the values that are labelled; empty: the renderer chooses.
	Ticks []float64 `json:",omitempty"`
}

// A Way is one of the words of the book's language of colours, for what has
// one: the numbers of the forward pass, gradients, and what is selected. What
// has none gets a colour that means nothing.
type Way string

// The ways.
const (
	WayForward  Way = "forward"
	WayBackward Way = "backward"
	WaySelected Way = "selected"
)

// A Curve is a list of points, joined by a line or not.
type Curve struct {
	Name string // plain text; stands beside the curve
	Way  Way    `json:",omitempty"`
	X, Y []float64
	// Exact is what the values are where their float64 does not tell, see
	// cnn.Quantity.Exact. Either empty or one for each, most of them "".
	Exact  []string `json:",omitempty"`
	Points bool     // marks without a line
	Dashed bool
}

// Told is what is said beside the float64 of a value.
func (c Curve) Told(at int) string {
	if at < len(c.Exact) {
		return c.Exact[at]
	}
	return ""
}

// Add adds a point.
func (c *Curve) Add(x float64, y cnn.Real) {
	c.X, c.Y, c.Exact = append(c.X, x), append(c.Y, y.Float()), append(c.Exact, y.Exact())
}

// A HeatMap is a matrix whose cells are tinted by size, and underlined where
// they are negative.
type HeatMap struct {
	Name string // plain text
	Rows [][]float64
	// Exact is what the cells are where their float64 does not tell, see
	// cnn.Quantity.Exact. Either empty or one for each cell, most of them "".
	Exact   [][]string `json:",omitempty"`
	RowName []string   `json:",omitempty"` // labels of rows and columns; empty: their indices
	ColName []string   `json:",omitempty"`
	Numbers bool       // write each cell's number into it
	Sparse  bool       // a pattern: only non-zero cells are drawn, no numbers (a Jacobian)
	// Picture shows the matrix as an image: from paper for 0 and less to ink
	// for the largest, without indices.
	Picture bool `json:",omitempty"`
}

// Rows of a figure's table: more of them are thinned.
const (
	textRows = 16
	pageRows = 200
)

// Kind is "figure".
func (*Figure) Kind() string { return "figure" }

// Text is the title, the caption and the tables of what would be plotted. Of
// a long table some rows are left out, and it says so.
func (f *Figure) Text(width int) string {
	parts := []string{strings.Join(wrap("Figure: "+f.Title, width), "\n")}
	if f.Caption != "" {
		parts[0] += "\n" + textOf(f.Caption, width)
	}
	for _, d := range f.data(textRows) {
		for _, part := range d.parts(width) {
			parts = append(parts, part.text(width))
		}
	}
	for _, m := range f.Maps {
		if m.Sparse {
			parts = append(parts, m.pattern(width))
		}
	}
	return strings.Join(parts, "\n\n")
}

// Tables are the numbers of the figure for a page; their cells are plain text. Of
// a very long table some rows are left out, and its caption says so.
func (f *Figure) Tables() []*Table {
	var tables []*Table
	for _, d := range f.data(pageRows) {
		tables = append(tables, d.table())
	}
	for _, m := range f.Maps {
		if m.Sparse {
			tables = append(tables, m.pairs().table())
		}
	}
	return tables
}

// data are the tables of what is plotted, except for the sparse maps, with at
// most so many rows each.
func (f *Figure) data(most int) []figureData {
	var tables []figureData
	for i := 0; i < len(f.Curves); {
		n := 1
		for i+n < len(f.Curves) && sameNumbers(f.Curves[i].X, f.Curves[i+n].X) {
			n++
		}
		tables = append(tables, f.curveData(f.Curves[i:i+n], most))
		i += n
	}
	if f.Bars != nil {
		tables = append(tables, f.Bars.data())
	}
	for _, m := range f.Maps {
		if !m.Sparse {
			tables = append(tables, m.data(most))
		}
	}
	return tables
}

// curveData is the table of curves over the same places.
func (f *Figure) curveData(curves []Curve, most int) figureData {
	d := figureData{columns: []string{label(f.X.Label, "x")}}
	for _, c := range curves {
		d.columns = append(d.columns, label(c.Name, label(f.Y.Label, "y")))
	}
	if y := f.Y.Label; y != "" && (len(curves) > 1 || curves[0].Name != "" && curves[0].Name != y) {
		d.name = y
	}
	places := curves[0].X
	chosen := thinned(len(places), most)
	for _, p := range chosen {
		row := []string{plotted(places[p])}
		for _, c := range curves {
			row = append(row, Plotted(c.Y[p], c.Told(p)))
		}
		d.rows = append(d.rows, row)
	}
	if len(chosen) < len(places) {
		d.note = fmt.Sprintf("%d of the %d points", len(chosen), len(places))
	}
	return d
}

// plotted is a number in a figure's table.
func plotted(v float64) string { return Plotted(v, "") }

// Plotted is how the table of a figure writes a number, with what is said beside
// its float64: as Num, or as a power of ten where that would say 0 of something
// else.
func Plotted(v float64, exact string) string {
	switch {
	case exact == "" && v != 0 && math.Abs(v) < 5e-4:
		return Power(v)
	case exact != "":
		if x := known(v, exact); x.far == nil && x.sign() != 0 && math.Abs(v) < 5e-4 {
			return note(x.powerText(), v, exact)
		}
	}
	return PlacesOf(v, exact, shownDecimals)
}

// label is a name, or what stands in for a name that is empty.
func label(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

// thinned chooses at most so many of n places, evenly, the first and the last
// among them.
func thinned(n, most int) []int {
	if n <= most {
		most = n
	}
	chosen := make([]int, most)
	for i := range chosen {
		if most > 1 {
			chosen[i] = i * (n - 1) / (most - 1)
		}
	}
	return chosen
}

func sameNumbers(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (f *Figure) check() error {
	if strings.TrimSpace(f.Title) == "" {
		return errors.New("figure: no title; a screen reader needs one")
	}
	kinds := 0
	for _, has := range []bool{len(f.Curves) > 0, len(f.Maps) > 0, f.Bars != nil} {
		if has {
			kinds++
		}
	}
	if kinds != 1 {
		return errors.New("figure: expected either curves or maps or bars")
	}
	if f.Bars != nil {
		if err := f.Bars.check(); err != nil {
			return fmt.Errorf("figure: bars: %w", err)
		}
	}
	for _, axis := range []Axis{f.X, f.Y} {
		if err := axis.holds(axis.Ticks); err != nil {
			return fmt.Errorf("figure: ticks: %w", err)
		}
	}
	for i, c := range f.Curves {
		name := label(c.Name, fmt.Sprintf("number %d", i))
		if len(c.X) != len(c.Y) || len(c.X) == 0 {
			return fmt.Errorf("figure: curve %s has %d places and %d values; expected as many of both, and at least one", name, len(c.X), len(c.Y))
		}
		if len(c.Exact) > 0 && len(c.Exact) != len(c.Y) {
			return fmt.Errorf("figure: curve %s says of %d values what they are, but it has %d", name, len(c.Exact), len(c.Y))
		}
		if err := f.X.holds(c.X); err != nil {
			return fmt.Errorf("figure: curve %s: %w", name, err)
		}
		if err := f.Y.holds(c.Y); err != nil {
			return fmt.Errorf("figure: curve %s: %w", name, err)
		}
	}
	for i, m := range f.Maps {
		if err := m.check(); err != nil {
			return fmt.Errorf("figure: map %s: %w", label(m.Name, fmt.Sprintf("number %d", i)), err)
		}
	}
	if err := checkMarkdown(f.Caption); err != nil {
		return fmt.Errorf("figure: caption: %w", err)
	}
	return nil
}

// holds reports a value that has no place on the axis.
func (a Axis) holds(values []float64) error {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("value %d is %v; expected a finite number", i, v)
		}
		if a.Log && v <= 0 {
			return fmt.Errorf("value %d is %v; a logarithmic axis holds numbers above 0 only", i, v)
		}
	}
	return nil
}
