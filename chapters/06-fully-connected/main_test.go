package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// A class leads only over another, and only where the two have not the same score.
func TestWhoLeads(t *testing.T) {
	notebooktest.Says(t, source, run, "No class leads: it is a tie, in which 2 classes share the largest score.", map[string]bool{"": false, "extreme/equal-scores": true, "extreme/one-class": false})
	notebooktest.Says(t, source, run, "namely for a lead of class", map[string]bool{"": false, "extreme/equal-scores": true, "extreme/probabilities-as-the-target": false})
	notebooktest.Says(t, source, run, "There is a single class, so there is none that it could lead over", map[string]bool{"": false, "extreme/equal-scores": false, "extreme/one-class": true})
	notebooktest.Says(t, source, run, "By how much does class", map[string]bool{"": true, "extreme/equal-scores": false, "extreme/one-class": false})
	reals := func(numbers ...float64) (s []cnn.Real) {
		for _, v := range numbers {
			s = append(s, cnn.Written(v))
		}
		return s
	}
	for _, test := range []struct {
		bare, right []cnn.Real
		want        string
	}{
		{reals(2, 1), reals(3, 1), "class 0 leads as before"},
		{reals(2, 1), reals(3, 4), "class 0 leads instead of class 1"},
		{reals(1, 1), reals(3, 4), "no class leads any more, where class 1 did"},
		{reals(1, 1), reals(4, 4), "no class leads, as before"},
		{reals(1, 2), reals(4, 4), "class 1 leads, where there was a tie"},
		{reals(1), reals(2), "there is a single class, which stays the answer"},
	} {
		if have := leads(test.bare, test.right); have != test.want {
			t.Errorf("have %q, want %q", have, test.want)
		}
	}
	if rows := ranking([]int{1, 2, 0}, reals(1, 2, 2), 0); rows[1][0] != 1 || rows[2][0] != 3 {
		t.Errorf("have the places %v, %v, want 1, 3", rows[1][0], rows[2][0])
	}
}
