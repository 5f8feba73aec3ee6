package lenet

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// products compute a convolution by im2col and the matrix product of a
// library, gonum's Dgemm.
type products struct {
	*arrays
	list  []int          // of the matrix of windows
	k, dK blas64.General // [O taps]
	z, dZ blas64.General // [O places]
	cols  blas64.General // [taps places]
	dCols blas64.General
}

func newProducts(c *arrays) method {
	taps, places := c.Taps(), c.Places()
	return &products{
		arrays: c,
		list:   windowCells(c.In, c.window(), c.Out),
		k:      matrix(c.Kernel[0], taps, c.k),
		dK:     matrix(c.Kernel[0], taps, c.dK),
		z:      matrix(c.Kernel[0], places, c.z),
		dZ:     matrix(c.Kernel[0], places, c.dZ),
		cols:   matrix(taps, places, make([]float64, taps*places)),
		dCols:  matrix(taps, places, make([]float64, taps*places)),
	}
}

// matrix is a flat matrix as the library wants it.
func matrix(rows, cols int, data []float64) blas64.General {
	return blas64.General{Rows: rows, Cols: cols, Stride: cols, Data: data}
}

// forward is Z = K · cols + b, a row for each kernel.
func (p *products) forward() {
	im2col(p.x, p.list, p.cols.Data)
	for o, b := range p.b {
		row := p.z.Data[o*p.z.Cols:][:p.z.Cols]
		for at := range row {
			row[at] = b
		}
	}
	blas64.Gemm(blas.NoTrans, blas.NoTrans, 1, p.k, p.cols, 1, p.z)
}

// backward is ∂L/∂K = ∂L/∂Z · colsᵀ and ∂L/∂cols = Kᵀ · ∂L/∂Z.
func (p *products) backward() {
	p.addBias()
	blas64.Gemm(blas.NoTrans, blas.Trans, 1, p.dZ, p.cols, 1, p.dK)
	if p.dX != nil {
		blas64.Gemm(blas.Trans, blas.NoTrans, 1, p.k, p.dZ, 0, p.dCols)
		col2im(p.dCols.Data, p.list, p.dX)
	}
}
