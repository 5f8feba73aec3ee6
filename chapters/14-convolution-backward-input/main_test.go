package main

import (
	"testing"

	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// Without a gradient there is no stamp and no sum to ask for.
func TestCorners(t *testing.T) {
	notebooktest.Says(t, source, run, "each stamp is blank", map[string]bool{"": false, "extreme/equal-weights": true, "extreme/all-gates-closed": true, "extreme/one-pixel-one-class": true})
	notebooktest.Says(t, source, run, "there is not a single stamp", map[string]bool{"": false, "extreme/all-gates-closed": true, "extreme/one-pixel-one-class": true})
	notebooktest.Says(t, source, run, "There is a short way", map[string]bool{"": true, "extreme/all-gates-closed": false, "extreme/one-pixel-one-class": false})
	notebooktest.Says(t, source, run, "(−1,0), outside", map[string]bool{"": false, "extreme/terms-that-cancel": true})
	notebooktest.Says(t, source, run, "J is a single number", map[string]bool{"": false, "extreme/one-pixel-one-class": true, "extreme/all-gates-closed": false})
}
