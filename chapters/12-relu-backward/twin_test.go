package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		gate := cnn.NewTensor(ex.Z.Shape...)
		for _, link := range ex.Pass.Links(cnn.ReLULayer) {
			gate.Data[link.In] = link.Slope
		}
		return map[string]any{"gate": gate, "from_A": gate}, nil
	})
}

func TestTwinOfWholeNumbers(t *testing.T) { notebooktest.TwinOfWholeNumbers(t) }
