// Package sheet writes a whole network on one sheet as HTML: every array on its
// way forward, the gradient of each below it, and for each number how it was
// computed and from which others. The front page of the book has it, and the
// lab for any network; sheet.css and sheet.js of package site give it its looks
// and let the cells light up.
//
// Goals: the same markup for both, made from the layers and their shapes alone,
// in a package that is small enough for a browser.
//
// Non-goals: what is on the sheet and how it was computed, which
// notebook.NewSheet says.
package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backprop/internal/markup"
	"backprop/internal/notebook"
	"backprop/internal/tex"
)

// HTML is a sheet as the section of a page. The file of a chapter, by its
// number, is what its steps and numbers lead to; where it is "" they lead
// nowhere.
func HTML(s *notebook.Sheet, file func(chapter int) string) (string, error) {
	v, err := newView(s, file)
	if err != nil {
		return "", err
	}
	return v.html(), nil
}

// A view is a sheet as it is written: the blocks from the image to the loss,
// each with what belongs to the way forward above and what belongs to the way
// back below.
type view struct {
	wide   int // cells side by side, where the blocks stand in a row
	gaps   int // steps without cells
	narrow int // cells side by side, where they stand under each other
	blocks []block
	skips  []skip
	hidden int // numbers that have no room

	sheet *notebook.Sheet
	file  func(chapter int) string
}

// A block is an array with its gradient, or the step between two arrays with
// what it has learned.
type block struct {
	step   *step // nil for an array
	up     []table
	down   []table
	column int // of its activation, or of the one that its step makes
}

// A step is a layer or the loss: what it does forward, what its gradient does
// backward, and the files of the chapters about both.
type step struct {
	title, forward, backward string
	there, back              string
}

// A skip is an arrow around some layers: the activation in column from is added
// by the step to column to. Arrows at one level do not overlap.
type skip struct{ from, to, level int }

// A table is a matrix of an array.
type table struct {
	array, of int
	gradient  bool
	name      string // MathML
	label     string // for those who listen
	file      string // of the chapter about it
	part      string
	rows      [][]notebook.SheetCell
}

// newView lays a sheet out.
func newView(s *notebook.Sheet, file func(chapter int) string) (*view, error) {
	v := &view{sheet: s, file: file}
	for k, a := range s.Arrays {
		v.hidden += a.Hidden
		if a.Part == notebook.SheetGradient {
			continue
		}
		tables, err := v.tables(k)
		if err != nil {
			return nil, err
		}
		b := v.block(a)
		b.up = append(b.up, tables...)
		for g, other := range s.Arrays {
			if other.Of != k {
				continue
			}
			if tables, err = v.tables(g); err != nil {
				return nil, err
			}
			b.down = append(b.down, tables...)
		}
	}
	v.measure()
	v.arrange()
	return v, nil
}

// arrange gives each skip connection the lowest level that is free, the short
// ones first, so that the long ones go around them.
func (v *view) arrange() {
	for layer, from := range v.sheet.Adds {
		v.skips = append(v.skips, skip{from: from, to: layer + 1})
	}
	slices.SortFunc(v.skips, func(a, b skip) int {
		return cmp.Or(cmp.Compare(a.to-a.from, b.to-b.from), cmp.Compare(a.to, b.to))
	})
	for i := range v.skips {
		s := &v.skips[i]
		for s.level = 1; slices.ContainsFunc(v.skips[:i], func(o skip) bool {
			return o.level == s.level && o.from < s.to && s.from < o.to
		}); s.level++ {
		}
	}
}

// block is the block that an array belongs to: that of its step for a
// parameter and the target, a new one for the others.
func (v *view) block(a notebook.SheetArray) *block {
	s := v.sheet
	op, own := s.Loss, a.Part == notebook.SheetLoss || a.Part == notebook.SheetValue
	if a.Column > 0 && (a.Part == notebook.SheetValue || a.Part == notebook.SheetLearned) {
		op = s.Ops[a.Column-1]
	}
	last := len(v.blocks) - 1
	if (last < 0 || v.blocks[last].step == nil) && (last >= 0 || !own) {
		w := steps[op]
		b := &step{w.title, w.forward, w.backward, v.file(w.there), v.file(w.back)}
		if b.title == "" {
			b.title = strings.ReplaceAll(op, "_", " ")
		}
		if op == "softmax" && s.Loss != "cross_entropy" {
			b.backward = "through its slopes"
		}
		if from, ok := s.Adds[a.Column-1]; ok && op == "add" {
			b.forward, b.backward = "add "+v.letter(from), "to "+v.letter(from)+" as well"
		}
		v.blocks = append(v.blocks, block{step: b, column: a.Column})
		last++
	}
	if own {
		v.blocks = append(v.blocks, block{column: a.Column})
		last++
	}
	return &v.blocks[last]
}

// letter is what an activation is called, as text.
func (v *view) letter(activation int) string {
	for _, a := range v.sheet.Arrays {
		if a.Part == notebook.SheetValue && a.Column == activation {
			return a.Plain
		}
	}
	return "what was earlier"
}

// tables are the matrices of an array.
func (v *view) tables(number int) ([]table, error) {
	a := v.sheet.Arrays[number]
	name, err := tex.MathML(a.Name, false)
	if err != nil {
		return nil, fmt.Errorf("sheet: %w", err)
	}
	label := a.Plain
	if len(a.Shape) > 0 {
		label += ", " + strings.ReplaceAll(a.Shape.String(), "×", " by ")
	}
	var list []table
	for i, plane := range a.Planes {
		t := table{array: number, of: a.Of, gradient: a.Part == notebook.SheetGradient, label: label, part: a.Part, file: v.chapter(a), rows: plane.Rows}
		if i == 0 {
			t.name = name
		}
		list = append(list, t)
	}
	return list, nil
}

// chapter is the file of the chapter that computes an array; "" if there
// is none.
func (v *view) chapter(a notebook.SheetArray) string {
	s := v.sheet
	number := 1 // what is given
	switch a.Part {
	case notebook.SheetValue:
		if a.Column > 0 {
			number = steps[s.Ops[a.Column-1]].there
		}
	case notebook.SheetLoss:
		number = steps[s.Loss].there
	case notebook.SheetGradient:
		switch of := s.Arrays[a.Of]; {
		case of.Part == notebook.SheetLearned && s.Ops[a.Column-1] == "conv":
			number = kernelBack
		case of.Part == notebook.SheetLearned:
			number = steps[s.Ops[a.Column-1]].back
		case a.Column < len(s.Ops):
			number = steps[s.Ops[a.Column]].back
		default:
			number = steps[s.Loss].back
		}
	}
	return v.file(number)
}

// measure counts the cells, and the gaps of the steps that have none.
func (v *view) measure() {
	for _, b := range v.blocks {
		up, down := across(b.up), across(b.down)
		v.wide += max(up, down)
		if up+down == 0 {
			v.gaps++
		}
		v.narrow = max(v.narrow, up+down)
	}
	// What is wider scrolls.
	v.wide, v.gaps, v.narrow = min(v.wide, markup.WidthClasses), min(v.gaps, markup.WidthClasses), min(v.narrow, markup.WidthClasses)
}

// across is how many cells some tables have side by side.
func across(tables []table) int {
	sum := 0
	for _, t := range tables {
		sum += len(t.rows[0])
	}
	return sum
}
