package main

import (
	"iter"

	"backprop/internal/cnn"
)

// maps are several matrices of one size: maps[c][i][j].
type maps = [][][]float64

// stack makes maps of zeros.
func stack(channels, height, width int) maps {
	m := make(maps, channels)
	for c := range m {
		m[c] = cnn.Zeros(height, width)
	}
	return m
}

// like makes zeros with the shape of other maps.
func like(m maps) maps { return stack(len(m), len(m[0]), len(m[0][0])) }

// alike makes zeros with the shape of other kernels.
func alike(k []maps) []maps {
	zeros := make([]maps, len(k))
	for o := range k {
		zeros[o] = like(k[o])
	}
	return zeros
}

// split takes a tensor [C H W] apart into maps.
func split(q cnn.Quantity) maps {
	s := q.Tensor.Shape
	m := stack(s[0], s[1], s[2])
	for c := range m {
		for i, j := range cells(m[c]) {
			m[c][i][j] = q.Data[s.Offset(c, i, j)]
		}
	}
	return m
}

// splitKernels takes a tensor [O C kh kw] apart into kernels.
func splitKernels(q cnn.Quantity) []maps {
	s := q.Tensor.Shape
	k := make([]maps, s[0])
	size := s[1:].Size()
	for o := range k {
		k[o] = split(cnn.Quantity{Tensor: &cnn.Tensor{Shape: s[1:],
			Data: q.Data[o*size : (o+1)*size]}})
	}
	return k
}

// cells yields the row and the column of each cell of a matrix.
func cells(matrix [][]float64) iter.Seq2[int, int] {
	return func(yield func(i, j int) bool) {
		for i := range matrix {
			for j := range matrix[i] {
				if !yield(i, j) {
					return
				}
			}
		}
	}
}

// inside reports whether a matrix has a cell.
func inside(matrix [][]float64, i, j int) bool {
	return 0 <= i && i < len(matrix) && 0 <= j && j < len(matrix[0])
}

// cut is the part of a matrix that begins at a cell.
func cut(x [][]float64, top, left, height, width int) [][]float64 {
	part := cnn.Zeros(height, width)
	for i := range part {
		copy(part[i], x[top+i][left:])
	}
	return part
}

// window lists the cells of a map that a pooling window reads, with the number by
// which their sum is divided: the window ends where the padded map ends.
func window(x [][]float64, i, j int, w cnn.Window) (there [][2]int, n float64) {
	top, left := i*w.Stride.Down-w.Pad.Top, j*w.Stride.Across-w.Pad.Left
	bottom := min(top+w.Size.Down, len(x)+w.Pad.Bottom)
	right := min(left+w.Size.Across, len(x[0])+w.Pad.Right)
	for _, c := range cnn.Block(top, left, bottom-top, right-left) {
		if inside(x, c[0], c[1]) {
			there = append(there, c)
		}
	}
	return there, float64((bottom - top) * (right - left))
}
