package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		jacobian, err := ex.Pass.Jacobian(cnn.SoftmaxLayer)
		if err != nil {
			return nil, err
		}
		return map[string]any{
			"total": 0.0, "jacobian": jacobian,
			"row_sums": []float64{0, 0, 0}, "column_sums": []float64{0, 0, 0},
			"long": ex.DS,
		}, nil
	})
}
