package main

import (
	"strings"
	"testing"

	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

// A network with all gates closed is a case of its own, and only that.
func TestDead(t *testing.T) {
	for file, want := range map[string]bool{"extreme/all-gates-closed": true, "networks/other-sizes": false} {
		status, text, stderr := notebooktest.Call(t, source, run, "-net", "../../testdata/"+file+".json")
		if have := strings.Contains(strings.Join(strings.Fields(text), " "), "dead ReLU"); status != 0 || have != want {
			t.Errorf("%s: status %d, %s; speaks of a dead ReLU: %v, want %v", file, status, stderr, have, want)
		}
	}
}

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// Where nothing arrives no gate is called dead.
func TestCorners(t *testing.T) {
	notebooktest.Says(t, source, run, "In this network no gradient arrives at any cell: the network knows a single class", map[string]bool{"": false, "extreme/one-pixel-one-class": true, "extreme/all-gates-closed": false})
	notebooktest.Says(t, source, run, "In this network no gradient arrives at any cell: the weights", map[string]bool{"": false, "extreme/equal-weights": true, "extreme/paths-that-cancel": true, "extreme/probabilities-as-the-target": false})
	notebooktest.Says(t, source, run, "the probabilities are the target already", map[string]bool{"": false, "extreme/equal-weights": false, "extreme/probabilities-as-the-target": true})
	notebooktest.Says(t, source, run, "None of these gradients gets through", map[string]bool{"": false, "extreme/all-gates-closed": true, "extreme/one-pixel-one-class": false})
}

// A gate that float64 decides otherwise than the number itself is said to be one,
// though the cell is not derived.
func TestTooClose(t *testing.T) {
	notebooktest.Says(t, source, run, "for float64 to tell", map[string]bool{"": false, "extreme/classic-gate-below-float": true})
}
