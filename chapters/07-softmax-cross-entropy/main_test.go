package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// With one class there is no other score to raise.
func TestWords(t *testing.T) {
	notebooktest.Says(t, source, run, "all others as they are. What is p[", map[string]bool{"": true, "extreme/one-class": false, "extreme/one-pixel-one-class": false})
}

// Equal scores are a guess, no better and no worse, and none of them is the largest.
func TestTie(t *testing.T) {
	notebooktest.Says(t, source, run, "The largest score, s[0] = 8.5, is shared by 2 classes, and so is the largest probability, p[0] = 0.5.", map[string]bool{"": false, "extreme/equal-scores": true})
	notebooktest.Says(t, source, run, "The example pays L ≈ 0.6931, which is exactly as much.", map[string]bool{"extreme/equal-scores": true})
	notebooktest.Says(t, source, run, "which is exactly as much", map[string]bool{"": false, "extreme/paths-that-cancel": true, "extreme/one-class": false})
	notebooktest.Says(t, source, run, "Here there is a single class. Even a network", map[string]bool{"": false, "extreme/equal-scores": false, "extreme/one-class": true, "extreme/one-pixel-one-class": true})
}

// Beside a score that is too large a probability has no length to be seen.
func TestShares(t *testing.T) {
	for score, want := range map[string]bool{"19.5": true, "20": true, "-20": true, "20.5": false, "-20.5": false} {
		n, err := format.ParseNetwork("n.json", []byte(`{"input": [[1]], "layers": [{"op": "conv", "kernel": [[1]]}, {"op": "relu"}, {"op": "maxpool", "size": 1}, {"op": "flatten"},
			{"op": "dense", "weights": [[`+score+`], [0]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`))
		if err != nil {
			t.Fatal(err)
		}
		ex, err := cnn.AsClassic(n)
		if err != nil {
			t.Fatal(err)
		}
		if have := shares(ex) != nil; have != want {
			t.Errorf("a score of %s: shown %v, want %v", score, have, want)
		}
	}
}
