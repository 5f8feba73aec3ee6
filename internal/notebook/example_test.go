package notebook

import (
	"testing"

	"backprop/internal/cnn"
)

// The numbers of the book tell mistakes apart.
func TestWorkedExampleTellsMistakesApart(t *testing.T) {
	e, err := WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	c, err := cnn.AsClassic(e.Network)
	if err != nil {
		t.Fatal(err)
	}
	if err := cnn.CheckWorked(c); err != nil {
		t.Error(err)
	}
}
