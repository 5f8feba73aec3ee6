package marking

import (
	"backprop/internal/cnn"
)

// Answers are what a reader worked out.
type Answers struct {
	Name   string   // the file's
	Places []Answer // in working order, each place once
}

// An Answer is the array that a reader gave for one place.
type Answer struct {
	Place   cnn.Place
	Shape   cnn.Shape // as written; empty for a single number
	Numbers []Number  // in row-major order
}

// A Number is one number of an answer, with the decimals that it is written
// with.
type Number struct {
	Text     string // as written; "null" for a cell left blank
	Value    float64
	Decimals int // digits after the point, less a power of ten: 3 for 0.120 and for 12e-3
	Blank    bool
}

// At is the answer for a place.
func (a *Answers) At(place cnn.Place) (Answer, bool) {
	for _, answer := range a.Places {
		if answer.Place == place {
			return answer, true
		}
	}
	return Answer{}, false
}

// blank reports whether nothing is filled in.
func (a Answer) blank() bool {
	for _, n := range a.Numbers {
		if !n.Blank {
			return false
		}
	}
	return true
}

// fits reports whether the answer has a shape. One channel and one kernel may
// be given as [H][W], and a single number without brackets.
func (a Answer) fits(shape cnn.Shape) bool {
	return a.Shape.Equal(shape) || a.Shape.Equal(shape.Plain()) || len(a.Shape) == 0 && shape.Size() == 1
}

// decimals is the largest number of decimals that a number of the answer has.
func (a Answer) decimals() int {
	most := 0
	for _, n := range a.Numbers {
		most = max(most, n.Decimals)
	}
	return most
}

// fillZeros gives a bare 0 the decimals of its neighbours. Programs write 0
// or 0.0 for a zero of any precision; taken at its word, such a 0 would be
// right for everything below a half, and hide every mistake about gates and
// winners. An array of zeros alone has the decimals of the whole file.
func (a *Answers) fillZeros() {
	all := 0
	for _, answer := range a.Places {
		all = max(all, answer.decimals())
	}
	for _, answer := range a.Places {
		most := answer.decimals()
		if answer.allZero() {
			most = max(most, all)
		}
		for i, n := range answer.Numbers {
			if n.Value == 0 && n.Decimals < 2 && !n.Blank {
				answer.Numbers[i].Decimals = most
			}
		}
	}
}

// allZero reports whether no number of the answer differs from 0.
func (a Answer) allZero() bool {
	for _, n := range a.Numbers {
		if n.Value != 0 {
			return false
		}
	}
	return true
}
