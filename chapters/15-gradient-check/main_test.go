package main

import (
	"testing"

	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// Agreement of zeros is no proof, and the page says so.
func TestCorners(t *testing.T) {
	notebooktest.Says(t, source, run, "ReLU has closed every gate, so neither X nor K nor b can move the loss", map[string]bool{"": false, "extreme/all-gates-closed": true, "extreme/one-pixel-one-class": false})
	notebooktest.Says(t, source, run, "there is no curve to draw", map[string]bool{"": false, "extreme/one-pixel-one-class": true, "extreme/all-gates-closed": false})
	notebooktest.Says(t, source, run, "A single class has the probability 1 whatever", map[string]bool{"": false, "extreme/one-pixel-one-class": true, "extreme/all-gates-closed": false})
	notebooktest.Says(t, source, run, "X[1,1], the steepest of 4", map[string]bool{"": false, "extreme/gradients-below-float": true})
	notebooktest.Says(t, source, run, "The smaller the step, the more exact.", map[string]bool{"": true, "extreme/gradients-below-float": false})
	notebooktest.Says(t, source, run, "3 agree within 10⁻⁷. For 7 of them the gradient is not 0, but", map[string]bool{"": false, "extreme/gradients-below-float": true})
	notebooktest.Says(t, source, run, "The first bias of the fully connected layer", map[string]bool{"": true, "extreme/one-class": false})
}
