package main

import (
	"testing"

	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// With one class there is no other score to raise.
func TestWords(t *testing.T) {
	notebooktest.Says(t, source, run, "all others as they are. What is p[", map[string]bool{"": true, "extreme/one-class": false, "extreme/one-pixel-one-class": false})
}
