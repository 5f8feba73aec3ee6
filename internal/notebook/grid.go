package notebook

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/tex"
)

// A Grid is a matrix, a vector or a stack of maps with its name and indices.
type Grid struct {
	Name   string    // TeX, such as \partial L/\partial K
	Place  cnn.Place `json:",omitzero"` // of the pass, if the grid shows one of its tensors
	Shape  cnn.Shape // plain: [n], [h w], or more axes for a stack of matrices; [] is one number
	Values []float64
	// Exact is what the cells are where their float64 does not tell, see
	// cnn.Quantity.Exact. Either empty or one for each cell, most of them "".
	Exact []string `json:",omitempty"`
	// Labels are TeX shown in place of the values, for symbolic matrices.
	Labels []string `json:",omitempty"`
	// Marks name what is special about a cell: "winner", "closed", "tie",
	// "wrong", "here"; "" for nothing. Either empty or one for each cell.
	Marks []string `json:",omitempty"`
	// Lead is the beginning of the index behind the name of each matrix of a
	// stack: the example whose maps they are.
	Lead []int `json:",omitempty"`
	// Across lays a vector out as a row. Without it a vector is a column.
	Across bool `json:",omitempty"`
	// Elements are the indices of the elements of Place that the cells show,
	// nil for a cell that shows none: for a grid that is laid out otherwise
	// than the tensor. Either empty or one for each cell.
	Elements [][]int `json:",omitempty"`
	// Share says that the cells are parts of the elements at the same places
	// of a result; nil for all other grids.
	Share *Share `json:",omitempty"`
	// Derivations of the elements, where the grid is a result.
	Derivations []cnn.Derivation `json:",omitempty"`

	network *cnn.Network // of the pass that Place is in; not in the record

	err error // what was wrong with the call that made it, for newRow
}

// A grid carries derivations up to these limits, so that a page of a large
// network stays a page.
const (
	maxDerivations = 64
	maxTerms       = 4096
)

// Network is the network in whose pass the grid has its place; nil for a grid
// that has none, and for one that was read from a record.
func (g *Grid) Network() *cnn.Network { return g.network }

// Matrix is a named matrix that belongs to no pass. The name is TeX. Rows of
// different lengths are an error where the grid is shown.
func Matrix[T Number](name string, rows [][]T) Grid {
	shape, err := shapeOf(name, rows)
	g := Vector(name, slices.Concat(rows...))
	g.Shape, g.err = shape, err
	return g
}

// Vector is a named vector that belongs to no pass, shown as a column.
func Vector[T Number](name string, v []T) Grid {
	g := Grid{Name: name, Shape: cnn.Shape{len(v)}, Values: make([]float64, len(v))}
	for at, x := range v {
		exact := ""
		if g.Values[at], exact = told(x); exact == "" {
			continue
		}
		if g.Exact == nil {
			g.Exact = make([]string, len(v))
		}
		g.Exact[at] = exact
	}
	return g
}

// Symbols is a named matrix of TeX, such as a b / c d.
func Symbols(name string, rows [][]string) Grid {
	g := Grid{Name: name}
	g.Shape, g.err = shapeOf(name, rows)
	g.Labels = slices.Concat(rows...)
	g.Values = make([]float64, len(g.Labels))
	return g
}

func shapeOf[T any](name string, rows [][]T) (cnn.Shape, error) {
	if len(rows) == 0 {
		return cnn.Shape{0, 0}, fmt.Errorf("matrix %q has no rows; give at least one", name)
	}
	for i, row := range rows {
		if len(row) != len(rows[0]) {
			return cnn.Shape{len(rows), len(rows[0])}, fmt.Errorf("matrix %q: row %d has %d cells, row 0 has %d; make the rows equally long", name, i, len(row), len(rows[0]))
		}
	}
	return cnn.Shape{len(rows), len(rows[0])}, nil
}

// Show is the grid of a quantity, with the derivations of its elements if it
// belongs to a pass and is small enough.
func Show(q cnn.Quantity) Grid {
	if q.Tensor == nil {
		return Grid{err: fmt.Errorf("the quantity %q has no tensor; take one from a pass", q.Sign.Letter)}
	}
	g := Grid{
		Name:        TeX(q.Sign, q.Lead()...),
		Place:       q.Place,
		Shape:       slices.Clone(q.Plain()),
		Across:      q.IsFlat(),
		Values:      q.Tensor.Values(),
		Exact:       exacts(q, 0, len(q.Tensor.Data)),
		Derivations: derivations(q, 0, len(q.Tensor.Data)),
		network:     q.Network(),
	}
	if q.Lead() != nil { // one example of a batch, whose elements have its number
		if len(g.Shape) > 2 {
			g.Name, g.Lead = TeX(q.Sign), q.Lead()
		}
		g.Elements = make([][]int, len(g.Values))
		for at := range g.Elements {
			g.Elements[at] = append([]int{}, q.Label(at)...)
		}
	}
	return g
}

// Bare is the grid of a quantity, without the derivations of its elements.
func Bare(q cnn.Quantity) *Grid {
	g := &Grid{Name: TeX(q.Sign), Place: q.Place, Shape: q.Plain(), Values: q.Values(), Exact: exacts(q, 0, len(q.Data))}
	g.hold()
	return g
}

// exacts is what is said beside the float64s of some elements in a row; nil
// where that is nothing.
func exacts(q cnn.Quantity, first, count int) []string {
	var all []string
	for i := range count {
		if exact := q.Exact(first + i); exact != "" {
			if all == nil {
				all = make([]string, count)
			}
			all[i] = exact
		}
	}
	return all
}

// derivations are those of some elements in a row. They are nil for what was
// given, for what belongs to no pass and for what is too large to be written
// out.
func derivations(q cnn.Quantity, first, count int) []cnn.Derivation {
	if count > maxDerivations {
		return nil
	}
	var all []cnn.Derivation
	terms := 0
	for at := first; at < first+count; at++ {
		d, err := q.Derive(q.Tensor.Shape.Index(at)...)
		if terms += len(d.Terms); err != nil || d.Rule == cnn.Given || terms > maxTerms {
			return nil
		}
		holdTerms(&d)
		all = append(all, d)
	}
	return all
}

// Mark is the grid with a mark at some cells, given by row and column; the
// cell i of a vector is {i, 0}. The marks are those of Grid.Marks.
func (g Grid) Mark(mark string, cells ...[2]int) Grid {
	g.Marks = append([]string(nil), g.Marks...)
	if len(g.Marks) == 0 {
		g.Marks = make([]string, len(g.Values))
	}
	down, across := 1, 1
	switch len(g.Shape) {
	case 0:
	case 1:
		down = g.Shape[0]
	case 2:
		down, across = g.Shape[0], g.Shape[1]
	default:
		g.err = fmt.Errorf("%q is a stack of maps of shape %s; only a matrix or a vector can be marked by row and column", g.Name, g.Shape)
		return g
	}
	for _, c := range cells {
		at := c[0]*across + c[1]
		if c[0] < 0 || c[0] >= down || c[1] < 0 || c[1] >= across || at >= len(g.Marks) {
			g.err = fmt.Errorf("%q has the shape %s; it has no cell %v to mark", g.Name, g.Shape, c)
			return g
		}
		g.Marks[at] = mark
	}
	return g
}

// Of is a grid that shows elements of a quantity in a layout of its own, such
// as a padded map, a transposed matrix or a rotated kernel: a row can then say
// which of its cells made a result. The function gives for the index of each
// cell that of its element, or nil where it shows none.
func (g Grid) Of(q cnn.Quantity, element func(cell []int) []int) Grid {
	g.Place, g.network = q.Place, q.Network()
	g.Elements = make([][]int, len(g.Values))
	for at := range g.Elements {
		g.Elements[at] = element(g.Shape.Index(at))
		if g.Elements[at] == nil || q.Tensor == nil || strings.HasPrefix(g.Name, "[") {
			continue // padding; or gates, which are 0 or 1 whatever they look at
		}
		offset := q.Offset(g.Elements[at])
		if exact := q.Exact(offset); exact != "" && q.Data[offset] == g.Values[at] {
			if g.Exact == nil {
				g.Exact = make([]string, len(g.Values))
			}
			g.Exact[at] = exact
		}
	}
	return g
}

// Tell says what a cell is, given by row and column, where its float64 does not
// tell.
func (g Grid) Tell(cell [2]int, x cnn.Real) Grid {
	if exact := x.Exact(); exact != "" {
		g.Exact = slices.Clone(g.Exact)
		if g.Exact == nil {
			g.Exact = make([]string, len(g.Values))
		}
		g.Exact[g.Shape.Offset(cell[0], cell[1])] = exact
	}
	return g
}

// Through is a grid of what reaches the elements of a quantity through one
// factor of their sums, such as one error, or through those that begin with
// the index, such as one plane of a kernel. A row that adds such grids up says
// which of their cells made the result.
func (g Grid) Through(of, factor cnn.Quantity, index ...int) Grid {
	g.Share = &Share{Of: of.Place, Factor: factor.Place, Index: index}
	return g
}

// AsRow is the grid of a vector, laid out across.
func (g Grid) AsRow() Grid {
	g.Across = true
	return g
}

// Named is the grid under another name, in TeX.
func (g Grid) Named(name string) Grid {
	g.Name = name
	return g
}

// check reports what keeps a grid from being shown.
func (g *Grid) check() error {
	size := g.Shape.Size()
	switch {
	case g.err != nil:
		return g.err
	case size == 0:
		return fmt.Errorf("%q has the shape %s, which has no cells; give at least one", g.Name, g.Shape)
	case len(g.Values) != size:
		return fmt.Errorf("%q has %d numbers, but its shape %s has %d cells", g.Name, len(g.Values), g.Shape, size)
	case len(g.Labels) > 0 && len(g.Labels) != size:
		return fmt.Errorf("%q has %d labels, but its shape %s has %d cells", g.Name, len(g.Labels), g.Shape, size)
	case len(g.Exact) > 0 && len(g.Exact) != size:
		return fmt.Errorf("%q says of %d cells what they are, but its shape %s has %d", g.Name, len(g.Exact), g.Shape, size)
	case len(g.Elements) > 0 && len(g.Elements) != size:
		return fmt.Errorf("%q says of %d cells what they show, but its shape %s has %d", g.Name, len(g.Elements), g.Shape, size)
	case len(g.Marks) > 0 && len(g.Marks) != size:
		return fmt.Errorf("%q has %d marks, but its shape %s has %d cells", g.Name, len(g.Marks), g.Shape, size)
	}
	for _, m := range g.Marks {
		if _, ok := marks[m]; !ok && m != "" {
			return fmt.Errorf("%q: the mark %q is not known; use %s", g.Name, m, strings.Join(markNames, ", "))
		}
	}
	if g.Name != "" {
		if _, err := tex.Parse(g.Name); err != nil {
			return fmt.Errorf("name of a grid: %w", err)
		}
	}
	for i, label := range g.Labels {
		text, err := tex.Text(label)
		if err == nil && strings.Contains(text, "\n") {
			err = fmt.Errorf("%q takes several lines; a label has one", label)
		}
		if err != nil {
			return fmt.Errorf("label %d of %q: %w", i, g.Name, err)
		}
	}
	return nil
}

// rounded reports whether a cell shows less than its number.
func (g *Grid) rounded() bool {
	if len(g.Labels) > 0 {
		return false
	}
	power := g.Power()
	return slices.ContainsFunc(g.reals(), func(x real) bool { return !x.times(-power).in(shownDecimals, cellDecimals).all })
}
