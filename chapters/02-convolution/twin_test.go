package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		flipped, err := notebooktest.Mistaken(ex.Z, "forward-flipped")
		if err != nil {
			return nil, err
		}
		k := ex.K.Rows()
		count := cnn.NewTensor(ex.X.Shape...)
		for _, link := range ex.Pass.Links(cnn.ConvLayer) {
			if link.In != cnn.One {
				count.Data[link.In]++
			}
		}
		return map[string]any{
			"turned":  [][]float64{{k[1][1], k[1][0]}, {k[0][1], k[0][0]}},
			"flipped": flipped,
			"count":   count,
		}, nil
	})
}
