package site

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"backprop/internal/notebook"
	"backprop/internal/tex"
)

// A sheetView is the whole network on one sheet, as its template needs it: the
// blocks from the image to the loss, each with what belongs to the way forward
// above and what belongs to the way back below.
type sheetView struct {
	Wide   int // cells side by side, where the blocks stand in a row
	Gaps   int // steps without cells
	Narrow int // cells side by side, where they stand under each other
	Blocks []sheetBlock
	Hidden int // numbers that have no room
}

// A sheetBlock is an array with its gradient, or the step between two arrays
// with what it has learned.
type sheetBlock struct {
	Step *sheetStep // nil for an array
	Up   []sheetTable
	Down []sheetTable
}

// A sheetStep is a layer or the loss: what it does forward, what its gradient
// does backward, and the chapters about both.
type sheetStep struct {
	Title, Forward, Backward string
	There, Back              *entry // nil where there is none
}

// A sheetTable is a matrix of an array.
type sheetTable struct {
	Array, Of int
	Gradient  bool
	Name      template.HTML
	Label     string // for those who listen
	File      string // of the chapter about it
	Part      string
	Rows      [][]sheetCell
}

// A sheetCell is a number with its attributes.
type sheetCell struct {
	notebook.SheetCell
	Class, At, From string
}

// sheetSteps are the words for each layer and loss, and the chapters about its
// way forward, its way back and the gradients of its parameters.
var sheetSteps = map[string]struct {
	title, forward, backward string
	there, back, learned     int
}{
	"conv":               {"convolution", "slide, multiply, add", "stamp the kernel", 2, 14, 13},
	"maxpool":            {"max pooling", "keep the winner", "to the winner", 4, 11, 0},
	"avgpool":            {"average pooling", "take the mean", "an equal part each", 17, 17, 0},
	"relu":               {"ReLU", "cut below 0", "through open gates", 3, 12, 0},
	"leaky_relu":         {"leaky ReLU", "shrink below 0", "times the slope", 18, 18, 0},
	"sigmoid":            {"sigmoid", "squeeze between 0 and 1", "times the slope", 18, 18, 0},
	"tanh":               {"tanh", "squeeze between −1 and 1", "times the slope", 18, 18, 0},
	"flatten":            {"flatten", "line up", "put back", 5, 10, 0},
	"dense":              {"fully connected", "weigh and add", "times Wᵀ", 6, 9, 9},
	"softmax":            {"softmax", "shares of 1", "p − y", 7, 8, 0},
	"cross_entropy":      {"cross entropy", "−ln p", "", 7, 8, 0},
	"squared_error":      {"squared error", "square and add", "twice the difference", 18, 18, 0},
	"half_squared_error": {"half squared error", "square, add, halve", "the difference", 18, 18, 0},
	"mean_squared_error": {"mean squared error", "square, take the mean", "the difference, 2/n", 18, 18, 0},
}

// sheet lays the sheet out for the page.
func (c *contents) sheet(s *notebook.Sheet) (*sheetView, error) {
	v := &sheetView{}
	for k, a := range s.Arrays {
		v.Hidden += a.Hidden
		if a.Part == notebook.SheetGradient {
			continue
		}
		tables, err := c.sheetTables(s, k)
		if err != nil {
			return nil, err
		}
		b := v.block(c, s, a)
		b.Up = append(b.Up, tables...)
		for g, other := range s.Arrays {
			if other.Of != k {
				continue
			}
			if tables, err = c.sheetTables(s, g); err != nil {
				return nil, err
			}
			b.Down = append(b.Down, tables...)
		}
	}
	v.measure()
	return v, nil
}

// block is the block that an array belongs to: that of its step for a
// parameter and the target, a new one for the others.
func (v *sheetView) block(c *contents, s *notebook.Sheet, a notebook.SheetArray) *sheetBlock {
	op, own := s.Loss, a.Part == notebook.SheetLoss || a.Part == notebook.SheetValue
	if a.Column > 0 && (a.Part == notebook.SheetValue || a.Part == notebook.SheetLearned) {
		op = s.Ops[a.Column-1]
	}
	last := len(v.Blocks) - 1
	if (last < 0 || v.Blocks[last].Step == nil) && (last >= 0 || !own) {
		w := sheetSteps[op]
		step := &sheetStep{Title: w.title, Forward: w.forward, Backward: w.backward, There: c.numbered(w.there), Back: c.numbered(w.back)}
		if step.Title == "" {
			step.Title = strings.ReplaceAll(op, "_", " ")
		}
		if op == "softmax" && s.Loss != "cross_entropy" {
			step.Backward = "through its slopes"
		}
		v.Blocks = append(v.Blocks, sheetBlock{Step: step})
		last++
	}
	if own {
		v.Blocks = append(v.Blocks, sheetBlock{})
		last++
	}
	return &v.Blocks[last]
}

// sheetTables are the matrices of an array.
func (c *contents) sheetTables(s *notebook.Sheet, number int) ([]sheetTable, error) {
	a := s.Arrays[number]
	name, err := tex.MathML(a.Name, false)
	if err != nil {
		return nil, fmt.Errorf("sheet: %w", err)
	}
	label := a.Plain
	if len(a.Shape) > 0 {
		label += ", " + strings.ReplaceAll(a.Shape.String(), "×", " by ")
	}
	var tables []sheetTable
	for i, plane := range a.Planes {
		t := sheetTable{Array: number, Of: a.Of, Gradient: a.Part == notebook.SheetGradient, Label: label, Part: a.Part, File: c.sheetChapter(s, a)}
		if i == 0 {
			t.Name = template.HTML(name)
		}
		for _, row := range plane.Rows {
			var cells []sheetCell
			for _, cell := range row {
				cells = append(cells, newSheetCell(cell))
			}
			t.Rows = append(t.Rows, cells)
		}
		tables = append(tables, t)
	}
	return tables, nil
}

func newSheetCell(c notebook.SheetCell) sheetCell {
	class := "t" + strconv.Itoa(int(c.Size*10+0.5))
	switch {
	case c.Value == 0:
		class += " zero"
	case c.Value < 0:
		class += " neg"
	}
	if c.Mark != "" {
		class += " " + c.Mark
	}
	if len(c.Text) > len("−0.000") {
		class += " long"
	}
	var from []string
	for _, s := range c.From {
		from = append(from, strconv.Itoa(s.Array)+":"+indexText(s.At))
	}
	return sheetCell{c, class, indexText(c.At), strings.Join(from, " ")}
}

func indexText(index []int) string {
	var parts []string
	for _, i := range index {
		parts = append(parts, strconv.Itoa(i))
	}
	return strings.Join(parts, ",")
}

// sheetChapter is the file of the chapter that computes an array; "" if there
// is none.
func (c *contents) sheetChapter(s *notebook.Sheet, a notebook.SheetArray) string {
	number := 1 // what is given
	switch a.Part {
	case notebook.SheetValue:
		if a.Column > 0 {
			number = sheetSteps[s.Ops[a.Column-1]].there
		}
	case notebook.SheetLoss:
		number = sheetSteps[s.Loss].there
	case notebook.SheetGradient:
		switch of := s.Arrays[a.Of]; {
		case of.Part == notebook.SheetLearned:
			number = sheetSteps[s.Ops[a.Column-1]].learned
		case a.Column < len(s.Ops):
			number = sheetSteps[s.Ops[a.Column]].back
		default:
			number = sheetSteps[s.Loss].back
		}
	}
	if e := c.numbered(number); e != nil {
		return e.file()
	}
	return ""
}

// measure counts the cells, and the gaps of the steps that have none.
func (v *sheetView) measure() {
	for _, b := range v.Blocks {
		up, down := across(b.Up), across(b.Down)
		v.Wide += max(up, down)
		if up+down == 0 {
			v.Gaps++
		}
		v.Narrow = max(v.Narrow, up+down)
	}
	// What is wider scrolls.
	v.Wide, v.Gaps, v.Narrow = min(v.Wide, notebook.WidthClasses), min(v.Gaps, notebook.WidthClasses), min(v.Narrow, notebook.WidthClasses)
}

// across is how many cells some tables have side by side.
func across(tables []sheetTable) int {
	sum := 0
	for _, t := range tables {
		sum += len(t.Rows[0])
	}
	return sum
}
