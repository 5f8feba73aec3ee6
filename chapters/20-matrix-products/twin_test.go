package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

// The last loop compares programs for a real network, of which the twin has
// none.
func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		return map[string]any{"cols": fromLinks(ex), "z": ex.Z.Data, "dw": ex.DK.Data}, nil
	}, "the-same-in-a-real-network")
}

func TestTwinOfWholeNumbers(t *testing.T) { notebooktest.TwinOfWholeNumbers(t) }
