package main

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// quantity is the array at a place that the pass has.
func quantity(p *cnn.Pass, place cnn.Place) cnn.Quantity {
	q, err := p.Quantity(place)
	if err != nil {
		panic(err)
	}
	return q
}

// nameOf is the symbol of an array as a formula.
func nameOf(p *cnn.Pass, place cnn.Place) string {
	return "$" + notebook.TeX(quantity(p, place).Sign) + "$"
}

// shapeInWords is a shape as a sentence says it.
func shapeInWords(s cnn.Shape) string {
	switch len(s) {
	case 0:
		return "a single number"
	case 1:
		return counted(s[0], "number in a row", "numbers in a row")
	}
	return s.String()
}

// counted is a number of things.
func counted(n int, one, many string) string {
	return fmt.Sprintf("%d %s", n, notebook.Plural(n, one, many))
}

// numeral is counted with a number in words, where it is a small one, as at
// the beginning of a sentence.
func numeral(n int, one, many string) string {
	small := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < len(small) {
		return small[n] + " " + notebook.Plural(n, one, many)
	}
	return counted(n, one, many)
}

// listed joins words to a list.
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// listedOr joins words of which one is meant.
func listedOr(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// sentence begins with a capital.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
