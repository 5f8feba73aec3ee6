package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A laid grid is a matrix or a vector of this chapter under a symbol of its own.
// Its elements know how they came about, as those of a pass do.
type laid struct {
	notebook.Grid
	sign cnn.Sign
}

// mostDerived is up to how many elements tell how they came about, so that a
// page stays a page.
const mostDerived = 64

func matrixOf(letter string, rows [][]float64) laid {
	return laid{notebook.Matrix(letter, rows), cnn.Sign{Letter: letter}}.placed()
}

// vectorOf is a vector that is laid out across.
func vectorOf(letter string, v []float64) laid {
	return laid{notebook.Vector(letter, v).AsRow(), cnn.Sign{Letter: letter}}.placed()
}

// placed gives the grid its name and a place of its own beside those of the
// pass, by its sign.
func (l laid) placed() laid {
	l.Name = notebook.TeX(l.sign)
	l.Place = cnn.Place(l.Name)
	return l
}

// gradient makes it the gradient of what its sign says.
func (l *laid) gradient() {
	l.sign.Gradient = true
	*l = l.placed()
}

// at is the element of an index.
func (l laid) at(index []int) float64 { return l.Values[l.Shape.Offset(index...)] }

// factor is an element as a factor of a term.
func (l laid) factor(index ...int) cnn.Factor {
	return element(l.sign, l.Place, index, l.at(index))
}

// derive gives each element the terms that it is the sum of, unless they are
// too many to be told.
func (l *laid) derive(terms func(index []int) []cnn.Term) {
	if len(l.Values) > mostDerived {
		return
	}
	for at, v := range l.Values {
		index := l.Shape.Index(at)
		l.Derivations = append(l.Derivations, cnn.Derivation{
			Sign: l.sign, Place: l.Place, Index: index, Rule: cnn.Sum, Terms: terms(index), Value: v})
	}
}

// transposed exchanges the rows and columns of a matrix, whose entries keep
// their names.
func (l laid) transposed() notebook.Grid {
	rows, columns := l.Shape[0], l.Shape[1]
	g := notebook.Matrix(l.Name+`^\top`, cnn.Zeros(columns, rows))
	g.Place = l.Place
	for at := range g.Values {
		index := []int{at % rows, at / rows}
		g.Values[at] = l.at(index)
		g.Elements = append(g.Elements, index)
	}
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

func element(sign cnn.Sign, place cnn.Place, index []int, v float64) cnn.Factor {
	return cnn.Factor{Kind: cnn.Element, Sign: sign, Place: place, Index: index, Element: v, Value: v}
}

// product is a term of factors.
func product(factors ...cnn.Factor) cnn.Term {
	t := cnn.Term{Factors: factors, Value: 1}
	for _, f := range factors {
		t.Value *= f.Value
	}
	return t
}
