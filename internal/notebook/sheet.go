package notebook

import (
	"slices"

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
			w.add(SheetGradient, a.Column, k, cnn.ParameterPlace(a.Place.Number, a.Place.Name))
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
