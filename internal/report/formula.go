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

// of is a letter of the index of q, and 0 where q has one element only: at
// writes none there, and on the other side the letter would stand for nothing.
func of(q cnn.Quantity, letter string) string {
	if len(q.Data) == 1 {
		return "0"
	}
	return letter
}

// along is a letter of an axis, and 0 where the axis has one place only.
func along(length int, letter string) string {
	if length == 1 {
		return "0"
	}
	return letter
}

// placeIn is the reverse: the place in the window at which a cell stands.
func placeIn(cell, window string, step, pad int) string {
	s := cell + "-"
	if cell == "0" {
		s = "-"
	}
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

// ownLetters are the letters, with 0 for each where there is one element only.
func ownLetters(q cnn.Quantity) []string {
	own := letters(q)
	for i, letter := range own {
		own[i] = of(q, letter)
	}
	return own
}
