package markup

import (
	"math"
	"strconv"
)

// Widths and tints are classes, not styles: a page obeys a policy that allows
// no style but that of its sheet.
const (
	// WidthClasses is how many classes a style sheet has for widths: w1, w2, …
	WidthClasses = 40
	// StrengthClasses is the last of those for tints: t0, t1, …
	StrengthClasses = 10
)

// widthClass is the class for so many characters or cells side by side.
func widthClass(n int) string { return "w" + strconv.Itoa(min(max(n, 1), WidthClasses)) }

// strengthClass says how strongly a cell is tinted, in tenths.
func strengthClass(v, largest float64) string {
	t := 0.0
	if largest > 0 && !math.IsNaN(v) {
		t = min(1, math.Abs(v)/largest)
	}
	return "t" + strconv.Itoa(int(math.Round(t*StrengthClasses)))
}
