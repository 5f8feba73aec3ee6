package notebook

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// tolerance is how far two routes to a number may be apart: this much times
// the number, or this much where the number is smaller than 1.
const tolerance = 1e-12

// left is what rounding leaves of terms that cancel, by the size of the largest
// of all the numbers: of a sum of numbers of 10¹⁴ that is 0 it may leave 0.1.
const left = 1e-15

// A Check compares two routes to the same numbers.
type Check struct {
	What     string  // Markdown, such as "loops and engine agree on $Z$"
	Elements int     // how many numbers were compared
	Largest  float64 // the largest difference, absolute
	OK       bool
}

// newCheck compares element by element; see Notebook.Check. The error says what
// does not agree; the Check is never nil.
func newCheck(what string, have, want any, sizes ...any) (*Check, error) {
	c := &Check{What: withMathSigns(what)}
	haveShape, haveValues, err := flat(have)
	if err != nil {
		return c, fmt.Errorf("check %q: what is compared: %w", what, err)
	}
	wantShape, wantValues, err := flat(want)
	if err != nil {
		return c, fmt.Errorf("check %q: what it is compared with: %w", what, err)
	}
	one := len(haveValues) == 1 && len(wantValues) == 1
	if !haveShape.Equal(wantShape) && !one {
		return c, fmt.Errorf("check %q: shapes %s and %s do not fit", what, named(haveShape), named(wantShape))
	}
	terms := make([]float64, len(wantValues))
	for _, of := range sizes {
		if _, terms, err = flat(of); err != nil {
			return c, fmt.Errorf("check %q: the sizes: %w", what, err)
		}
		if len(terms) != len(wantValues) {
			return c, fmt.Errorf("check %q: the sizes are of %d numbers, expected %d", what, len(terms), len(wantValues))
		}
	}
	c.Elements = len(haveValues)
	c.OK = true
	largest := 0.0
	for _, w := range wantValues {
		if a := math.Abs(w); !math.IsInf(a, 0) {
			largest = max(largest, a)
		}
	}
	for i, h := range haveValues {
		w := wantValues[i]
		difference := math.Abs(h - w)
		if h == w {
			difference = 0 // also where both are infinite
		}
		if math.IsNaN(terms[i]) {
			terms[i] = 0 // larger than float64, times 0
		}
		if !(difference <= max(tolerance*max(1, math.Abs(w)), left*largest, left*terms[i])) {
			c.OK, c.Largest = false, 0
			return c, fmt.Errorf("check %q: %s is %v, expected %v: %.2g apart", what, element(haveShape, i), h, w, difference)
		}
		c.Largest = max(c.Largest, difference)
	}
	return c, nil
}

// named is a shape in words.
func named(s cnn.Shape) string {
	if len(s) == 0 {
		return "one number"
	}
	return "[" + s.String() + "]"
}

// element names an element by its index.
func element(s cnn.Shape, at int) string {
	if len(s) == 0 {
		return "the number"
	}
	return fmt.Sprintf("element %v", s.Index(at))
}

// flat is the plain shape of numbers and the numbers in row-major order.
func flat(numbers any) (cnn.Shape, []float64, error) {
	switch v := numbers.(type) {
	case float64:
		return nil, []float64{v}, nil
	case []float64:
		return cnn.Shape{len(v)}, v, nil
	case [][]float64:
		return stacked(v)
	case [][][]float64:
		return stacked(v)
	case [][][][]float64:
		return stacked(v)
	case *cnn.Tensor:
		if v == nil {
			return nil, nil, fmt.Errorf("a tensor that is nil")
		}
		return v.Shape.Plain(), v.Data, nil
	case cnn.Quantity:
		return flat(v.Tensor)
	}
	return nil, nil, fmt.Errorf("a %T; expected a float64, slices of them, a tensor or a quantity", numbers)
}

// stacked is flat for slices of slices, which must be equally long.
func stacked[T any](parts []T) (cnn.Shape, []float64, error) {
	var shape cnn.Shape
	var values []float64
	for i, part := range parts {
		s, v, err := flat(part)
		if err != nil {
			return nil, nil, err
		}
		if i > 0 && !s.Equal(shape) {
			return nil, nil, fmt.Errorf("part %d has shape %s, part 0 has %s", i, named(s), named(shape))
		}
		shape, values = s, append(values, v...)
	}
	return append(cnn.Shape{len(parts)}, shape...).Plain(), values, nil
}

// Kind is "check".
func (*Check) Kind() string { return "check" }

// Text is one line: ✓, what was compared, and how far apart it is.
func (c *Check) Text(width int) string {
	return strings.Join(hang(wrap(PlainText(c.What)+c.Result(), width-2), c.Mark()+" ", "  "), "\n")
}

// Mark is the sign before the line.
func (c *Check) Mark() string {
	if c.OK {
		return "✓"
	}
	return "✗"
}

// Result says how far apart the numbers are, to follow what was compared. It is
// the same on every machine: the last bits of a difference are not, so twelve
// decimals of it are printed, and of one that is larger only the power of ten
// above it.
func (c *Check) Result() string {
	numbers := counted(c.Elements, "number")
	switch {
	case !c.OK:
		return ": does not agree"
	case c.Largest < 5e-13:
		return ": " + numbers + ", largest difference 0 to twelve decimals"
	}
	power := -12
	for math.Pow10(power) <= c.Largest {
		power++
	}
	return ": " + numbers + ", largest difference below 10" + superscript.Replace(strconv.Itoa(power))
}

var superscript = strings.NewReplacer(
	"-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
	"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹",
)

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (c *Check) check() error {
	if !(c.Largest >= 0 && c.Largest <= math.MaxFloat64) {
		return fmt.Errorf("check: the largest difference is %v; expected a finite number from 0", c.Largest)
	}
	return checkInline(c.What)
}
