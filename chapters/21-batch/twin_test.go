package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		both, norm := batchOf(ex, cnn.MeanOfBatch), normalized()
		return map[string]any{
			"X": both.X, "y": both.Y, "F": both.F, "S": both.S, "delta": both.DS,
			"dW": both.DW, "dc": both.DC, "dF": both.DF,
			"x": values, "x_hat": []float64{-1, -1.0 / 3, -1.0 / 3, 5.0 / 3}, "a": norm.Y,
			"dgamma": norm.DGamma, "dbeta": norm.DBeta, "dx": norm.DX,
		}, nil
	})
}
