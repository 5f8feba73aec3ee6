package report

import (
	"strconv"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A formula is what one element of an array is, in letters.
type formula struct{ left, right string }

// at writes a sign with an index in letters, which in a batch begins with the
// example. What has one element only has no index, and in a batch zeros behind
// the example.
func at(q cnn.Quantity, index ...string) string {
	if q.Lead() != nil {
		own := []string{exampleLetter}
		for _, letter := range index {
			if len(q.Data) == 1 {
				letter = "0"
			}
			own = append(own, letter)
		}
		return notebook.TeX(q.Sign) + "_{" + strings.Join(own, ",") + "}"
	}
	if len(q.Data) == 1 {
		return notebook.TeX(q.Sign)
	}
	return notebook.TeX(q.Sign) + "_{" + strings.Join(index, ",") + "}"
}

// placeIn is the reverse: the place in the window at which a cell stands.
func placeIn(cell, window string, step, pad int) string {
	s := cell + "-"
	if step != 1 {
		s += strconv.Itoa(step)
	}
	if s += window; pad > 0 {
		s += "+" + strconv.Itoa(pad)
	}
	return s
}

// sum writes a sum over some of the indices.
func sum(indices ...string) string {
	return `\sum_{` + strings.Join(indices, ",") + "} "
}

// channels is the index that is summed over where there are several maps.
func channels(letter string, count int, indices ...string) []string {
	if count == 1 {
		return indices
	}
	return append([]string{letter}, indices...)
}

// letters is the index of any element of an output.
func letters(q cnn.Quantity) []string {
	plain := q.Plain()
	if q.IsSequence() {
		return []string{"c", "i"}[2-len(plain):]
	}
	switch len(plain) {
	case 3:
		return []string{"c", "i", "j"}
	case 2:
		return []string{"i", "j"}
	}
	return []string{"i"}
}
