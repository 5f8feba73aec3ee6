package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

// The twin's gradients are central differences, and the pass holds them.
func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		ungated, err := notebooktest.Mistaken(ex.DK, "gate-forgotten")
		return map[string]any{"ungated": ungated}, err
	})
}

func TestTwinOfWholeNumbers(t *testing.T) { notebooktest.TwinOfWholeNumbers(t) }
