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

// Where the gates are open and nothing arrives, ReLU is not the reason. A gradient
// of 10⁻⁴⁴³ is no 0, though its float64 is.
func TestCorners(t *testing.T) {
	notebooktest.Says(t, source, run, "to the loss bring adds up to 0", map[string]bool{"": false, "extreme/paths-that-cancel": true})
	notebooktest.Says(t, source, run, "although some gates are open", map[string]bool{"": false, "extreme/gradients-below-float": false, "extreme/one-pixel-one-class": true, "extreme/all-gates-closed": false})
	notebooktest.Says(t, source, run, "gradient map stayed as it is", map[string]bool{"": true, "extreme/gradients-below-float": true, "extreme/all-gates-closed": false, "extreme/one-pixel-one-class": false})
	notebooktest.Says(t, source, run, "a single number, be?", map[string]bool{"": false, "extreme/one-pixel-one-class": true, "extreme/all-gates-closed": false})
}
