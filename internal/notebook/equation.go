package notebook

import "backprop/internal/cnn"

// An Equation is symbols = substitution = result, one step a line.
type Equation struct {
	Left  string // TeX
	Steps []Step
	// Note is a line of Markdown under the equation, such as how many terms
	// are zero and left out; may be empty.
	Note string `json:",omitempty"`

	// Place and Index say which element of the pass the equation derives,
	// Value what it is; Place is "" for an equation of the text.
	Place cnn.Place `json:",omitempty"`
	Index []int     `json:",omitempty"`
	Value float64   `json:",omitempty"`
}

// A Step is one line of an equation.
type Step struct {
	Relation string   // "=" or "≈"
	Terms    []string // TeX; each but the first begins with its sign: "+ 0.5 \cdot 2"
}
