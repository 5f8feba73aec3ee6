package lab

import (
	"backprop/internal/cnn"
	"backprop/internal/format"
)

// A Pasted is an array as it was understood.
type Pasted struct {
	Shape []int    `json:"shape"` // empty for a single number
	Cells []string `json:"cells"` // in row-major order; "" for a blank
	Echo  string   `json:"echo"`  // as one line of text
}

// Paste reads an array as people have it, see format.ReadArray, that is meant
// for a place. It has the place's shape where it can be read that way; another
// one is no error, since it may be a part.
func Paste(network string, place cnn.Place, text string) (*Pasted, error) {
	work, err := workOn(network)
	if err != nil {
		return nil, err
	}
	shape := cnn.Shape{}
	if place != ratePlace {
		q, err := work.pass.Quantity(place)
		if err != nil {
			return nil, inNetwork(err)
		}
		shape = append(shape, q.Shape.Plain()...)
	}
	a, err := format.ReadArray(text, shape)
	if err != nil {
		return nil, err
	}
	p := &Pasted{Shape: append([]int{}, a.Shape...), Echo: a.String()}
	for _, n := range a.Numbers {
		cell := n.Text
		if n.Blank {
			cell = ""
		}
		p.Cells = append(p.Cells, cell)
	}
	return p, nil
}
