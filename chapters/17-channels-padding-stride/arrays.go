package main

import (
	"iter"
	"slices"

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

// like makes kernels of zeros with the shape of others.
func like(k []maps) []maps {
	zeros := make([]maps, len(k))
	for o := range k {
		zeros[o] = stack(len(k[o]), len(k[o][0]), len(k[o][0][0]))
	}
	return zeros
}

// tensor is the tensor [C H W] of maps.
func tensor(m maps) *cnn.Tensor {
	t := &cnn.Tensor{Shape: cnn.Shape{len(m), len(m[0]), len(m[0][0])}}
	for _, rows := range m {
		t.Data = append(t.Data, slices.Concat(rows...)...)
	}
	return t
}

// kernels is the tensor [O C kh kw] of kernels.
func kernels(k ...maps) *cnn.Tensor {
	t := &cnn.Tensor{Shape: append(cnn.Shape{len(k)}, tensor(k[0]).Shape...)}
	for _, planes := range k {
		t.Data = append(t.Data, tensor(planes).Data...)
	}
	return t
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

// surrounded is a matrix with zeros around it.
func surrounded(x [][]float64, pad cnn.Padding) [][]float64 {
	wide := cnn.Zeros(pad.Top+len(x)+pad.Bottom,
		pad.Left+len(x[0])+pad.Right)
	for i := range x {
		copy(wide[pad.Top+i][pad.Left:], x[i])
	}
	return wide
}

// cut is the part of a matrix that begins at a cell.
func cut(x [][]float64, top, left, height, width int) [][]float64 {
	part := cnn.Zeros(height, width)
	for i := range part {
		copy(part[i], x[top+i][left:])
	}
	return part
}

// rotated is a matrix turned by 180°.
func rotated(x [][]float64) [][]float64 {
	r := cnn.Zeros(len(x), len(x[0]))
	for i, j := range cells(x) {
		r[len(x)-1-i][len(x[0])-1-j] = x[i][j]
	}
	return r
}

// block lists the cells of a rectangle.
func block(top, left, height, width int) [][2]int {
	var list [][2]int
	for i := range height {
		for j := range width {
			list = append(list, [2]int{top + i, left + j})
		}
	}
	return list
}
