package certify

import (
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// A Pooling is a map under a pooling window, and the errors that arrive, for
// the right way back and the wrong ones.
type Pooling struct {
	X, D   witness.Matrix
	Window cnn.Window
}

// visit walks over the windows: the error, the cells, and which of them won:
// the first of the largest.
func (p Pooling) visit(window func(d witness.Decimal, cells [][2]int, won [2]int)) {
	for i := range p.D {
		for j, d := range p.D[i] {
			var cells [][2]int
			for m := range p.Window.Size.Down {
				for n := range p.Window.Size.Across {
					cells = append(cells, [2]int{i*p.Window.Stride.Down + m, j*p.Window.Stride.Across + n})
				}
			}
			won := cells[0]
			for _, at := range cells {
				if p.at(at).Compare(p.at(won)) > 0 {
					won = at
				}
			}
			window(d, cells, won)
		}
	}
}

func (p Pooling) at(cell [2]int) witness.Decimal { return p.X[cell[0]][cell[1]] }

// gathered is a map of zeros to which each window gives something.
func (p Pooling) gathered(give func(m witness.Matrix, d witness.Decimal, cells [][2]int, won [2]int)) witness.Matrix {
	m := p.X.Each(func(witness.Decimal) witness.Decimal { return witness.New(0) })
	p.visit(func(d witness.Decimal, cells [][2]int, won [2]int) { give(m, d, cells, won) })
	return m
}

func add(m witness.Matrix, at [2]int, v witness.Decimal) { m[at[0]][at[1]] = m[at[0]][at[1]].Plus(v) }

// Right gives each error to the winner of its window.
func (p Pooling) Right() witness.Matrix {
	return p.gathered(func(m witness.Matrix, d witness.Decimal, _ [][2]int, won [2]int) { add(m, won, d) })
}

// Mask has a 1 where a winner is.
func (p Pooling) Mask() witness.Matrix {
	return p.gathered(func(m witness.Matrix, _ witness.Decimal, _ [][2]int, won [2]int) { m[won[0]][won[1]] = witness.New(1) })
}

// Overwritten keeps the last error of a cell that wins several windows.
func (p Pooling) Overwritten() witness.Matrix {
	return p.gathered(func(m witness.Matrix, d witness.Decimal, _ [][2]int, won [2]int) { m[won[0]][won[1]] = d })
}

// Spread gives the whole error to every cell of the window.
func (p Pooling) Spread() witness.Matrix {
	return p.gathered(func(m witness.Matrix, d witness.Decimal, cells [][2]int, _ [2]int) {
		for _, at := range cells {
			add(m, at, d)
		}
	})
}

// Shared divides the error over the window.
func (p Pooling) Shared() witness.Matrix {
	return p.gathered(func(m witness.Matrix, d witness.Decimal, cells [][2]int, _ [2]int) {
		for _, at := range cells {
			add(m, at, d.Over(witness.New(float64(len(cells)))))
		}
	})
}

// Copied gives the whole error to every cell that is as large as the winner.
func (p Pooling) Copied() witness.Matrix {
	return p.gathered(func(m witness.Matrix, d witness.Decimal, cells [][2]int, won [2]int) {
		for _, at := range cells {
			if p.at(at).Compare(p.at(won)) == 0 {
				add(m, at, d)
			}
		}
	})
}

// Last gives the error to the last cell that is as large as the winner.
func (p Pooling) Last() witness.Matrix {
	return p.gathered(func(m witness.Matrix, d witness.Decimal, cells [][2]int, won [2]int) {
		for _, at := range cells {
			if p.at(at).Compare(p.at(won)) == 0 {
				won = at
			}
		}
		add(m, won, d)
	})
}
