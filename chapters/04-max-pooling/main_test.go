package main

import (
	"testing"

	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// A dead window has no winner to lower, so the exercise raises it.
func TestCorners(t *testing.T) {
	notebooktest.Says(t, source, run, "instead of 0. What would P", map[string]bool{"": false, "extreme/all-gates-closed": true, "extreme/one-pixel-one-class": false})
	notebooktest.Says(t, source, run, "Every cell of A wins a window here", map[string]bool{"": false, "extreme/one-pixel-one-class": true, "extreme/one-class": false})
	notebooktest.Says(t, source, run, "no window has a tie", map[string]bool{"": false, "extreme/one-pixel-one-class": true, "extreme/all-windows-dead": false})
}

// A tie in the only window there is.
func TestOneWindow(t *testing.T) {
	notebooktest.SaysOf(t, source, run, `{"input":[[1,1,1],[1,1,1],[1,1,1]],"layers":[{"op":"conv","kernel":[[1,1],[1,1]]},{"op":"relu"},{"op":"maxpool","size":2},{"op":"flatten"},{"op":"dense","weights":[[1],[1],[1]]},{"op":"softmax"}],"loss":{"op":"cross_entropy","target":[0.5,0.25,0.25]}}`, map[string]bool{
		"There is a tie in the only window. In the window (0,0)": true,
	})
}
