package notebook

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
)

// Part is the grid of a part of a quantity, by the first indices of its
// elements: one map of several, one plane of a kernel, one number of a vector.
// Its cells stay elements of the quantity: a row that shows the part says
// where they come from, as it does for the whole.
func Part(q cnn.Quantity, index ...int) Grid {
	if q.Tensor == nil {
		return Show(q)
	}
	shape := q.Tensor.Shape
	name := TeX(q.Sign, index...)
	if len(index) > len(shape) {
		return Grid{Name: name, err: fmt.Errorf("%q has the shape %s; %d indices are too many for a part of it", TeX(q.Sign), shape, len(index))}
	}
	first := 0
	for axis, i := range index {
		if i < 0 || i >= shape[axis] {
			return Grid{Name: name, err: fmt.Errorf("%q has the shape %s; it has no part %v", TeX(q.Sign), shape, index)}
		}
		first = first*shape[axis] + i
	}
	g := Grid{Name: name, Shape: slices.Clone(shape[len(index):])}
	size := g.Shape.Size()
	first *= size
	g.Values, g.Exact = slices.Clone(q.Tensor.Data[first:first+size]), exacts(q, first, size)
	g = g.Of(q, func(cell []int) []int {
		// Not nil, which would be a cell that shows no element.
		return append([]int{}, q.Label(first+g.Shape.Offset(cell...))...)
	})
	g.Derivations = derivations(q, first, size)
	return g
}
