package marking

import (
	"io"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// MaxFile is the size of an answers file in bytes, at the most.
const MaxFile = format.MaxFile

// mostDecimals bounds the decimals of a number: beyond it every float64 is
// written in full.
const mostDecimals = 1100

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

	// Understood is the array as it was understood, where it was given as text
	// that can be read in several ways; "" elsewhere.
	Understood string
}

// ReadAnswers reads an answers file for a pass; see format.ReadAnswers.
func ReadAnswers(name string, r io.Reader, p *cnn.Pass) (*Answers, error) {
	list, err := format.ReadAnswers(name, r, p)
	if err != nil {
		return nil, err
	}
	answers := &Answers{Name: name}
	for _, given := range list {
		a := Answer{Place: given.Place, Shape: given.Shape}
		if given.Pasted {
			a.Understood = given.Array.String()
		}
		for _, n := range given.Numbers {
			number := Number{Text: n.Text, Value: n.Value, Blank: n.Blank}
			if !n.Blank {
				number.Decimals = number.ownDecimals()
			}
			a.Numbers = append(a.Numbers, number)
		}
		answers.Places = append(answers.Places, a)
	}
	answers.claim()
	return answers, nil
}

// A Number is one number of an answer.
type Number struct {
	Text  string // in the form of JSON, or a fraction as 3/8; "null" for a cell left blank
	Value float64

	// Decimals is how many decimals it claims: it is right for every number
	// that rounds to it at so many. They are those that it is written with, 3
	// for 0.120 and for 1.2e-2, and less than 0 where it claims no more than
	// thousands, as 1e3. A number without decimals claims those of the numbers
	// around it: see claim. A fraction claims to be exact.
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

// isFraction reports whether a number is written as a fraction.
func (n Number) isFraction() bool { return strings.Contains(n.Text, "/") }

// ownDecimals is the number of decimals that a number itself claims.
func (n Number) ownDecimals() int {
	if n.isFraction() {
		return mostDecimals
	}
	mantissa, power := n.parts()
	_, after, _ := strings.Cut(mantissa, ".")
	return min(len(after)-readPower(power), mostDecimals)
}
