package cnn_test

import (
	"os"
	"path/filepath"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/witness"
)

// TestWitnessFiles compares every network of testdata/networks, every element
// with all 100 digits: no file is thinned out, the LeNet-sized one takes most of
// a second. Where two numbers of a file are so close that rounding may order
// them, as equal windows of an image are, the pass must still choose as the
// witness does: another winner or gate would show in the gradients.
func TestWitnessFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "networks", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("have %v, %v, want network files", files, err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			n, err := format.ParseNetwork(name, data)
			if err != nil {
				t.Fatal(err)
			}
			p, err := cnn.Run(n)
			if err != nil {
				t.Fatal(err)
			}
			w := witness.Run(n)
			var all agreement
			all.network(t, name, p, w)
			t.Logf("%d elements compared, largest difference %.2g of its tensor's scale (%s)", all.elements, all.worst, all.where)
		})
	}
}
