package notebook

import (
	"math"

	"backprop/internal/cnn"
)

// partialSums adds the terms one by one; nil where there are no two to add.
func partialSums(d cnn.Derivation) []string {
	if d.Rule != cnn.Sum {
		return nil
	}
	var sums []string
	sum, largest := 0.0, 0.0
	for _, t := range d.Terms {
		sum += t.Value
		if largest = max(largest, math.Abs(t.Value)); isZeroTerm(t) {
			continue
		}
		x := known(sum, t.Sum)
		if t.Sum == "" {
			x = known(settled(sum, largest), "")
		}
		f := x.in(shownDecimals, mantissaDecimals)
		sums = append(sums, f.relation()+" "+f.text())
	}
	if len(sums) < 2 {
		return nil
	}
	// The last is the element itself.
	f := known(d.Value, d.Exact).in(shownDecimals, mantissaDecimals)
	sums[len(sums)-1] = f.relation() + " " + f.text()
	return sums
}

// settled is a sum of float64s, or 0 where it is less than what rounding can
// leave of terms of such a size that cancel. Whether it is 0 or only near it,
// float64 does not tell.
func settled(sum, largest float64) float64 {
	if math.Abs(sum) < 1e-13*largest {
		return 0
	}
	return sum
}

// Total is the sum of numbers, or 0 where it is less than what rounding can
// leave of numbers of their size that cancel.
func Total(numbers ...float64) float64 {
	sum, size := 0.0, 0.0
	for _, v := range numbers {
		sum += v
		size += math.Abs(v)
	}
	return settled(sum, size)
}
