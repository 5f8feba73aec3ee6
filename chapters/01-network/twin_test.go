package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		changes := cnn.Zeros(len(ex.K.Rows()), len(ex.K.Rows()[0]))
		for m := range changes {
			for n := range changes[m] {
				// The engine with one weight raised.
				network := *ex.Network
				conv := network.Layers[cnn.ConvLayer].(cnn.Conv)
				conv.Kernel = conv.Kernel.Clone()
				conv.Kernel.Data[conv.Kernel.Shape.Offset(0, 0, m, n)] += 0.0001
				network.Layers = append([]cnn.Layer{conv}, network.Layers[1:]...)
				raised, err := cnn.AsClassic(&network)
				if err != nil {
					return nil, err
				}
				changes[m][n] = (raised.L.Data[0] - ex.L.Data[0]) / 0.0001
			}
		}
		return map[string]any{"dw": slope([]float64{1.5, 1}, 2, -1), "changes": changes}, nil
	})
}
