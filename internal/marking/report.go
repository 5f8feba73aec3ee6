package marking

import (
	"backprop/internal/cnn"
	"backprop/internal/format"
)

// A Verdict is what is said about a place.
type Verdict string

// The verdicts.
const (
	Right   Verdict = "right"   // as exact as it claims to be
	Rounded Verdict = "rounded" // right up to rounded intermediate values or rounded given numbers
	Coarse  Verdict = "coarse"  // right, but with fewer decimals than asked for
	Carried Verdict = "carried" // right from the reader's own earlier values
	Wrong   Verdict = "wrong"
	Shape   Verdict = "shape" // not the shape of the place
	Blank   Verdict = "blank" // nothing is filled in
)

// A Report is a marking: what is said about each place that was answered, in
// working order.
type Report struct {
	Places []Marked `json:"places"`

	// FirstBreak is the first place that is wrong or of a wrong shape; ""
	// where there is none.
	FirstBreak cnn.Place `json:"first_break,omitzero"`
}

// Marked is what is said about one place.
type Marked struct {
	Place    cnn.Place `json:"place"`
	Verdict  Verdict   `json:"verdict"`
	Elements int       `json:"elements"` // that belong to the place
	Right    int       `json:"right"`    // of the reader's, as exact as they claim to be

	// Mistakes are sets of names of the catalogue. Each set gives the answer;
	// the likeliest stands first.
	Mistakes [][]string `json:"mistakes"`

	Expected cnn.Shape `json:"expected,omitzero"` // the plain shape of the place, where the answer has another; empty for the loss
	Fits     cnn.Place `json:"fits,omitzero"`     // another place that the shape belongs to

	// Trivial says that a carried place shows no work: the reader's earlier
	// values make all of it zero.
	Trivial bool `json:"trivial,omitempty"`

	// Cells says of each element, in row-major order, whether it is right,
	// rounded, coarse, carried, wrong or blank. In a wrong place only those
	// are wrong that do not come about as most of the others do. It is nil for
	// a wrong shape.
	Cells []Verdict `json:"cells,omitempty"`

	Found cnn.Shape `json:"-"` // the shape of the answer
	First *Element  `json:"-"` // the first wrong element or, where none is wrong, the first that is not right; nil where all are
}

// An Element is one element of an answer beside the right one.
type Element struct {
	Offset     int   // in row-major order
	Index      []int // the element's label in its tensor
	Given      Number
	Want       float64
	Derivation cnn.Derivation // how the right one comes about
}

// OK reports whether nothing is wrong: no place is wrong or of a wrong shape.
func (r *Report) OK() bool { return r.FirstBreak.IsZero() }

// JSON writes the report as the book's format for markings says, one place a
// line.
func (r *Report) JSON() []byte {
	out := []byte("{\n  \"places\": [")
	for i, p := range r.Places {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(out, "\n    "...), format.JSON(p)...)
	}
	if len(r.Places) > 0 {
		out = append(out, "\n  "...)
	}
	out = append(out, ']')
	if !r.FirstBreak.IsZero() {
		out = append(append(out, ",\n  \"first_break\": "...), format.JSON(r.FirstBreak)...)
	}
	return append(out, "\n}\n"...)
}
