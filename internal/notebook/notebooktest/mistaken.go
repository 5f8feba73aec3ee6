package notebooktest

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
)

// Mistaken are the numbers of a quantity for somebody who makes a mistake of
// the catalogue in the usual way.
func Mistaken(q cnn.Quantity, name string) (*cnn.Tensor, error) {
	mistake, ok := marking.Find(name)
	if !ok {
		return nil, fmt.Errorf("the catalogue has no mistake %q", name)
	}
	ways, err := marking.Ways(q.Network(), mistake)
	if err != nil {
		return nil, err
	}
	if len(ways) == 0 || ways[0][q.Place] == nil {
		return nil, fmt.Errorf("the mistake %q gives no numbers at %s", name, q.Place)
	}
	return ways[0][q.Place], nil
}
