package main

import (
	"backprop/internal/certify"
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// exact works out the masks, the spread errors and the wrong rules, on the
// network and on the matrices beside it.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	network := pooling50{ex.A, ex.DP, ex.Pool}
	c.Grid(`\text{mask}`, network.mask().Flat())
	c.Grid(`\text{errors, spread}`, network.toWindow(func(d witness.Decimal, _ int) witness.Decimal { return d }).Flat())
	c.Grid("mask-without-error", network.mask().Flat())
	shared := func(d witness.Decimal, cells int) witness.Decimal { return d.Over(witness.New(float64(cells))) }
	c.Grid("error-shared", network.toWindow(shared).Flat())
	c.Add("sum of the errors", witness.Sum(ex.DP.Flat()))

	side := func(x [][]float64) pooling50 { return pooling50{matrix(x), matrix(delta), three} }
	first, second := side(tidy), side(untidy)
	for _, p := range []pooling50{first, second} {
		for i := range p.d {
			for j := range p.d[0] {
				one := pooling50{p.x, witness.Of(len(p.d), len(p.d[0]), func(k, l int) witness.Decimal {
					if k == i && l == j {
						return witness.New(1)
					}
					return witness.New(0)
				}), p.window}
				c.Grid(notebookMask(i, j), one.right().Flat())
			}
		}
	}
	c.Grid("overlap-overwritten", second.overwritten().Flat())
	c.Grid("tie-copied", second.copied().Flat())
	for _, m := range []witness.Matrix{second.right(), second.mask(), second.overwritten(), second.copied(),
		second.toWindow(func(d witness.Decimal, _ int) witness.Decimal { return d }), second.toWindow(shared)} {
		c.Add("sum of what a rule gives", witness.Sum(m.Flat()))
	}
	for _, a := range ex.A.Flat() {
		c.Add("a cell raised by 1", a.Plus(witness.New(1)))
	}
	ninth := witness.New(4).Over(witness.New(9))
	c.Add("four ninths", ninth)
}

// notebookMask is the name of the mask of a window.
func notebookMask(i, j int) string {
	return "M^{(" + string(rune('0'+i)) + "," + string(rune('0'+j)) + ")}"
}

func matrix(rows [][]float64) witness.Matrix {
	var m witness.Matrix
	for _, row := range rows {
		m = append(m, certify.Decimals(row...))
	}
	return m
}

// A pooling50 is a map, the errors of its pooling windows and the window.
type pooling50 struct {
	x, d   witness.Matrix
	window cnn.Window
}

// each visits the windows: the error, the cells, and which of them won.
func (p pooling50) each(visit func(d witness.Decimal, cells [][2]int, won [2]int)) {
	for i := range p.d {
		for j, d := range p.d[i] {
			var cells [][2]int
			for m := range p.window.Size.Down {
				for n := range p.window.Size.Across {
					cells = append(cells, [2]int{i*p.window.Stride.Down + m, j*p.window.Stride.Across + n})
				}
			}
			won := cells[0]
			for _, at := range cells {
				if p.x[at[0]][at[1]].Compare(p.x[won[0]][won[1]]) > 0 {
					won = at
				}
			}
			visit(d, cells, won)
		}
	}
}

func (p pooling50) zeros() witness.Matrix {
	return p.x.Each(func(witness.Decimal) witness.Decimal { return witness.New(0) })
}

func add(m witness.Matrix, at [2]int, v witness.Decimal) { m[at[0]][at[1]] = m[at[0]][at[1]].Plus(v) }

func (p pooling50) right() witness.Matrix {
	m := p.zeros()
	p.each(func(d witness.Decimal, _ [][2]int, won [2]int) { add(m, won, d) })
	return m
}

func (p pooling50) mask() witness.Matrix {
	m := p.zeros()
	p.each(func(_ witness.Decimal, _ [][2]int, won [2]int) { m[won[0]][won[1]] = witness.New(1) })
	return m
}

func (p pooling50) overwritten() witness.Matrix {
	m := p.zeros()
	p.each(func(d witness.Decimal, _ [][2]int, won [2]int) { m[won[0]][won[1]] = d })
	return m
}

// toWindow gives every cell of a window a part of its error.
func (p pooling50) toWindow(part func(d witness.Decimal, cells int) witness.Decimal) witness.Matrix {
	m := p.zeros()
	p.each(func(d witness.Decimal, cells [][2]int, _ [2]int) {
		for _, at := range cells {
			add(m, at, part(d, len(cells)))
		}
	})
	return m
}

// copied gives every cell that is as large as the winner the whole error.
func (p pooling50) copied() witness.Matrix {
	m := p.zeros()
	p.each(func(d witness.Decimal, cells [][2]int, won [2]int) {
		for _, at := range cells {
			if p.x[at[0]][at[1]].Compare(p.x[won[0]][won[1]]) == 0 {
				add(m, at, d)
			}
		}
	})
	return m
}
