package cnn

import (
	"slices"
	"strconv"
	"strings"
)

// A Shape is the length of each axis of a tensor: [n] for a vector,
// [C H W] for maps, [O C kh kw] for kernels, [out in] for weights.
type Shape []int

// Size is the number of elements.
func (s Shape) Size() int {
	n := 1
	for _, length := range s {
		n *= length
	}
	return n
}

// Equal reports whether both shapes have the same axes.
func (s Shape) Equal(t Shape) bool { return slices.Equal(s, t) }

// Offset is the place of an element in row-major order.
// It panics if the index does not lie in the shape.
func (s Shape) Offset(index ...int) int {
	if len(index) != len(s) {
		panic("cnn: index with " + strconv.Itoa(len(index)) + " axes into a tensor of shape " + s.String())
	}
	at := 0
	for axis, i := range index {
		if i < 0 || i >= s[axis] {
			panic("cnn: index " + strconv.Itoa(i) + " outside axis " + strconv.Itoa(axis) + " of shape " + s.String())
		}
		at = at*s[axis] + i
	}
	return at
}

// Index is the inverse of Offset: the index of the element at a place in
// row-major order.
func (s Shape) Index(offset int) []int {
	index := make([]int, len(s))
	for axis := len(s) - 1; axis >= 0; axis-- {
		index[axis] = offset % s[axis]
		offset /= s[axis]
	}
	return index
}

// Plain is the shape without the axes that say nothing: one map [1 H W] is
// read as [H W], one kernel [1 1 kh kw] as [kh kw].
func (s Shape) Plain() Shape {
	switch {
	case len(s) == 3 && s[0] == 1:
		return s[1:]
	case len(s) == 4 && s[0] == 1 && s[1] == 1:
		return s[2:]
	}
	return s
}

// Label is the index that a reader writes behind a sign: the index in the
// plain shape, and nothing where there is one element only.
func (s Shape) Label(offset int) []int {
	if s.Size() == 1 {
		return nil
	}
	return s.Plain().Index(offset)
}

// String writes the axes as in "3×5×5".
func (s Shape) String() string {
	axes := make([]string, len(s))
	for i, length := range s {
		axes[i] = strconv.Itoa(length)
	}
	return strings.Join(axes, "×")
}

// counted is a number of things, such as "1 channel" or "3 channels".
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return strconv.Itoa(n) + " " + thing
}
