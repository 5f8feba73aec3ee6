package notebook

import (
	"strconv"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/tex"
)

// TeX writes a sign, with an index if one is given, as in
// \partial L/\partial K_{0,1}. The number of a sign stands above it in
// parentheses, as in Z^{(2)}. A parameter after the update step is "new K",
// because a prime would read as a derivative.
func TeX(s cnn.Sign, index ...int) string {
	t := s.Letter
	if s.Number > 0 {
		t += "^{(" + strconv.Itoa(s.Number) + ")}"
	}
	if len(index) > 0 {
		t += "_{" + joinIndex(index) + "}"
	}
	switch {
	case s.Gradient:
		return `\partial L/\partial ` + t
	case s.Updated:
		return `\text{new }` + t
	}
	return t
}

// squared is the square of a sign.
func squared(s cnn.Sign, index []int) string {
	t := TeX(s, index...)
	if s.Gradient || s.Updated || s.Number > 0 {
		return "(" + t + ")^2"
	}
	return t + "^2"
}

// joinIndex writes an index as "0,1".
func joinIndex(index []int) string {
	parts := make([]string, len(index))
	for axis, i := range index {
		parts[axis] = strconv.Itoa(i)
	}
	return strings.Join(parts, ",")
}

// withIndex gives a name one more index, for one map of a stack.
func withIndex(name string, index []int) string {
	if name == "" || len(index) == 0 {
		return name
	}
	subscript := "_{" + joinIndex(index) + "}"
	if _, err := tex.Parse(name + subscript); err != nil {
		return "{" + name + "}" + subscript // it has a subscript already
	}
	return name + subscript
}
