package main

import (
	"path/filepath"
	"testing"

	"backprop/internal/notebook/notebooktest"
)

// TestCorners certifies the chapter where float64 is at its ends: numbers near
// 0, next to 1 and beyond sixteen digits, curves that are flat.
func TestCorners(t *testing.T) {
	files, err := filepath.Glob("testdata/corners/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	notebooktest.Certify(t, source, run, files...)
}
