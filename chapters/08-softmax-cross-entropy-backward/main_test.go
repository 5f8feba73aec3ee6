package main

import (
	"testing"

	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// With one class nothing is asked about another one.
func TestCorners(t *testing.T) {
	notebooktest.Says(t, source, run, "knows a single class", map[string]bool{"": false, "extreme/one-class": true, "extreme/all-gates-closed": false})
	notebooktest.Says(t, source, run, "Give the network a second class", map[string]bool{"": false, "extreme/one-class": true, "extreme/all-gates-closed": false})
	notebooktest.Says(t, source, run, "suppose that class", map[string]bool{"": true, "extreme/one-class": false})
}
