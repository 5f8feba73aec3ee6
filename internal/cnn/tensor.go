package cnn

import (
	"fmt"
	"slices"
)

// A Tensor is an array of numbers with a shape, in row-major order.
type Tensor struct {
	Shape Shape
	Data  []float64
}

// NewTensor makes a tensor of zeros.
func NewTensor(shape ...int) *Tensor {
	s := Shape(slices.Clone(shape))
	return &Tensor{Shape: s, Data: make([]float64, s.Size())}
}

// Vector makes a tensor of shape [n] from its elements.
func Vector(elements ...float64) *Tensor {
	return &Tensor{Shape: Shape{len(elements)}, Data: slices.Clone(elements)}
}

// Matrix makes a tensor of shape [H W] from its rows, which must be equally
// long; it panics if they are not.
func Matrix(rows [][]float64) *Tensor {
	if len(rows) == 0 {
		panic("cnn: matrix without rows")
	}
	t := NewTensor(len(rows), len(rows[0]))
	for i, row := range rows {
		if len(row) != len(rows[0]) {
			panic(fmt.Sprintf("cnn: row %d has %d elements, row 0 has %d", i, len(row), len(rows[0])))
		}
		copy(t.Data[i*len(row):], row)
	}
	return t
}

// Map makes one map of shape [1 H W] from its rows.
func Map(rows [][]float64) *Tensor {
	t := Matrix(rows)
	t.Shape = Shape{1, t.Shape[0], t.Shape[1]}
	return t
}

// Filter makes one kernel of shape [1 1 kh kw] from its rows.
func Filter(rows [][]float64) *Tensor {
	t := Matrix(rows)
	t.Shape = Shape{1, 1, t.Shape[0], t.Shape[1]}
	return t
}

// At is the element at an index. One map and one kernel may be read with two
// indices, a single number with none. At panics if the index does not lie in
// the shape.
func (t *Tensor) At(index ...int) float64 {
	if len(index) == 0 && len(t.Data) == 1 {
		return t.Data[0]
	}
	if plain := t.Shape.Plain(); len(index) == len(plain) {
		return t.Data[plain.Offset(index...)]
	}
	return t.Data[t.Shape.Offset(index...)]
}

// Rows copies a matrix, one map or one kernel into a slice of rows, and a
// vector into one row. It panics for what has more than one plane.
func (t *Tensor) Rows() [][]float64 {
	plain := t.Shape.Plain()
	if len(plain) == 1 {
		plain = Shape{1, plain[0]}
	}
	if len(plain) != 2 {
		panic("cnn: a tensor of shape " + t.Shape.String() + " is not one matrix")
	}
	rows := make([][]float64, plain[0])
	for i := range rows {
		rows[i] = slices.Clone(t.Data[i*plain[1] : (i+1)*plain[1]])
	}
	return rows
}

// Values copies the elements in row-major order.
func (t *Tensor) Values() []float64 { return slices.Clone(t.Data) }

// Sum adds the elements in row-major order.
func (t *Tensor) Sum() float64 {
	sum := 0.0
	for _, v := range t.Data {
		sum += v
	}
	return sum
}

// Largest is the index, into the plain shape, of the first element that no
// other exceeds.
func (t *Tensor) Largest() []int {
	return t.Shape.Plain().Index(slices.Index(t.Data, slices.Max(t.Data)))
}

// Clone is a copy that shares nothing with the original.
func (t *Tensor) Clone() *Tensor {
	return &Tensor{Shape: slices.Clone(t.Shape), Data: slices.Clone(t.Data)}
}
