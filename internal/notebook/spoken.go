package notebook

import (
	"regexp"
	"strings"
)

var (
	spokenGradient = regexp.MustCompile(`∂L/∂`)
	spokenIndex    = regexp.MustCompile(`\[([0-9]+(?:,[0-9]+)*)\]`)
)

// Spoken is the name of a quantity as it is read out, for those who hear a
// page: ∂L/∂K[1,0] is "gradient of K, row 1, column 0". TeX that is more than a
// name stays as a terminal shows it.
func Spoken(tex string) string {
	name := strings.Join(strings.Fields(texText(tex)), " ")
	name = spokenGradient.ReplaceAllString(name, "gradient of ")
	return spokenIndex.ReplaceAllStringFunc(name, func(index string) string {
		return spokenAt(strings.Split(strings.Trim(index, "[]"), ","))
	})
}

// spokenAt is an index in words.
func spokenAt(index []string) string {
	var words string
	for i, axis := range spokenAxes(len(index)) {
		words += ", " + axis + " " + index[i]
	}
	return words
}

// spokenAxes are the names of the axes of an array with so many.
func spokenAxes(n int) []string {
	switch n {
	case 1:
		return []string{"element"}
	case 2:
		return []string{"row", "column"}
	case 3:
		return []string{"channel", "row", "column"}
	case 4:
		return []string{"output channel", "input channel", "row", "column"}
	}
	return make([]string, n)
}
