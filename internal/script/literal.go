package script

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// lineWidth is how wide a line of a script is. Only a row of an array may be
// wider, since it stays a line, and a place of the book's values.
const lineWidth = 80

// number is the shortest decimal that reads as the same float64, in Python as
// in JSON, without the sign of −0.
func number(v float64) string {
	if v == 0 {
		return "0"
	}
	form := byte('f')
	if size := math.Abs(v); size < 1e-6 || size >= 1e15 {
		form = 'e' // a whole number of many digits would be an integer that no array holds
	}
	return strconv.FormatFloat(v, form, -1, 64)
}

// flat writes an array as lists within lists, on one line.
func flat(shape cnn.Shape, data []float64) string {
	if len(shape) == 0 {
		return number(data[0])
	}
	var parts []string
	for part := range slices.Chunk(data, len(data)/shape[0]) {
		parts = append(parts, flat(shape[1:], part))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// literal writes an array that follows so many columns of text and is followed
// by others: on one line where it fits, and else a part a line, each indented
// deeper than the whole.
func literal(t *cnn.Tensor, before, after int) string {
	return nested(t.Shape, t.Data, before+after, 0)
}

func nested(shape cnn.Shape, data []float64, taken, depth int) string {
	line := flat(shape, data)
	if taken+len(line) <= lineWidth || len(shape) == 1 && depth > 0 {
		return line
	}
	if len(shape) == 1 { // a long vector: as many numbers a line as fit
		return "[\n" + filled(data) + "]"
	}
	var b strings.Builder
	b.WriteString("[\n")
	indent := strings.Repeat("    ", depth+1)
	for part := range slices.Chunk(data, len(data)/shape[0]) {
		b.WriteString(indent + nested(shape[1:], part, len(indent)+1, depth+1) + ",\n")
	}
	b.WriteString(strings.Repeat("    ", depth) + "]")
	return b.String()
}

// filled writes numbers in lines that are not too wide.
func filled(data []float64) string {
	var b strings.Builder
	line := "   "
	for _, v := range data {
		text := " " + number(v) + ","
		if len(line)+len(text) > lineWidth {
			b.WriteString(line + "\n")
			line = "   "
		}
		line += text
	}
	return b.String() + line + "\n"
}
