package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		k, dZ := ex.K.Rows(), ex.DZ.Rows()
		padded := cnn.Zeros(len(dZ)+2, len(dZ[0])+2)
		for i := range dZ {
			copy(padded[i+1][1:], dZ[i])
		}
		return map[string]any{
			"rotated":  [][]float64{{k[1][1], k[1][0]}, {k[0][1], k[0][0]}},
			"padded":   padded,
			"gathered": ex.DX,
		}, nil
	})
}

func TestTwinOfWholeNumbers(t *testing.T) { notebooktest.TwinOfWholeNumbers(t) }
