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

// A Number is one number of an answer.
type Number struct {
	Text  string // as written; "null" for a cell left blank
	Value float64

	// Decimals is how many decimals it claims: it is right for every number
	// that rounds to it at so many. They are those that it is written with, 3
	// for 0.120 and for 1.2e-2, and less than 0 where it claims no more than
	// thousands, as 1e3. A number without decimals claims those of the numbers
	// around it: see claim.
	Decimals int
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
// be given as [H][W], and a single number without brackets. A place that is
// null is blank, whatever its shape is.
func (a Answer) fits(shape cnn.Shape) bool {
	if len(a.Shape) == 0 && a.blank() {
		return true
	}
	return a.Shape.Equal(shape) || a.Shape.Equal(shape.Plain()) || len(a.Shape) == 0 && shape.Size() == 1
}
