package certify

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// Names are what a chapter calls arrays of its own: those that it makes from
// the arrays of the network and that have a letter of their own, with elements
// such as δ_0. One name may stand for other numbers further down the page: then
// there are several sets of names, and a formula must hold with one of them.
type Names struct {
	catalogue *Catalogue
	arrays    map[cnn.Sign]array
}

type array struct {
	shape  cnn.Shape
	values []witness.Decimal
}

// Names begins a new set of names. They come before the signs of the networks.
func (c *Catalogue) Names() *Names {
	n := &Names{c, map[cnn.Sign]array{}}
	c.names = append(c.names, n)
	return n
}

// Array says what the elements of an array are, in row-major order: those of a
// formula and, as Grid does, those of a grid of this name. The name is TeX,
// such as \delta or \partial L/\partial \text{cols}. It panics where the name
// is no sign with a gradient's ∂L/∂ or without, or the shape has not so many
// elements.
func (n *Names) Array(name string, shape cnn.Shape, values []witness.Decimal) {
	tree, err := parse(name + "_{0}") // a text is a sign where it has an index
	var e *expression
	if err == nil {
		e, err = readExpression(tree)
	}
	if err != nil || e.op != "symbol" || shape.Size() != len(values) {
		panic(fmt.Sprintf("certify: %d numbers for an array %q of shape %s", len(values), name, shape))
	}
	n.arrays[e.sign] = array{shape, values}
	n.catalogue.Grid(name, values)
}

// at is an element; ok is false where the index is none of the array's.
func (a array) at(index []int) (v witness.Decimal, ok bool) {
	if len(index) != len(a.shape) {
		return v, false
	}
	for axis, i := range index {
		if i < 0 || i >= a.shape[axis] {
			return v, false
		}
	}
	return a.values[a.shape.Offset(index...)], true
}

// A named world knows a set of names beside the signs of its network.
type namedWorld struct {
	*world
	names *Names
}

// symbol is environment.
func (w namedWorld) symbol(sign cnn.Sign, index []int) (witness.Decimal, bool) {
	if a, ok := w.names.arrays[sign]; ok {
		return a.at(index)
	}
	return w.world.symbol(sign, index)
}

// knowing are the environments in which a formula may hold: its symbols are
// those of one of the networks, with or without a set of names. Of these, only
// the ones that know the most of its sides: where a symbol is not known, a
// formula holds too easily.
func (c *certifier) knowing(sides []side) []environment {
	var best []environment
	most := 0
	try := func(env environment) {
		known := 0
		for i := range sides {
			if sides[i].compute(env); sides[i].known {
				known++
			}
		}
		if known > most {
			best, most = nil, known
		}
		if known == most {
			best = append(best, env)
		}
	}
	for _, w := range c.worlds {
		try(w)
		for _, n := range c.catalogue.names {
			try(namedWorld{w, n})
		}
	}
	return best
}
