package main

import (
	"testing"

	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// A gate that float64 decides otherwise than the number itself is said to be one,
// though the cell is not derived.
func TestTooClose(t *testing.T) {
	notebooktest.Says(t, source, run, "for float64 to tell", map[string]bool{"": false, "extreme/classic-gate-below-float": true})
}
