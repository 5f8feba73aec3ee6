package marking

import (
	"fmt"

	"backprop/internal/cnn"
)

// Follows is what a reader's own numbers give at a place: those that they wrote
// down before it, as they stand, and no further mistake. What they left out is
// worked out from theirs. same says that nothing earlier is off, so that it is
// what the pass has; numbers that overflow are infinite.
func Follows(n *cnn.Network, a *Answers, place cnn.Place) (values *cnn.Tensor, same bool, err error) {
	m, err := newModel(n)
	if err != nil {
		return nil, false, err
	}
	at, ok := m.step(place)
	if !ok {
		return nil, false, fmt.Errorf("place %q is not one of the network", place)
	}
	own := map[cnn.Place]given{}
	for _, s := range m.steps[:at.index] {
		if answer, ok := a.At(s.place); ok && answer.fitsAt(s, s.shape) {
			own[s.place] = written(answer)
		}
	}
	right := m.right(place)
	shape, spans := m.begin(course{given: own}).until(place)
	values, same = &cnn.Tensor{Shape: shape, Data: make([]float64, len(spans))}, true
	for i, v := range spans {
		values.Data[i] = v.lo
		same = same && !differ(v.lo, right.Data[i])
	}
	return values, same, nil
}
