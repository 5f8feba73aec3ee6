package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(*cnn.Classic) (map[string]any, error) {
		conv, err := cnn.Single(kernel(), image(), gradient())
		if err != nil {
			return nil, err
		}
		m, err := conv.Jacobian(0)
		if err != nil {
			return nil, err
		}
		product := 0.0
		for i, z := range conv.Y.Values() {
			product += z * arriving[i]
		}
		return map[string]any{
			"kernel": weights, "x": cells, "delta": arriving,
			"M": m, "z": conv.Y.Values(), "dx": conv.DX.Values(),
			"forward": product, "backward": product,
		}, nil
	})
}
