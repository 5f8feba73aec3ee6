package main

import (
	"maps"
	"math"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// A change is what one mistake does to the numbers of a network.
type change struct {
	mistake marking.Mistake
	values  map[cnn.Place]*cnn.Tensor // by the wrong rule
	places  []cnn.Place               // that change, in working order
	counts  map[cnn.Place]int         // printed numbers that change
	first   cnn.Quantity              // the right array at the first of them
	wrong   *cnn.Tensor               // and the wrong one
	shown   string                    // the first mistake before it with the same numbers, if any
}

// mistakes is the catalogue on one network.
type mistakes struct {
	nb      *notebook.Notebook
	pass    *cnn.Pass
	changes []change          // of the mistakes that show
	hidden  []marking.Mistake // the others
	numbers int               // in all arrays
}

// onNetwork makes each mistake of the catalogue in a network.
func onNetwork(nb *notebook.Notebook, pass *cnn.Pass) (*mistakes, error) {
	all := &mistakes{nb: nb, pass: pass}
	for _, place := range pass.Places() {
		all.numbers += len(quantity(pass, place).Data)
	}
	for _, m := range marking.Catalogue() {
		values, err := marking.Values(pass.Network, m)
		if err != nil {
			return nil, err
		}
		c := change{mistake: m, values: values, counts: map[cnn.Place]int{}}
		for _, place := range pass.Places() {
			if n := differing(quantity(pass, place).Tensor, values[place]); n > 0 {
				c.places = append(c.places, place)
				c.counts[place] = n
			}
		}
		if len(c.places) == 0 {
			all.hidden = append(all.hidden, m)
			continue
		}
		c.first, c.wrong = quantity(pass, c.places[0]), values[c.places[0]]
		for _, other := range all.changes {
			if sameValues(values, other.values) {
				c.shown = other.mistake.Name
				break
			}
		}
		all.changes = append(all.changes, c)
	}
	return all, nil
}

// total is how many printed numbers change.
func (c change) total() int {
	sum := 0
	for _, n := range c.counts {
		sum += n
	}
	return sum
}

// differing counts the numbers that are printed with other digits: all, where
// the shape is another.
func differing(right, wrong *cnn.Tensor) int {
	if !right.Shape.Equal(wrong.Shape) {
		return len(right.Data)
	}
	count := 0
	for i := range right.Data {
		if differs(right.Data[i], wrong.Data[i]) {
			count++
		}
	}
	return count
}

// differs reports whether two numbers are printed with other digits. Most are
// the same or so far apart that nothing has to be printed to see it.
func differs(a, b float64) bool {
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
