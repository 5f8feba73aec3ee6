package main

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A laid grid is a matrix or a vector of this chapter under a symbol of its own.
// Its elements know how they came about, as those of a pass do.
type laid struct {
	notebook.Grid
	sign    cnn.Sign
	numbers []cnn.Real
}

// mostDerived is up to how many elements tell how they came about, so that a
// page stays a page.
const mostDerived = 64

func matrixOf(letter string, rows [][]cnn.Real) laid {
	return laid{notebook.Matrix(letter, rows), cnn.Sign{Letter: letter}, slices.Concat(rows...)}.placed()
}

// vectorOf is a vector that is laid out across.
func vectorOf(letter string, v []cnn.Real) laid {
	return laid{notebook.Vector(letter, v).AsRow(), cnn.Sign{Letter: letter}, v}.placed()
}

// placed gives the grid its name and a place of its own beside those of the
// pass, by its sign.
func (l laid) placed() laid {
	l.Name = notebook.TeX(l.sign)
	l.Place = cnn.OwnPlace(l.Name)
	return l
}

// gradient makes it the gradient of what its sign says.
func (l *laid) gradient() {
	l.sign.Gradient = true
	*l = l.placed()
}

// at is the element of an index.
func (l laid) at(index []int) cnn.Real { return l.numbers[l.Shape.Offset(index...)] }

// factor is an element as a factor of a term.
func (l laid) factor(index ...int) operand {
	return element(l.sign, l.Place, index, l.at(index))
}

// derive gives each element the terms that it is the sum of, unless they are
// too many to be told.
func (l *laid) derive(terms func(index []int) []product) {
	if len(l.Values) > mostDerived {
		return
	}
	for at, v := range l.numbers {
		index := l.Shape.Index(at)
		l.Derivations = append(l.Derivations, cnn.Derivation{
			Sign: l.sign, Place: l.Place, Index: index, Rule: cnn.Sum, Terms: added(terms(index)), Value: v.Float(), Exact: v.Exact()})
	}
}

// transposed exchanges the rows and columns of a matrix, whose entries keep
// their names.
func (l laid) transposed() notebook.Grid {
	rows, columns := l.Shape[0], l.Shape[1]
	turned := make([][]cnn.Real, columns)
	var elements [][]int
	for j := range turned {
		for i := range rows {
			turned[j] = append(turned[j], l.at([]int{i, j}))
			elements = append(elements, []int{i, j})
		}
	}
	g := notebook.Matrix(l.Name+`^\top`, turned)
	g.Place, g.Elements = l.Place, elements
	return g
}

// upright lays a vector out as a column.
func (l laid) upright() notebook.Grid {
	g := l.Grid
	g.Across = false
	g.Name += `^\top`
	return g
}

// fromLinks is the matrix of the windows once more, from the engine's list: a
// link says that this output reads this cell through this weight.
func fromLinks(ex *cnn.Classic) [][]float64 {
	cols := cnn.Zeros(len(ex.K.Data), len(ex.Z.Data))
	for _, l := range ex.Pass.Links(cnn.ConvLayer) {
		if l.In != cnn.One { // the bias reads no cell
			cols[l.Param][l.Out] = ex.X.Data[l.In]
		}
	}
	return cols
}

// An operand is an element as a factor, and what it is as well as it is known.
type operand struct {
	cnn.Factor
	number cnn.Real
}

func element(sign cnn.Sign, place cnn.Place, index []int, x cnn.Real) operand {
	return operand{cnn.Factor{Kind: cnn.Element, Sign: sign, Place: place, Index: index,
		Element: x.Float(), Value: x.Float(), Exact: x.Exact()}, x}
}

// A product is a term in the making.
type product []operand

// added are products as the terms of a sum, with what they come to one after the
// other.
func added(products []product) []cnn.Term {
	var terms []cnn.Term
	total, sum := cnn.Written(0), 0.0
	for _, p := range products {
		t, exact := cnn.Term{Value: 1}, cnn.Written(1)
		for _, f := range p {
			t.Factors, t.Value, exact = append(t.Factors, f.Factor), t.Value*f.Value, exact.Times(f.number)
		}
		total, sum = total.Plus(exact), sum+t.Value
		t.Sum = total.Beside(sum)
		terms = append(terms, t)
	}
	return terms
}
