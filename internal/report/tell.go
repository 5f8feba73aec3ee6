package report

import (
	"fmt"
	"math"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// Tell says how the wrong array can be told from the right one at a glance:
// by its shape, its signs, its sum or its zeros.
func (c Change) Tell() []string {
	right, wrong := c.First.Tensor, c.Wrong
	if !right.Shape.Equal(wrong.Shape) {
		return []string{fmt.Sprintf("The shape gives it away: %s instead of %s.",
			ShapeInWords(wrong.Shape.Plain()), ShapeInWords(right.Shape.Plain()))}
	}
	a, b := right.Data, wrong.Data
	if moved := movedInWords(right, wrong); moved != "" {
		return []string{moved}
	}
	if factor, ok := proportional(a, b); ok {
		return []string{scaledInWords(factor, len(a))}
	}
	var tells []string
	if len(a) > 1 {
		tells = append(tells, sumInWords(a, b))
	}
	if signs := signsInWords(a, b); signs != "" {
		tells = append(tells, signs)
	}
	if zeros := zerosInWords(a, b); zeros != "" {
		tells = append(tells, zeros)
	}
	return tells
}

// movedInWords says how the right numbers stand in other places, if that is
// all.
func movedInWords(right, wrong *cnn.Tensor) string {
	a, b := slices.Sorted(slices.Values(right.Data)), slices.Sorted(slices.Values(wrong.Data))
	if !slices.EqualFunc(a, b, same) {
		return ""
	}
	how := ""
	if n := len(right.Shape); n >= 2 {
		height, width := right.Shape[n-2], right.Shape[n-1]
		turned, exchanged := true, height == width
		for at, v := range right.Data {
			plane, i, j := at/(height*width), at/width%height, at%width
			turned = turned && same(v, wrong.Data[(plane*height+height-1-i)*width+width-1-j])
			exchanged = exchanged && same(v, wrong.Data[(plane*height+min(j, height-1))*width+min(i, width-1)])
		}
		switch {
		case turned:
			how = " (rotated by 180°)"
		case exchanged:
			how = " (rows and columns are exchanged)"
		}
	}
	return "All the right numbers are there, but in other places" + how + ", so neither the sum nor the signs give it away. Compare cell by cell."
}

// proportional reports whether one array is a multiple of the other.
func proportional(a, b []float64) (factor float64, ok bool) {
	for i := range a {
		if a[i] != 0 {
			factor = b[i] / a[i]
			break
		}
	}
	for i := range a {
		if math.Abs(b[i]-factor*a[i]) > 1e-9*max(math.Abs(a[i]), math.Abs(b[i])) {
			return 0, false
		}
	}
	return factor, factor != 0
}

func scaledInWords(factor float64, count int) string {
	each := "Every number is"
	if count == 1 {
		each = "The number is"
	}
	switch share := math.Round(1 / factor); {
	case factor == -1 && count == 1:
		return "The sign is the opposite one."
	case factor == -1:
		return "Every number has the right size and the opposite sign."
	case share > 1 && math.Abs(share*factor-1) < 1e-9:
		return fmt.Sprintf("%s 1/%v of what it should be.", each, notebook.Num(share))
	}
	return fmt.Sprintf("%s %s times what it should be.", each, notebook.Num(factor))
}

func sumInWords(a, b []float64) string {
	right, wrong := notebook.Total(a...), notebook.Total(b...)
	if !Differs(right, wrong) {
		return fmt.Sprintf("The numbers still add up to %s, so a check of the sum would not notice.", notebook.Num(right))
	}
	if math.IsInf(wrong, 0) {
		return fmt.Sprintf("The sum gives it away: it overflows, where it should be %s.", notebook.Num(right))
	}
	return fmt.Sprintf("The sum gives it away: it is %s instead of %s.", notebook.Num(wrong), notebook.Num(right))
}

func signsInWords(a, b []float64) string {
	turned, negative, left := 0, 0, 0
	for i := range a {
		if a[i]*b[i] < 0 {
			turned++
		}
		if a[i] < 0 {
			negative++
		}
		if b[i] < 0 {
			left++
		}
	}
	switch {
	case negative > 0 && left == 0:
		return "None of the numbers is negative, although some should be."
	case turned > 0:
		return notebook.Capital(notebook.Numeral(turned, "number has", "numbers have")) + " the wrong sign."
	}
	return ""
}

func zerosInWords(a, b []float64) string {
	filled, emptied := 0, 0
	for i := range a {
		switch {
		case a[i] == 0 && Differs(b[i], 0):
			filled++
		case b[i] == 0 && Differs(a[i], 0):
			emptied++
		}
	}
	switch {
	case filled > 0 && emptied > 0:
		return fmt.Sprintf("%s 0, and %s.", notebook.Capital(notebook.Numeral(filled, "entry should be", "entries should be")),
			notebook.Numeral(emptied, "zero should not be there", "zeros should not be there"))
	case filled > 0:
		return notebook.Capital(notebook.Numeral(filled, "entry", "entries")) + " should be 0 and " + notebook.Plural(filled, "is", "are") + " not."
	case emptied > 0:
		return notebook.Capital(notebook.Numeral(emptied, "entry is", "entries are")) + " 0 and should not be."
	}
	return ""
}

// same reports whether two numbers differ by rounding errors at the most.
func same(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a)) }
