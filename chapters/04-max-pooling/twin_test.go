package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		won := ex.Pass.Winners(cnn.MaxPoolLayer)
		return map[string]any{"winners": [][][2]int{won[:2], won[2:]}}, nil
	})
}
