package notebook

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// A Sheet is a whole pass on one page: every array on its way forward, the
// gradient of each, and for each number how it was computed and from which
// others. It is made from the layers and their shapes, for any network.
type Sheet struct {
	Ops []string // of the layers, by number
	// Adds are the activations that add layers add, by the number of the layer.
	Adds   map[int]int `json:",omitempty"`
	Loss   string      // the loss's op; "" where the network has none
	Arrays []SheetArray
}

// The parts that an array plays on a sheet.
const (
	SheetValue    = "value"    // the input, or what a layer makes
	SheetLearned  = "learned"  // a parameter
	SheetTarget   = "target"   // what the loss compares with
	SheetLoss     = "loss"     // the loss
	SheetGradient = "gradient" // the gradient of one of the arrays above
)

// A SheetArray is one array of a sheet.
type SheetArray struct {
	Part   string
	Column int    // how many layers have been passed: 0 for the input; for a parameter, its layer's output
	Of     int    // a gradient: the number of the array that it belongs to; else −1
	Name   string // TeX
	Plain  string // the name as text
	Place  cnn.Place
	Shape  cnn.Shape // plain
	Planes []SheetPlane
	Hidden int // how many numbers are left out, because there are too many
}

// A SheetPlane is a matrix of cells; a vector is a column.
type SheetPlane struct{ Rows [][]SheetCell }

// A SheetCell is one number.
type SheetCell struct {
	Value float64
	Text  string  // the number, short enough for a cell
	At    []int   // its index
	Size  float64 // from 0 to 1, beside the largest of its array
	Mark  string  // "winner", "closed", "dead" or ""
	Line  string  // how it was computed, as text
	From  []SheetSource

	offset int // in its tensor
}

// A SheetSource is a cell that a number was computed from: the number of its
// array and its index.
type SheetSource struct {
	Array int
	At    []int
}

// A sheet shows up to so many planes of an array, and of each up to so many
// rows and columns. A sum of more terms is not written out, and its cells are
// not lit.
const (
	sheetPlanes = 2
	sheetSide   = 8
	sheetTerms  = 64
)

// NewSheet lays a pass out. A pass without gradients gives the way forward
// alone.
func NewSheet(p *cnn.Pass) (*Sheet, error) { return newSheet(p, true) }

// QuickSheet is NewSheet without what takes most of the time, how each number
// was computed and from which others: for somebody who is typing.
func QuickSheet(p *cnn.Pass) (*Sheet, error) { return newSheet(p, false) }

func newSheet(p *cnn.Pass, lines bool) (*Sheet, error) {
	s := &Sheet{}
	for i, layer := range p.Network.Layers {
		s.Ops = append(s.Ops, layer.Op())
		if a, ok := layer.(cnn.Add); ok {
			if s.Adds == nil {
				s.Adds = map[int]int{}
			}
			s.Adds[i] = a.From
		}
	}
	w := sheetWriter{sheet: s, pass: p, lines: lines, number: map[cnn.Place]int{}}
	for i := range p.Activations {
		if i > 0 {
			for _, learned := range p.Parameters[i-1] {
				w.add(SheetLearned, i, -1, cnn.ValuePlace(i-1, learned.Name))
			}
		}
		w.add(SheetValue, i, -1, cnn.ActivationPlace(i))
	}
	last := len(p.Activations)
	if p.Network.Loss != nil {
		s.Loss = string(p.Network.Loss.Op)
		w.add(SheetTarget, last, -1, cnn.TargetPlace)
		w.add(SheetLoss, last, -1, cnn.LossPlace)
	}
	if p.Gradients != nil {
		w.gradients()
	}
	return s, w.explain()
}

// A sheetWriter numbers the arrays of a sheet by their places.
type sheetWriter struct {
	sheet  *Sheet
	pass   *cnn.Pass
	lines  bool // that say how each number was computed
	number map[cnn.Place]int
	err    error
}

// gradients adds the gradients of the arrays. Cross entropy sends its gradient
// to the scores at once, so that of the probabilities is passed by.
func (w *sheetWriter) gradients() {
	for k, a := range slices.Clone(w.sheet.Arrays) {
		switch a.Part {
		case SheetValue:
			if a.Column == len(w.pass.Activations)-1 && w.sheet.Loss == string(cnn.CrossEntropy) {
				continue
			}
			w.add(SheetGradient, a.Column, k, cnn.GradientPlace(a.Column))
		case SheetLearned:
			name := a.Place[strings.LastIndexByte(string(a.Place), '/')+1:]
			w.add(SheetGradient, a.Column, k, cnn.ParameterPlace(a.Column-1, string(name)))
		}
	}
}

// add lays out the array at a place.
func (w *sheetWriter) add(part string, column, of int, place cnn.Place) {
	q, err := w.pass.Quantity(place)
	if err != nil {
		w.err = err
		return
	}
	a := SheetArray{Part: part, Column: column, Of: of, Name: TeX(q.Sign), Plain: texText(TeX(q.Sign)), Place: place, Shape: q.Plain()}
	g := Grid{Shape: a.Shape, Values: q.Tensor.Data, Across: q.IsFlat()} // for its planes
	largest, shown := g.Largest(), 0
	for i, plane := range g.Planes() {
		if i == sheetPlanes {
			break
		}
		var cells SheetPlane
		for r := range min(plane.Down, sheetSide) {
			var row []SheetCell
			for c := range min(plane.Across, sheetSide) {
				v := g.Values[plane.At(r, c)]
				row = append(row, SheetCell{Value: v, Text: short(known(v, q.Exact(plane.At(r, c)))), At: q.Label(plane.At(r, c)), Size: sizeBeside(v, largest), offset: plane.At(r, c)})
				shown++
			}
			cells.Rows = append(cells.Rows, row)
		}
		a.Planes = append(a.Planes, cells)
	}
	a.Hidden = len(g.Values) - shown
	w.number[place] = len(w.sheet.Arrays)
	w.sheet.Arrays = append(w.sheet.Arrays, a)
}

// explain derives each cell that is shown; without lines only those that say
// which cell has won.
func (w *sheetWriter) explain() error {
	for k := range w.sheet.Arrays {
		a := &w.sheet.Arrays[k]
		if !w.lines && !w.hasWinners(a) {
			continue
		}
		for _, plane := range a.Planes {
			for _, row := range plane.Rows {
				for i := range row {
					if err := w.derive(a, &row[i]); err != nil {
						return err
					}
				}
			}
		}
	}
	w.mark()
	return w.err
}

func (w *sheetWriter) hasWinners(a *SheetArray) bool {
	return a.Part == SheetValue && a.Column > 0 && w.sheet.Ops[a.Column-1] == (cnn.MaxPool{}).Op()
}

// derive says how a cell was computed, and from what.
func (w *sheetWriter) derive(a *SheetArray, c *SheetCell) error {
	d, err := w.derivation(a, c)
	if err != nil {
		return err
	}
	if w.lines {
		if c.Line, err = lineOf(d); err != nil {
			return err
		}
	}
	if len(d.Terms) > sheetTerms {
		return nil
	}
	for _, t := range d.Terms {
		if idle(d, t) {
			continue
		}
		for f := range factors(t) {
			if k, ok := w.number[f.Place]; ok {
				c.From = append(c.From, SheetSource{k, f.Index})
			}
		}
	}
	return nil
}

// derivation is that of a cell, for the scores' gradient the short one.
func (w *sheetWriter) derivation(a *SheetArray, c *SheetCell) (cnn.Derivation, error) {
	d, err := w.pass.Derive(a.Place, c.offset)
	if err == nil && a.Place == w.scores() {
		d = w.difference(d, c.offset)
	}
	return d, err
}

// lineOf is a derivation as one line of text.
func lineOf(d cnn.Derivation) (string, error) {
	if n := len(d.Terms); n > sheetTerms {
		return fmt.Sprintf("%s %s, a sum of %d terms", texText(TeX(d.Sign, d.Index...)), Eq(d.Value), n), nil
	}
	e, err := newDerivation(d, false)
	if err != nil {
		return "", err
	}
	return e.oneLine(), nil
}

// Explained are the cells of one array of a quick sheet of a pass, plane by
// plane, with how each was computed and from which others.
func (s *Sheet) Explained(p *cnn.Pass, array int) ([]SheetCell, error) {
	w := sheetWriter{sheet: s, pass: p, lines: true, number: map[cnn.Place]int{}}
	for k, a := range s.Arrays {
		w.number[a.Place] = k
	}
	var cells []SheetCell
	for _, plane := range s.Arrays[array].Planes {
		for _, row := range plane.Rows {
			for _, c := range row {
				c.From = nil
				if err := w.derive(&s.Arrays[array], &c); err != nil {
					return nil, err
				}
				cells = append(cells, c)
			}
		}
	}
	return cells, w.err
}

// scores is the place of the gradient that softmax and cross entropy send back
// together; "" in other networks.
func (w *sheetWriter) scores() cnn.Place {
	if w.sheet.Loss != string(cnn.CrossEntropy) {
		return ""
	}
	return cnn.GradientPlace(len(w.sheet.Ops) - 1)
}

// difference is the short form of the gradient of a score: p − y.
func (w *sheetWriter) difference(d cnn.Derivation, offset int) cnn.Derivation {
	of := func(place cnn.Place) cnn.Factor {
		q, err := w.pass.Quantity(place)
		if err != nil {
			w.err = err
			return cnn.Factor{}
		}
		v := q.Tensor.Data[offset]
		return cnn.Factor{Kind: cnn.Element, Sign: q.Sign, Place: place, Index: d.Index, Element: v, Value: v, Exact: q.Exact(offset)}
	}
	p, y := of(cnn.ActivationPlace(len(w.sheet.Ops))), of(cnn.TargetPlace)
	p.Kind, p.Minus, p.Value = cnn.Difference, &y, d.Value
	d.Rule, d.Terms = cnn.Sum, []cnn.Term{{Factors: []cnn.Factor{p}, Value: d.Value}}
	return d
}

// sheetColumns is how long a line may be that has the symbols, too.
const sheetColumns = 110

// oneLine is the equation as one line of text: symbols, numbers and result, or
// without the symbols where that gets long.
func (e *Equation) oneLine() string {
	if e.tall() {
		last := e.Steps[len(e.Steps)-1]
		return texText(e.Left) + " " + equationLine{last.Relation, last.Terms}.text()
	}
	line := texText(e.Left) + " " + e.joined().text()
	if columns(line) <= sheetColumns || len(e.Steps) < 3 {
		return line
	}
	short := Equation{Left: e.Left, Steps: e.Steps[len(e.Steps)-2:]}
	return texText(e.Left) + " " + short.joined().text()
}

// mark finds what decides about the way back: gates that are closed, winners,
// and windows whose winner is behind a closed gate.
func (w *sheetWriter) mark() {
	for layer, op := range w.sheet.Ops {
		in, out := w.array(cnn.ActivationPlace(layer)), w.array(cnn.ActivationPlace(layer+1))
		switch op {
		case "relu":
			in.each(func(c *SheetCell) {
				if c.Value <= 0 {
					c.Mark = "closed"
				}
			})
		case "maxpool":
			out.each(func(c *SheetCell) {
				for _, from := range c.From {
					w.sheet.Arrays[from.Array].each(func(won *SheetCell) {
						if !slices.Equal(won.At, from.At) {
							return
						}
						won.Mark = "winner"
						if layer > 0 && w.sheet.Ops[layer-1] == "relu" && won.Value == 0 {
							won.Mark, c.Mark = "", "dead"
						}
					})
				}
			})
		}
	}
}

func (w *sheetWriter) array(place cnn.Place) *SheetArray {
	return &w.sheet.Arrays[w.number[place]]
}

// each calls do with each cell that is shown.
func (a *SheetArray) each(do func(*SheetCell)) {
	for _, plane := range a.Planes {
		for _, row := range plane.Rows {
			for i := range row {
				do(&row[i])
			}
		}
	}
}

// sizeBeside is how large a number is beside the largest, from 0 to 1.
func sizeBeside(v, largest float64) float64 {
	if largest == 0 || math.IsNaN(v) {
		return 0
	}
	if math.IsInf(v, 0) {
		return 1
	}
	return min(1, math.Abs(v)/largest)
}

// short is a number for a small cell: three decimals without the 0 before the
// point, fewer for large ones, and a power of ten where these would show a 0
// that is none.
func short(x real) string {
	if beyond := x.float == 0 || math.IsInf(x.float, 0); beyond && !x.isZero() {
		return x.shortBeyond()
	}
	v := x.float
	size := math.Abs(v)
	if size >= 1e4 || 0 < size && size < 5e-4 {
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', 0, 64), "e")
		n, _ := strconv.Atoi(exponent)
		return readable(mantissa + "e" + strconv.Itoa(n))
	}
	decimals := 3
	for limit := 1.0; size >= limit && decimals > 0; limit *= 10 {
		decimals--
	}
	if x.isExact(decimals) {
		return readable(trimZeros(x.fixed(decimals)))
	}
	text := x.fixed(decimals)
	if whole := trimZeros(text); !strings.Contains(whole, ".") {
		return "≈" + readable(whole)
	}
	return readable(strings.Replace(text, "0.", ".", 1))
}

// shortBeyond is short of a number that is none of float64's.
func (x real) shortBeyond() string {
	var f form
	switch {
	case x.far != nil:
		f = x.far.form(0)
	case x.rat != nil:
		f = powerForm(x.rat, 0, false)
	default:
		return readable(x.fixed(0)) // ∞
	}
	if f.high != 0 {
		return f.text()
	}
	return readable(f.digits + "e" + strconv.Itoa(f.power))
}
