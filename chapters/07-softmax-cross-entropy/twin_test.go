package main

import (
	"math"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		return map[string]any{"total": 1.0, "stable": ex.L,
			"shifted": []float64{1 / (1 + math.E + math.E*math.E), 1 / (1/math.E + 1 + math.E), 1 / (1/math.E/math.E + 1/math.E + 1)}}, nil
	})
}
