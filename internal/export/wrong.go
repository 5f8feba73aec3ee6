package export

import (
	"math"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
)

// tolerance is how far an answer in an array may be off: somebody who works with
// four decimals, as the exercises ask, stays below it, also where a small
// number was divided by.
func tolerance(q cnn.Quantity) float64 {
	largest := 0.0
	for _, v := range q.Data {
		largest = max(largest, math.Abs(v))
	}
	return max(0.0005, 0.002*largest)
}

// A wrongArray is what one or several mistakes give at a place, where all that
// it is computed from is right.
type wrongArray struct {
	names  []string
	place  cnn.Place
	values *cnn.Tensor // of the shape of the place
}

// wrongArrays are the arrays that the mistakes of the catalogue give in a
// classic network, in every way in which people make them: those that can be
// told from the right ones, and each once. What follows from a wrong array is
// not among them, nor is an array of another shape.
func wrongArrays(c *cnn.Classic) ([]wrongArray, error) {
	asked := variables(c)
	var all []wrongArray
	for _, m := range marking.Catalogue() {
		ways, err := marking.Ways(c.Network, m)
		if err != nil {
			return nil, err
		}
		for _, values := range ways {
			changed := map[string]bool{} // by the variable's name
			for _, v := range asked {
				if v.given {
					continue
				}
				wrong := values[v.Place]
				changed[v.name] = !wrong.Shape.Equal(v.Tensor.Shape) || differ(wrong.Data, v.Data, 1e-9)
			}
			for _, v := range asked {
				follows := slices.ContainsFunc(v.from, func(name string) bool { return changed[name] })
				if v.given || !changed[v.name] || follows || !told(v.Quantity, values[v.Place]) {
					continue
				}
				all = added(all, m.Name, v.Quantity, values[v.Place])
			}
		}
	}
	return all, nil
}

// told reports whether an array is of the shape of another, finite, and so far
// from it that no answer is both.
func told(q cnn.Quantity, wrong *cnn.Tensor) bool {
	if !wrong.Shape.Equal(q.Tensor.Shape) || slices.ContainsFunc(wrong.Data, func(v float64) bool { return math.IsInf(v, 0) || math.IsNaN(v) }) {
		return false
	}
	return differ(wrong.Data, q.Data, 2*tolerance(q))
}

// added is the list with an array by the rule of a mistake, which may be there
// already by that of another.
func added(all []wrongArray, name string, q cnn.Quantity, wrong *cnn.Tensor) []wrongArray {
	i := slices.IndexFunc(all, func(w wrongArray) bool {
		return w.place == q.Place && !differ(w.values.Data, wrong.Data, tolerance(q))
	})
	switch {
	case i < 0:
		return append(all, wrongArray{[]string{name}, q.Place, wrong})
	case !slices.Contains(all[i].names, name):
		all[i].names = append(all[i].names, name)
	}
	return all
}

// differ reports whether some number differs by more than a bound.
func differ(a, b []float64, bound float64) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > bound {
			return true
		}
	}
	return false
}
