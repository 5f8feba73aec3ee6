package notebook

import (
	"math"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/worked"
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
	if err := worked.Check(c); err != nil {
		t.Error(err)
	}
}

// Who forgets the bias still finds the same winners and the same dead window,
// so that the wrong numbers of a forgotten bias are not those of a forgotten
// gate.
func TestWorkedExampleWithoutItsBias(t *testing.T) {
	e, err := WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	with, err := cnn.AsClassic(e.Network)
	if err != nil {
		t.Fatal(err)
	}
	conv := e.Network.Layers[0].(cnn.Conv)
	conv.Bias = cnn.Vector(0)
	e.Network.Layers[0] = conv
	without, err := cnn.AsClassic(e.Network)
	if err != nil {
		t.Fatal(err)
	}
	for at := range with.P.Data {
		cell, live := winner(with, at)
		if haveCell, haveLive := winner(without, at); haveCell != cell || haveLive != live {
			t.Errorf("window %d without the bias: cell %v is the largest, live: %v; want %v, live: %v", at, haveCell, haveLive, cell, live)
		}
	}
}

// winner is the largest pre-activation of a window, and whether it is above 0.
func winner(c *cnn.Classic, window int) (cell [2]int, live bool) {
	largest := math.Inf(-1)
	for m := range 2 {
		for n := range 2 {
			i, j := 2*(window/2)+m, 2*(window%2)+n
			if z := c.Z.At(i, j); z > largest {
				cell, largest = [2]int{i, j}, z
			}
		}
	}
	return cell, largest > 0
}
