package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(*cnn.Classic) (map[string]any, error) {
		return map[string]any{"d_untidy": sideExamples().untidy.DX}, nil
	})
}
