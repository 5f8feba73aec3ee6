package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		late, err := notebooktest.Mistaken(ex.DF, "updated-too-early")
		if err != nil {
			return nil, err
		}
		swapped, err := notebooktest.Mistaken(ex.DW, "dense-outer-transposed")
		if err != nil {
			return nil, err
		}
		return map[string]any{
			"late":    late,
			"swapped": swapped,
			"right":   []float64{0.5*0.4 - 2*0.4, -1*0.4 - 0.25*0.4},
			"wrong":   []float64{0.5*0.4 + 1*0.4, 2*0.4 - 0.25*0.4},
		}, nil
	})
}
