package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		dF := ex.DF.Data
		return map[string]any{"swapped": [][]float64{{dF[0], dF[2]}, {dF[1], dF[3]}}}, nil
	})
}
