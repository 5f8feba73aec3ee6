package main

import (
	"testing"

	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// Where all windows are dead the page says what becomes of the gradient.
func TestCorners(t *testing.T) {
	notebooktest.Says(t, source, run, "windows are dead, because ReLU has closed the gate of every cell that they read", map[string]bool{"": false, "extreme/all-gates-closed": true, "extreme/one-pixel-one-class": false})
	notebooktest.Says(t, source, run, "and a 0 wins only where", map[string]bool{"": false, "extreme/all-windows-dead": true, "extreme/two-windows-dead": false})
	// What only rounding leaves is no gradient that arrives.
	notebooktest.Says(t, source, run, "and leave ∂L/∂P as it is", map[string]bool{"": true, "extreme/equal-weights": false})
}

// Cells that no window reads, and windows of a single cell.
func TestGaps(t *testing.T) {
	notebooktest.SaysOf(t, source, run, `{"input":[[3,1,-1,2],[1,2,0,1]],"layers":[{"op":"conv","kernel":[[2,1]],"bias":[-3]},{"op":"relu"},{"op":"maxpool","size":1,"stride":[2,2]},{"op":"flatten"},{"op":"dense","weights":[[4,-4],[1,3]],"bias":[-0.5,0.25]},{"op":"softmax"}],"loss":{"op":"cross_entropy","target":[0.25,0.75]}}`, map[string]bool{
		"because no window reads this cell: nothing has passed it on": true,
		"a cell has to be the largest of its own window":              false,
		"Its only cell is A[0,2]":                                     true,
		"the gates of the other cells are closed too":                 false,
		"Suppose that": false,
	})
	// One cell that a window reads has lost: it is the one to raise.
	notebooktest.SaysOf(t, source, run, `{"input":[[3,0,3,2],[1,2,6,1]],"layers":[{"op":"conv","kernel":[[2,1]],"bias":[-3]},{"op":"relu"},{"op":"maxpool","size":[1,2],"stride":[2,2]},{"op":"flatten"},{"op":"dense","weights":[[4],[1]],"bias":[-0.5,0.25]},{"op":"softmax"}],"loss":{"op":"cross_entropy","target":[0.25,0.75]}}`, map[string]bool{
		"because no window reads this cell":                   true,
		"Suppose that A[0,1] were 11 instead of 0, and leave": true,
	})
}

// All windows are dead, and no weight sends anything to them.
func TestNoGradientAtDeadWindows(t *testing.T) {
	notebooktest.SaysOf(t, source, run, `{"input":[[1,0,2],[0,1,0],[2,0,1],[1,1,1]],"layers":[{"op":"conv","kernel":[[0],[0]]},{"op":"relu"},{"op":"maxpool","size":[3,1]},{"op":"flatten"},{"op":"dense","weights":[[0,0,0],[0,0,0]]},{"op":"softmax"}],"loss":{"op":"cross_entropy","target":1}}`, map[string]bool{
		"∂L/∂P is 0 everywhere, and so is ∂L/∂A": true,
		"is not empty": false,
	})
}
