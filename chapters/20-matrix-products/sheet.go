package main

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// widest is how many columns of a matrix a page shows.
const widest = 16

// A sheet lays the convolution of the example out as matrices to look at, with
// some of their columns.
type sheet struct {
	ex            *cnn.Classic
	kh, kw        int
	height, width int   // of Z
	places        []int // whose columns are shown
}

// newSheet shows all columns, or the first if they are too many.
func newSheet(ex *cnn.Classic) sheet {
	k, z := ex.K.Shape.Plain(), ex.Z.Shape.Plain()
	s := sheet{ex: ex, kh: k[0], kw: k[1], height: z[0], width: z[1]}
	for at := range min(widest, len(ex.Z.Data)) {
		s.places = append(s.places, at)
	}
	return s
}

// live are the places whose δ is not 0.
func (s sheet) live() []int {
	var live []int
	for at, d := range s.ex.DZ.Reals() {
		if d.Sign() != 0 {
			live = append(live, at)
		}
	}
	return live
}

// backward is the sheet with the columns whose δ is not 0, or with the
// first of these if they are too many. Where there is none it stays as it is.
func (s sheet) backward() sheet {
	if live := s.live(); len(live) > 0 {
		s.places = live[:min(widest, len(live))]
	}
	return s
}

// whole reports whether the columns that are not shown add nothing to a sum.
func (s sheet) whole() bool { return len(s.live()) <= widest }

// liveSaid says which columns the backward sheet has.
func (s sheet) liveSaid() (string, notebook.Let) {
	live, all := s.live(), len(s.ex.DZ.Data)
	if len(live) == 0 {
		return "nothing arrives", nil
	}
	var outputs []string
	for column := range s.places {
		i, j := s.output(column)
		outputs = append(outputs, fmt.Sprintf("$Z_{%d,%d}$", i, j))
	}
	which := fmt.Sprintf("%s of %s", notebook.Plural(len(live), "it is that", "they are those"), notebook.Listed(outputs))
	if !s.whole() {
		which = fmt.Sprintf("they are those of %s and %d more", strings.Join(outputs, ", "), len(live)-len(outputs))
	}
	return "the live columns", notebook.Let{"live": len(live), "all": all,
		"are": notebook.Plural(len(live), "is", "are"), "which": which}
}

// chosen is the number of the column whose window is shown.
func (s sheet) chosen() int { return len(s.places) * 3 / 8 }

// output is the index in Z of a column that is shown.
func (s sheet) output(column int) (i, j int) {
	return s.places[column] / s.width, s.places[column] % s.width
}

// caption says which window is marked, and which columns are shown.
func (s sheet) caption(column int) (string, notebook.Let) {
	i, j := s.output(column)
	let := notebook.Let{"i": i, "j": j}
	all := len(s.ex.Z.Data)
	if len(s.places) == all {
		return "the window", let
	}
	let["shown"], let["all"] = len(s.places), all
	return "the window, and more", let
}

// window is X with the window of a column marked.
func (s sheet) window(column int) notebook.Grid {
	i, j := s.output(column)
	return notebook.Show(s.ex.X).Mark("here", cnn.Block(i, j, s.kh, s.kw)...)
}

// column lists the cells of a column, to be marked.
func (s sheet) column(column int) [][2]int { return cnn.Block(0, column, s.kh*s.kw, 1) }

// cell is the cell of X that is copied into the row of a weight and into a column
// that is shown.
func (s sheet) cell(tap, column int) []int {
	i, j := s.output(column)
	return []int{i + tap/s.kw, j + tap%s.kw}
}

// cut is a row of numbers, one for each output, with those that are shown.
func (s sheet) cut(row []cnn.Real) []cnn.Real {
	var list []cnn.Real
	for _, at := range s.places {
		list = append(list, row[at])
	}
	return list
}

// The matrices of the page. Their numbers are those of the pass, which the loops
// agree with and which are known to more digits. Each entry of the matrix of
// windows knows the cell that it was copied from.

func (s sheet) columns() laid {
	rows := make([][]cnn.Real, s.kh*s.kw)
	for tap := range rows {
		for column := range s.places {
			rows[tap] = append(rows[tap], s.ex.X.RealAt(s.cell(tap, column)...))
		}
	}
	m := matrixOf(`\text{cols}`, rows)
	m.derive(func(index []int) []product {
		return []product{{element(s.ex.X.Sign, s.ex.X.Place, s.cell(index[0], index[1]), m.at(index))}}
	})
	return m
}

func (s sheet) kernel() laid { return vectorOf("w", s.ex.K.Reals()) }

func (s sheet) errors() laid { return vectorOf(`\delta`, s.cut(s.ex.DZ.Reals())) }

func (s sheet) bias() laid {
	m := laid{Grid: notebook.Show(s.ex.B), sign: s.ex.B.Sign, numbers: s.ex.B.Reals()}
	m.Shape = cnn.Shape{}
	return m
}

// result is w · cols + b with the sum of each element.
func (s sheet) result(k, cols, b laid) laid {
	m := vectorOf("z", s.cut(s.ex.Z.Reals()))
	m.derive(func(index []int) []product {
		var terms []product
		for t := range k.Values {
			terms = append(terms, product{k.factor(t), cols.factor(t, index[0])})
		}
		return append(terms, product{b.factor()})
	})
	return m
}

// kernelGradient is δ · colsᵀ with the sum of each element.
func (s sheet) kernelGradient(delta, cols laid) laid {
	m := vectorOf("w", s.ex.DK.Reals())
	m.gradient()
	m.derive(func(index []int) []product {
		var terms []product
		for j := range delta.Values {
			terms = append(terms, product{delta.factor(j), cols.factor(index[0], j)})
		}
		return terms
	})
	return m
}

// columnsGradient is kᵀ · δ with the product of each element.
func (s sheet) columnsGradient(k, delta laid) laid {
	rows := make([][]cnn.Real, len(k.numbers))
	for tap, weight := range k.numbers {
		for _, d := range delta.numbers {
			rows[tap] = append(rows[tap], weight.Times(d))
		}
	}
	m := matrixOf(`\text{cols}`, rows)
	m.gradient()
	m.derive(func(index []int) []product {
		return []product{{k.factor(index[0]), delta.factor(index[1])}}
	})
	return m
}

// meeting is the first of the cells of X that most of δ comes to.
func (s sheet) meeting() (u, v int) {
	arrived, delta := make([]int, len(s.ex.X.Data)), s.ex.DZ.Reals()
	for _, l := range s.ex.Pass.Links(cnn.ConvLayer) {
		if l.In != cnn.One && delta[l.Out].Sign() != 0 {
			arrived[l.In]++
		}
	}
	index := s.ex.X.Shape.Plain().Index(slices.Index(arrived, slices.Max(arrived)))
	return index[0], index[1]
}

// gradientSum is the gradient of a weight as a row of cols times δ, as
// nb.Equation takes it. Where δ has many cells it is the sum alone.
func (s sheet) gradientSum(tap int) (left, sum string) {
	const most = 6
	var terms []string
	for j, d := range s.cut(s.ex.DZ.Reals()) {
		if d.Sign() != 0 {
			terms = append(terms, fmt.Sprintf(`\delta_{%d} \, \text{cols}_{%d,%d}`, j, tap, j))
		}
	}
	switch {
	case !s.whole() || len(terms) > most:
		terms = []string{fmt.Sprintf(`\sum_j \delta_j \, \text{cols}_{%d,j}`, tap)}
	case len(terms) == 0:
		terms = []string{"0"}
	}
	return fmt.Sprintf(`\partial L/\partial w_{%d}`, tap), "= " + strings.Join(terms, " + ")
}
