package certify

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// A Catalogue holds the 100-digit values that a chapter may print without
// saying where they stand: the elements of its networks, the terms and the
// partial sums of their derivations, and what the chapter's own test works
// out with Add. A float64 is looked up by its value.
type Catalogue struct {
	Network *cnn.Network  // that the chapter is played on
	Pass    *witness.Pass // the same in 100 digits

	known  []entry // of the networks
	own    []entry // of the chapter
	grids  map[string][][]witness.Decimal
	curves map[string]func(witness.Decimal) witness.Decimal
	names  []*Names
	holes  map[string]witness.Decimal
	sorted bool
}

type entry struct {
	float float64
	value witness.Decimal
	name  string
	reach float64 // how far a float64 may be from it; 0: as far as from any
}

// add lets a chapter's test add what it works out.
func (c *Catalogue) add(own func(*Catalogue)) (err error) {
	defer func() {
		if r := recover(); r != nil { // ln 0, where a probability is beyond all digits
			err = fmt.Errorf("%w: %v", ErrBeyond, r)
		}
	}()
	own(c)
	return nil
}

// Add puts a value into the catalogue, under a name for messages.
func (c *Catalogue) Add(name string, values ...witness.Decimal) {
	for i, v := range values {
		n := name
		if len(values) > 1 {
			n = fmt.Sprintf("%s[%d]", name, i)
		}
		c.own = append(c.own, entry{v.Float(), v, n, 0})
	}
	c.sorted = false
}

// AddWithin is Add for a value that the chapter's float64 arithmetic loses
// digits of, such as a difference divided by a small step: its float64 may be
// so far away. Its printed digits must be right all the same.
func (c *Catalogue) AddWithin(reach float64, name string, value witness.Decimal) {
	c.own = append(c.own, entry{value.Float(), value, name, reach})
	c.sorted = false
}

// Hole says what the number is that fills a hole of the chapter's words.md, by
// the names of the section and of the hole.
func (c *Catalogue) Hole(section, hole string, value witness.Decimal) {
	if c.holes == nil {
		c.holes = map[string]witness.Decimal{}
	}
	c.holes[section+"/"+hole] = value
}

// Grid says what the cells of a grid are that stands for no place of a pass,
// in row-major order. The key is the grid's name in TeX, or, for the wrong
// side of a slip, the mistake's name in the catalogue of mistakes. A grid that
// has such a key must agree with one of those given for it, cell by cell. So
// must a figure's map of this name, and bars of this label: a row for each
// group of them.
func (c *Catalogue) Grid(key string, values []witness.Decimal) {
	if c.grids == nil {
		c.grids = map[string][][]witness.Decimal{}
	}
	c.grids[key] = append(c.grids[key], values)
}

// Curve says what function the curve of a name draws. Where it is drawn is
// taken as given.
func (c *Catalogue) Curve(name string, f func(x witness.Decimal) witness.Decimal) {
	if c.curves == nil {
		c.curves = map[string]func(witness.Decimal) witness.Decimal{}
	}
	c.curves[name] = f
}

// grid finds, among those given for a key, the one that agrees: one that the
// printed cells are right for, if there is such a one.
func (c *Catalogue) grid(key string, floats []float64, cells []printed) (values []witness.Decimal, given bool) {
	for _, want := range c.grids[key] {
		if len(want) != len(floats) || !allAgree(floats, want) {
			continue
		}
		if allRound(cells, want) {
			return want, true
		}
		if values == nil {
			values = want
		}
	}
	return values, len(c.grids[key]) > 0
}

func allRound(cells []printed, values []witness.Decimal) bool {
	for i, p := range cells {
		if p.rounds(values[i]) != nil {
			return false
		}
	}
	return true
}

// Decimals are numbers as they are written.
func Decimals(floats ...float64) []witness.Decimal {
	all := make([]witness.Decimal, len(floats))
	for i, f := range floats {
		all[i] = witness.New(f)
	}
	return all
}
