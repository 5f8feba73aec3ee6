package report

import (
	"maps"
	"math"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// A Change is what one mistake of the catalogue does to the numbers of a network.
type Change struct {
	Mistake marking.Mistake
	Places  []cnn.Place       // that change, in working order
	Counts  map[cnn.Place]int // printed numbers that change
	First   cnn.Quantity      // the right array at the first of them
	Wrong   *cnn.Tensor       // and the wrong one
	Shown   string            // the first mistake before it with the same numbers, if any

	values   map[cnn.Place]*cnn.Tensor // by the wrong rule
	rounding []float64                 // that sound computations of First may differ by
}

// Changes makes each mistake of the catalogue in a network, alone. Those that
// change no printed number are hidden. What rounding leaves of a number that is 0
// on paper, as before batch normalization, is no change.
func Changes(pass *cnn.Pass) (changes []Change, hidden []marking.Mistake, err error) {
	rounding, err := marking.RoundingErrors(pass.Network)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range marking.Catalogue() {
		values, err := marking.Values(pass.Network, m)
		if err != nil {
			return nil, nil, err
		}
		c := Change{Mistake: m, values: values, Counts: map[cnn.Place]int{}}
		for _, place := range pass.Places() {
			right, err := pass.Quantity(place)
			if err != nil {
				return nil, nil, err
			}
			n := differing(right.Tensor, values[place], rounding[place])
			if n == 0 {
				continue
			}
			if len(c.Places) == 0 {
				c.First, c.Wrong, c.rounding = right, values[place], rounding[place]
				c.dropNoise()
			}
			c.Places = append(c.Places, place)
			c.Counts[place] = n
		}
		if len(c.Places) == 0 {
			hidden = append(hidden, m)
			continue
		}
		for _, other := range changes {
			if sameValues(values, other.values) {
				c.Shown = other.Mistake.Name
				break
			}
		}
		changes = append(changes, c)
	}
	return changes, hidden, nil
}

// Total is how many printed numbers change.
func (c Change) Total() int {
	sum := 0
	for _, n := range c.Counts {
		sum += n
	}
	return sum
}

// Differs reports whether an element of First is printed with other digits by the
// wrong rule, which has the same shape there.
func (c Change) Differs(at int) bool {
	return differ(c.First.Data[at], c.Wrong.Data[at], c.rounding[at])
}

// dropNoise puts the true number on both sides where no more than rounding stands
// between the two.
func (c *Change) dropNoise() {
	if !c.First.Shape.Equal(c.Wrong.Shape) {
		return
	}
	right, wrong := c.First.Tensor.Clone(), c.Wrong.Clone()
	for at, v := range c.First.Reals() {
		if off := math.Abs(wrong.Data[at] - right.Data[at]); off > 0 && off <= c.rounding[at] {
			right.Data[at], wrong.Data[at] = v.Float(), v.Float()
		}
	}
	c.First.Tensor, c.Wrong = right, wrong
}

// differing counts the numbers that are printed with other digits: all, where
// the shape is another.
func differing(right, wrong *cnn.Tensor, rounding []float64) int {
	if !right.Shape.Equal(wrong.Shape) {
		return len(right.Data)
	}
	count := 0
	for i := range right.Data {
		if differ(right.Data[i], wrong.Data[i], rounding[i]) {
			count++
		}
	}
	return count
}

// differ reports whether two numbers are printed with other digits, and are
// farther apart than rounding leaves sound ones.
func differ(a, b, rounding float64) bool { return math.Abs(a-b) > rounding && Differs(a, b) }

// Differs reports whether two numbers are printed with other digits. Most are
// the same or so far apart that nothing has to be printed to see it.
func Differs(a, b float64) bool {
	if a == b {
		return false
	}
	if math.Abs(a-b) > 0.001 && max(math.Abs(a), math.Abs(b)) < 1e9 {
		return true
	}
	return notebook.Num(a) != notebook.Num(b)
}

func sameValues(a, b map[cnn.Place]*cnn.Tensor) bool {
	return maps.EqualFunc(a, b, func(x, y *cnn.Tensor) bool {
		return x.Shape.Equal(y.Shape) && slices.Equal(x.Data, y.Data)
	})
}
