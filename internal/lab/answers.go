package lab

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
)

// A Filled is an array of answers as it was understood.
type Filled struct {
	Place cnn.Place `json:"place"`
	Cells []string  `json:"cells"` // in row-major order; "" for a blank
	Echo  string    `json:"echo"`  // as one line of text
}

// Answers reads answers as a file has them: lines such as dK = [[1, 2], [3, 4]],
// or JSON. An array that does not have its place's shape is an error, because
// there are no cells for it.
func Answers(network, text string) ([]Filled, error) {
	work, err := workOn(network)
	if err != nil {
		return nil, err
	}
	answers, err := marking.ReadAnswers("your answers", strings.NewReader(text), work.pass)
	if err != nil {
		return nil, err
	}
	filled := []Filled{}
	for _, a := range answers.Places {
		q, err := work.pass.Quantity(a.Place)
		if err != nil {
			return nil, err
		}
		if len(a.Numbers) != len(q.Data) {
			return nil, fmt.Errorf("your answers: %s has the shape %s, and %s was given; leave out what you do not know as _", a.Place, q.Plain(), a.Shape)
		}
		f := Filled{Place: a.Place, Echo: a.Understood}
		for _, n := range a.Numbers {
			cell := n.Text
			if n.Blank {
				cell = ""
			}
			f.Cells = append(f.Cells, cell)
		}
		filled = append(filled, f)
	}
	return filled, nil
}
