package notebook

import "strings"

// Plural is the form of a word that goes with n things: one for 1, many for
// any other number, 0 included.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// List writes numbers as Num does, with commas between them.
func List(numbers []float64) string {
	texts := make([]string, len(numbers))
	for i, v := range numbers {
		texts[i] = Num(v)
	}
	return strings.Join(texts, ", ")
}
