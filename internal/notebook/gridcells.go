package notebook

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

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
			grid: g, name: withIndex(g.Name, append(slices.Clone(g.Lead), cnn.Shape(stack).Index(k)...)), first: k * size,
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

// powerTeX and powerText are what stands before a matrix whose cells have a
// common power.
func powerTeX(power int) string  { return "10^{" + strconv.Itoa(power) + `} \cdot` }
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
