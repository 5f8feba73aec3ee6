package format

import (
	"strings"

	"backprop/internal/cnn"
)

// An Array holds numbers as somebody wrote them, in row-major order.
type Array struct {
	Shape   cnn.Shape // empty for a single number
	Numbers []Number
}

// A Number is a number as it is written, since its digits say how exact it
// claims to be.
type Number struct {
	// Text is the number in the form of JSON, as 0.120 or -1.5e-3, or as a
	// fraction, 3/8. It is "null" for a blank.
	Text  string
	Value float64
	Blank bool // nothing is written here
}

// blank is a cell that is left open.
var blank = Number{Text: "null", Blank: true}

// String writes the array as it was understood: [[1, 0.50], [_, -3e-2]].
func (a Array) String() string {
	var b strings.Builder
	at := 0
	a.write(&b, 0, &at)
	return b.String()
}

func (a Array) write(b *strings.Builder, axis int, at *int) {
	if axis == len(a.Shape) {
		text := a.Numbers[*at].Text
		if a.Numbers[*at].Blank {
			text = "_"
		}
		b.WriteString(text)
		*at++
		return
	}
	b.WriteByte('[')
	for i := range a.Shape[axis] {
		if i > 0 {
			b.WriteString(", ")
		}
		a.write(b, axis+1, at)
	}
	b.WriteByte(']')
}

// fitted is the array in the given shape, where it has it but for leading axes
// of length 1 or is a column for a vector. Otherwise it is the array as it is.
func (a Array) fitted(shape cnn.Shape) Array {
	own := withoutOnes(a.Shape)
	column := len(own) == 2 && own[1] == 1 && len(shape) == 1 && own[0] == shape[0]
	if own.Equal(withoutOnes(shape)) || column {
		a.Shape = shape
	}
	return a
}

// withoutOnes is a shape without its leading axes of length 1.
func withoutOnes(shape cnn.Shape) cnn.Shape {
	for len(shape) > 0 && shape[0] == 1 {
		shape = shape[1:]
	}
	return shape
}
