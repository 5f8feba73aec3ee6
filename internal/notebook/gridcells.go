package notebook

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// A Plane is one matrix of a grid, as it is laid out: the whole of a matrix
// or a vector, one map of a stack.
type Plane struct {
	Name          string // TeX
	Down, Across  int
	Rows, Columns bool // rows, columns have an index

	grid  *Grid
	first int // offset of its first cell
}

// Planes cuts a grid into matrices. A single number is a matrix without
// indices. A grid whose parts do not fit together has none: a record could hold
// one.
func (g *Grid) Planes() []Plane {
	if !g.whole() {
		return nil
	}

	n := len(g.Shape)
	switch {
	case g.Shape.Size() == 1 && n <= 2:
		return []Plane{{grid: g, Name: g.Name, Down: 1, Across: 1}}
	case n == 1 && g.Across:
		return []Plane{{grid: g, Name: g.Name, Down: 1, Across: g.Shape[0], Columns: true}}
	case n == 1:
		return []Plane{{grid: g, Name: g.Name, Down: g.Shape[0], Across: 1, Rows: true}}
	}
	stack, size := g.Shape[:n-2], g.Shape[n-2]*g.Shape[n-1]
	var planes []Plane
	for k := range cnn.Shape(stack).Size() {
		planes = append(planes, Plane{
			grid: g, Name: withIndex(g.Name, append(slices.Clone(g.Lead), cnn.Shape(stack).Index(k)...)), first: k * size,
			Down: g.Shape[n-2], Across: g.Shape[n-1], Rows: true, Columns: true,
		})
	}
	return planes
}

// At is the offset in the grid of a cell of the plane.
func (p Plane) At(i, j int) int { return p.first + i*p.Across + j }

// MarkAt is the mark of a cell, or "".
func (g *Grid) MarkAt(at int) string {
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
		(len(g.Exact) == 0 || len(g.Exact) == size) && (len(g.Elements) == 0 || len(g.Elements) == size)
}

// reals are the numbers of the cells.
func (g *Grid) reals() []real {
	all := make([]real, len(g.Values))
	for at := range all {
		all[at] = g.real(at)
	}
	return all
}

// IsZero reports a cell that is 0, and not only nearer to it than a float64 can
// tell.
func (g *Grid) IsZero(at int) bool { return g.real(at).isZero() }

// Cells are what the cells show: the labels, which are TeX, or numbers.
func (g *Grid) Cells() []string {
	if len(g.Labels) > 0 {
		return slices.Clone(g.Labels)
	}
	return g.numbers()
}

// Widest is how many characters the widest cell has on a page.
func (g *Grid) Widest() int {
	most := 0
	for _, cell := range g.Cells() {
		if len(g.Labels) > 0 {
			most = max(most, onPage(texText(cell)))
		} else {
			most = max(most, columns(cell))
		}
	}
	return most
}

// Largest is the largest size of a finite value.
func (g *Grid) Largest() float64 {
	largest := 0.0
	for _, v := range g.Values {
		if a := math.Abs(v); a > largest && !math.IsInf(a, 0) {
			largest = a
		}
	}
	return largest
}

// real is the number of one cell.
func (g *Grid) real(at int) real {
	if at < len(g.Exact) {
		return known(g.Values[at], g.Exact[at])
	}
	return known(g.Values[at], "")
}

// numbers formats the values: all with the same number of decimals, but an
// exact 0 as 0. What this would show as a 0 or a 1 that is none has a form of
// its own.
func (g *Grid) numbers() []string {
	if len(g.Labels) > 0 {
		return make([]string, len(g.Values))
	}
	numbers := g.reals()
	if power := commonPower(numbers); power != 0 {
		for i, x := range numbers {
			numbers[i] = x.times(-power)
		}
	}
	decimals := commonDecimals(numbers)
	cells := make([]string, len(numbers))
	for i, x := range numbers {
		cells[i] = x.cell(decimals)
	}
	return cells
}

// commonDecimals is the smallest number of decimals, at most four, that shows
// each number as well as four would. Those that four decimals do not show at
// all do not count.
func commonDecimals(numbers []real) int {
	needed := 0
	for _, x := range numbers {
		if x.isExact(needed) {
			continue
		}
		if f := x.in(shownDecimals, cellDecimals); !f.isDecimal() {
			continue
		}
		for needed < shownDecimals && !x.isExact(needed) {
			needed++
		}
	}
	return needed
}

// cell is the number in a matrix whose others have so many decimals.
func (x real) cell(decimals int) string {
	if x.isZero() {
		return "0"
	}
	f := x.in(decimals, cellDecimals)
	if !f.isDecimal() {
		return f.text()
	}
	// With as many decimals as the others it may have more digits than are known.
	all := x.fixed(decimals)
	if _, behind, _ := strings.Cut(f.digits, "."); len(behind) > decimals || len(strings.Trim(all, "-")) > knownDigits+1 {
		return readable(f.digits)
	}
	return readable(all)
}

// small is below which an array as a whole gets a common power of ten.
const small = 1e-3

// Power is the n of the power 10^n that stands before the cells and that they
// are printed without; 0 for none.
func (g *Grid) Power() int {
	if len(g.Labels) > 0 {
		return 0
	}
	return commonPower(g.reals())
}

// powerText is what stands before a matrix whose cells have a common power.
func powerText(power int) string { return "10" + superscript.Replace(strconv.Itoa(power)) + " ·" }

// commonPower is the power of ten of the largest of several numbers that are
// all small, unless with it, too, some would be shown as a 0 or a 1 that is
// none.
func commonPower(numbers []real) int {
	largest := 0.0
	for _, x := range numbers {
		if !(math.Abs(x.float) < small) || x.far != nil || x.rat != nil && x.float == 0 {
			return 0
		}
		if math.Abs(x.float) > largest && !x.isZero() {
			largest = math.Abs(x.float)
		}
	}
	if len(numbers) < 2 || largest == 0 {
		return 0
	}
	power := int(math.Floor(math.Log10(largest)))
	for _, x := range numbers {
		if x.isZero() {
			continue
		}
		if f := x.times(-power).in(shownDecimals, cellDecimals); !f.isDecimal() {
			return 0
		}
	}
	return power
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

// MarkWords says in words what a mark means.
func MarkWords(mark string) string { return marks[mark].words }
