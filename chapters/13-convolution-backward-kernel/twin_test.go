package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		rotated, err := notebooktest.Mistaken(ex.DK, "kernel-gradient-rotated")
		return map[string]any{"rotated": rotated}, err
	})
}

func TestTwinOfWholeNumbers(t *testing.T) { notebooktest.TwinOfWholeNumbers(t) }
