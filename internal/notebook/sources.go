package notebook

import (
	"slices"

	"backprop/internal/cnn"
)

// Sources say which cells of a row made the cells of one of its grids, as the
// derivations have it.
type Sources struct {
	Grid int // the number of the grid in the row, from 0
	// Terms are for each cell the terms that it is made of, in their order; nil
	// where nothing of the row made them.
	Terms [][]SourceTerm
	// Sums are for each cell the partial sums after each term that is not 0, each
	// with its relation as in "≈ 0.1254"; nil for one that is no sum of several.
	Sums [][]string
}

// A SourceTerm is a term: the cells whose numbers are its factors. A factor that
// the row does not show is left out. A cell that holds what the term brings, see
// Share, stands before them.
type SourceTerm struct {
	Cells []SourceCell
	Idle  bool // it adds nothing: it is 0, or not the largest
}

// A SourceCell is a cell of a row.
type SourceCell struct {
	Grid  int // the number of its grid in the row, from 0
	Index []int
}

// Sources finds the sources of each grid of the row; all are nil where none of
// them has any.
func (r *Row) Sources() []*Sources {
	var grids []*Grid
	for _, item := range r.Items {
		if item.Grid != nil {
			grids = append(grids, item.Grid)
		}
	}
	all := make([]*Sources, len(grids))
	found := false
	for i := range grids {
		all[i] = sourcesOf(grids, i)
		found = found || all[i].Terms != nil
	}
	if !found {
		clear(all)
	}
	return all
}

// sourcesOf finds none for a grid whose derivations name no cell of the row,
// or cannot be written out.
func sourcesOf(grids []*Grid, result int) *Sources {
	g, none := grids[result], &Sources{Grid: result}
	if len(g.Derivations) == 0 || len(g.Derivations) != len(g.Values) || !g.whole() {
		return none
	}
	var shown []int // the grids that show what the derivations name
	for i, operand := range grids {
		if operand.Share == nil && operand.answersFor(g.Derivations) || operand.sharesIn(g) {
			shown = append(shown, i)
		}
	}
	if len(shown) == 0 {
		return none
	}
	s := &Sources{Grid: result}
	for at, d := range g.Derivations {
		if checkDerivation(d) != nil {
			return none
		}
		var terms []SourceTerm
		for _, t := range d.Terms {
			terms = append(terms, termCells(grids, shown, t, g, at))
		}
		s.Terms = append(s.Terms, terms)
		s.Sums = append(s.Sums, partialSums(d))
	}
	return s
}

// answersFor reports whether the derivations name elements of the grid's place
// and the grid has them with the same numbers: all of them, if it is the
// tensor as it is. Another pass can stand in a row under the same place.
func (g *Grid) answersFor(derivations []cnn.Derivation) bool {
	if g.Place.IsZero() || !g.whole() {
		return false
	}
	named := false
	for _, d := range derivations {
		for _, t := range d.Terms {
			for f := range factors(t) {
				if f.Place != g.Place {
					continue
				}
				at, ok := g.offset(f.Index)
				switch {
				case ok && shows(g.Values[at], d, f):
					named = true
				case ok || len(g.Elements) == 0:
					return false
				}
			}
		}
	}
	return named
}

// shows reports whether a number is the element t of a factor. Where a gate
// lets t pass or not, it may be the gate [t > 0] as well.
func shows(number float64, d cnn.Derivation, f cnn.Factor) bool {
	if number == f.Element {
		return true
	}
	gate := 0.0
	if f.Element > 0 {
		gate = 1
	}
	return (f.Kind == cnn.Gate || d.Rule == cnn.Rectified) && number == gate
}

// factors are the factors of a term, each followed by what it subtracts.
func factors(t cnn.Term) func(yield func(cnn.Factor) bool) {
	return func(yield func(cnn.Factor) bool) {
		for _, f := range t.Factors {
			if !yield(f) || f.Minus != nil && !yield(*f.Minus) {
				return
			}
		}
	}
}

// offset is where an element stands whose label is given.
func (g *Grid) offset(label []int) (at int, ok bool) {
	if len(label) == 0 {
		return 0, len(g.Values) == 1
	}
	if len(g.Elements) > 0 {
		at = slices.IndexFunc(g.Elements, func(e []int) bool { return e != nil && slices.Equal(e, label) })
		return at, 0 <= at && at < len(g.Values)
	}
	if len(label) != len(g.Shape) {
		return 0, false
	}
	for axis, i := range label {
		if i < 0 || i >= g.Shape[axis] {
			return 0, false
		}
		at = at*g.Shape[axis] + i
	}
	return at, true
}

// near is offset. Of several cells that show the element it prefers the one at
// the place where a result of the same shape has its cell.
func (g *Grid) near(label []int, result *Grid, at int) (int, bool) {
	if len(g.Elements) > 0 && g.Shape.Equal(result.Shape) && g.Elements[at] != nil && slices.Equal(g.Elements[at], label) {
		return at, true
	}
	return g.offset(label)
}

// termCells are the cells of the factors of a term of a result's cell.
func termCells(grids []*Grid, shown []int, t cnn.Term, result *Grid, cell int) SourceTerm {
	term := SourceTerm{Idle: idle(result.Derivations[cell], t)}
	for _, i := range shown {
		if s := grids[i].Share; s != nil && s.has(t) {
			term.Cells = append(term.Cells, SourceCell{i, result.Shape.Index(cell)})
		}
	}
	for f := range factors(t) {
		for _, i := range shown {
			if g := grids[i]; g.Share == nil && g.Place == f.Place {
				if at, ok := g.near(f.Index, result, cell); ok {
					term.Cells = append(term.Cells, SourceCell{i, g.Shape.Index(at)})
				}
			}
		}
	}
	return term
}

// idle reports whether a term leaves no trace in the element. A copy of a 0
// does: it is all there is.
func idle(d cnn.Derivation, t cnn.Term) bool {
	switch d.Rule {
	case cnn.Sum:
		return isZeroTerm(t) && len(d.Terms)+len(t.Factors) > 2
	case cnn.Largest:
		return !t.Chosen
	}
	return false
}
