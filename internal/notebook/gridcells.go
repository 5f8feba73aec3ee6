package notebook

import "backprop/internal/cnn"

// A plane is one matrix of a grid, as it is laid out: the whole of a matrix
// or a vector, one map of a stack.
type plane struct {
	grid          *Grid
	name          string // TeX
	first         int    // offset of its first cell
	down, across  int
	rows, columns bool // rows, columns have an index
}

// planes cuts a grid into matrices. A single number is a matrix without
// indices.
func (g *Grid) planes() []plane {
	n := len(g.Shape)
	switch {
	case g.Shape.Size() == 1 && n <= 2:
		return []plane{{grid: g, name: g.Name, down: 1, across: 1}}
	case n == 1 && g.Across:
		return []plane{{grid: g, name: g.Name, down: 1, across: g.Shape[0], columns: true}}
	case n == 1:
		return []plane{{grid: g, name: g.Name, down: g.Shape[0], across: 1, rows: true}}
	}
	stack, size := g.Shape[:n-2], g.Shape[n-2]*g.Shape[n-1]
	var planes []plane
	for k := range cnn.Shape(stack).Size() {
		planes = append(planes, plane{
			grid: g, name: withIndex(g.Name, cnn.Shape(stack).Index(k)), first: k * size,
			down: g.Shape[n-2], across: g.Shape[n-1], rows: true, columns: true,
		})
	}
	return planes
}

// at is the offset in the grid of a cell of the plane.
func (p plane) at(i, j int) int { return p.first + i*p.across + j }

// mark is the mark of a cell, or "".
func (g *Grid) mark(at int) string {
	if at < len(g.Marks) {
		return g.Marks[at]
	}
	return ""
}

// whole reports whether the grid's parts fit together; a record could hold
// one whose parts do not.
func (g *Grid) whole() bool {
	size := g.Shape.Size()
	for _, length := range g.Shape {
		if length < 1 {
			return false
		}
	}
	return len(g.Values) == size && (len(g.Labels) == 0 || len(g.Labels) == size) &&
		(len(g.Elements) == 0 || len(g.Elements) == size)
}

// numbers formats the values: all with the same number of decimals, but an
// exact 0 as 0.
func (g *Grid) numbers() []string {
	decimals := neededDecimals(g.Values)
	cells := make([]string, len(g.Values))
	for i, v := range g.Values {
		cells[i] = readable(fixed(v, decimals))
		if isZero(v) {
			cells[i] = "0"
		}
	}
	return cells
}

// markNames lists the marks, and marks says how each is shown: a sign beside
// the number in a terminal, and words.
var (
	markNames = []string{"winner", "closed", "tie", "wrong", "here"}
	marks     = map[string]struct{ sign, words string }{
		"winner": {"*", "winner"},
		"closed": {"°", "closed gate"},
		"tie":    {"~", "tie"},
		"wrong":  {"✗", "wrong"},
		"here":   {"◂", "here"},
	}
)
