package marking

import (
	"cmp"
	"math"
	"slices"

	"backprop/internal/cnn"
)

// A WrongNumber is what a mistake gives in place of a right number: the
// number, the mistake's name and what was done. It is an alias of plain
// fields, so that whoever shows such numbers can hold them without knowing
// this package.
type WrongNumber = struct {
	Value        float64
	Mistake, Did string
}

// Mistaken lists what one mistake of the catalogue gives in place of the right
// element at a place of the network's values or, without an index, in place
// of the sum of all its elements. The index is that of the plain shape, or of
// the whole.
//
// It holds what a reader can have done who has the page of that place open:
// the mistakes that are made in the step that makes it and in the step before.
// What is done further back, the page has shown them, so a mistake that is made
// there as well, as an order of flattening that is wrong forward too, is left
// out. Numbers that print as
// the right one does, with four decimals, are left out. The likeliest come
// first: the mistakes that are made at the place itself, then those in the
// step before, and among these the common ones. A rule that is right on every
// single link here comes last of its kind. Of the mistakes that
// give one printed number, the first is named and, right behind it, one more
// if both are made at the place or both before it.
//
// The list is empty where the network does not run, has no such element, or
// has more links than mistakes are looked for in.
func Mistaken(n *cnn.Network, place cnn.Place, index ...int) []WrongNumber {
	if !isSmall(n) {
		return nil
	}
	m, err := newModel(n)
	if err != nil {
		return nil
	}
	at, ok := m.step(place)
	if !ok {
		return nil
	}
	right, ok := element(at, at.shape, points(m.right(place).Data), index)
	if !ok {
		return nil
	}
	before, ok := m.stepBefore(at)
	if !ok {
		before = at
	}
	base := m.begin(course{}).all()
	var found []candidate
	for i := range catalogue {
		mistake := &catalogue[i]
		for _, f := range mistake.slips(m) {
			inPlace := f.inPlace(m, at)
			if !inPlace && !f.inPlace(m, before) || f.fault.rewrite == nil && slices.ContainsFunc(m.steps[:before.index], func(s step) bool { return f.inPlace(m, s) }) {
				continue
			}
			shape, values := base.slipping(f).until(place)
			v, ok := element(at, shape, values, index)
			if !ok || !differ(v, right) || math.IsInf(v, 0) || math.IsNaN(v) {
				continue
			}
			found = append(found, candidate{WrongNumber{v, mistake.Name, mistake.Did}, !inPlace, f.harmless(base), mistake.common})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(boolCompare(a.before, b.before), boolCompare(a.harmless, b.harmless), cmp.Compare(b.common, a.common))
	})
	return merged(found)
}

// A candidate is a wrong number and how likely it is.
type candidate struct {
	WrongNumber
	before   bool // the mistake is made before the place, not there
	harmless bool // it is right on every single link here
	common   int
}

// isSmall reports whether mistakes are looked for in the network.
func isSmall(n *cnn.Network) bool {
	shapes, err := n.Shapes()
	if err != nil {
		return false
	}
	links := int64(0)
	for i, layer := range n.Layers {
		links += layer.LinkCount(shapes[i])
	}
	return links*int64(n.Examples()) <= chainLinks
}

// element is the element at an index or, without one, the sum of all. It
// reports false where the shape has no such element.
func element(at step, shape cnn.Shape, values []span, index []int) (float64, bool) {
	if len(index) == 0 {
		sum := 0.0
		for _, v := range values {
			sum += v.lo
		}
		return sum, true
	}
	switch plain := shape.Plain(); {
	case shape.Equal(at.shape) && len(index) == len(at.plain):
		shape = at.plain
	case len(index) == len(plain):
		shape = plain
	}
	if len(index) != len(shape) {
		return 0, false
	}
	for axis, i := range index {
		if i < 0 || i >= shape[axis] {
			return 0, false
		}
	}
	return values[shape.Offset(index...)].lo, true
}

// merged puts the mistakes that give one printed number behind the first of
// them: one that is made as near stays, and the others are dropped.
func merged(found []candidate) []WrongNumber {
	const most = 2
	var list []WrongNumber
	for i, first := range found {
		alike := func(c candidate) bool { return !differ(c.Value, first.Value) }
		if slices.ContainsFunc(found[:i], alike) {
			continue
		}
		var names []string
		for _, c := range found[i:] {
			if len(names) < most && alike(c) && c.before == first.before && !slices.Contains(names, c.Mistake) {
				names = append(names, c.Mistake)
				c.Value = first.Value
				list = append(list, c.WrongNumber)
			}
		}
	}
	return list
}
