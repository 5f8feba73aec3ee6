package notebook

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Plural is the form of a word that goes with n things: one for 1, many for
// any other number, 0 included.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// List writes numbers as Num does, with commas between them.
func List[T Number](numbers []T) string {
	texts := make([]string, len(numbers))
	for i, v := range numbers {
		texts[i] = Num(v)
	}
	return strings.Join(texts, ", ")
}

// Counted is a number of things: "1 row", "3 rows".
func Counted(n int, one, many string) string {
	return strconv.Itoa(n) + " " + Plural(n, one, many)
}

// OfAll is a part of a number of things: "2 of the 4 cells", "1 of 1 cell".
func OfAll(part, all int, one, many string) string {
	if all == 1 {
		return fmt.Sprintf("%d of 1 %s", part, one)
	}
	return fmt.Sprintf("%d of the %d %s", part, all, many)
}

// PartOf is OfAll in words, which say it where a part is the whole: "no cell is",
// "one of the four cells is", "both cells are", "all four cells are". One and many
// may bring their verbs. Beyond twelve it has digits: "3 of the 16 cells are".
func PartOf(part, all int, one, many string) string {
	switch {
	case part == 0:
		return "no " + one
	case all == 1:
		return "the only " + one
	case part == all && all == 2:
		return "both " + many
	case part == all:
		return "all " + Numeral(all, one, many)
	}
	number := strconv.Itoa
	if all < len(numerals) {
		number = func(n int) string { return numerals[n] }
	}
	things, _, _ := strings.Cut(many, " ")
	_, verb, _ := strings.Cut(Plural(part, one, many), " ")
	return strings.TrimSpace(number(part) + " of the " + number(all) + " " + things + " " + verb)
}

// numerals are the numbers that a sentence writes in words.
var numerals = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// Numeral is Counted with a number in words where it is a small one, as at the
// beginning of a sentence: "no row", "three rows".
func Numeral(n int, one, many string) string {
	if n < len(numerals) {
		return numerals[n] + " " + Plural(n, one, many)
	}
	return Counted(n, one, many)
}

// Listed joins words to a list: "a, b and c".
func Listed(words []string) string { return joined(words, "and") }

// ListedOr joins words of which one is meant: "a, b or c".
func ListedOr(words []string) string { return joined(words, "or") }

func joined(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// Capital begins a sentence: its first letter becomes a capital.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
