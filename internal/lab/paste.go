package lab

import (
	"fmt"
	"regexp"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// A Pasted is an array as it was understood.
type Pasted struct {
	Shape []int    `json:"shape"` // empty for a single number
	Cells []string `json:"cells"` // in row-major order; "" for a blank
	Echo  string   `json:"echo"`  // as one line of text

	// Network is the network with this array whole at the place, where it has
	// another shape than what is there and the layers can be made to fit; else "".
	Network string `json:"network,omitempty"`
}

// Paste reads an array as people have it, see format.ReadArray, that is meant
// for a place. It has the place's shape where it can be read that way; another
// one is no error, since it may be a part.
func Paste(network string, place cnn.Place, text string) (*Pasted, error) {
	work, err := workOn(network)
	if err != nil {
		return nil, err
	}
	single, shape := place == ratePlace || place == decayPlace, cnn.Shape{}
	if !single {
		described, err := array(work.pass, place)
		if err != nil {
			return nil, inNetwork(err)
		}
		shape = append(shape, described.Shape...)
	}
	a, err := format.ReadArray(text, shape)
	if err != nil {
		return nil, err
	}
	isGiven := single || slices.Contains(given(work.network), place)
	p := &Pasted{Shape: append([]int{}, a.Shape...), Echo: a.String()}
	for _, n := range a.Numbers {
		cell := n.Text
		if n.Blank {
			cell = ""
		}
		p.Cells = append(p.Cells, cell)
	}
	if isGiven && slices.Contains(p.Cells, "") && nan.MatchString(text) {
		return nil, fmt.Errorf("%s: %w", place, errNaN)
	}
	if isGiven && !a.Shape.Equal(shape) {
		p.Network = reshaped(network, work.network, place, p)
	}
	return p, nil
}

var nan = regexp.MustCompile(`(?i)\bnan\b`)
