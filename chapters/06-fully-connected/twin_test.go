package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		return map[string]any{
			"same":  ex.S,
			"right": []float64{0.5*2 - 1*1, 2*2 + 0.25*1},
			"wrong": []float64{0.5*2 + 2*1, -1*2 + 0.25*1},
		}, nil
	})
}
