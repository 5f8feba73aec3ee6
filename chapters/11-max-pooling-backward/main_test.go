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
	notebooktest.Says(t, source, run, "windows are dead, because ReLU has closed every gate", map[string]bool{"": false, "extreme/all-gates-closed": true, "extreme/one-pixel-one-class": false})
	notebooktest.Says(t, source, run, "and a 0 wins only where", map[string]bool{"": false, "extreme/all-windows-dead": true, "extreme/two-windows-dead": false})
	// What only rounding leaves is no gradient that arrives.
	notebooktest.Says(t, source, run, "and leave ∂L/∂P as it is", map[string]bool{"": true, "extreme/equal-weights": false})
}
