package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

// The twin draws the same pictures and trains as the book does: what it learns
// is held against the training in 32 digits.
func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		squares := 0.0
		for _, d := range []cnn.Quantity{ex.DK, ex.DB, ex.DW, ex.DC} {
			for _, g := range d.Data {
				squares += float64(g * g)
			}
		}
		var losses [3][3]float64
		for i, eta := range []float64{rate / 10, rate, rate * 10} {
			loss := trainedAt(eta).loss
			for j, epoch := range []int{0, 4, epochs - 1} {
				losses[i][j] = loss[epoch].Float()
			}
		}
		learned := cnn.NewTensor(kernels, 3, 3)
		for k, kernel := range trainedAt(rate).kernel {
			for m, weight := range kernel {
				learned.Data[k*9+m] = weight.decimal().Float()
			}
		}
		return map[string]any{"squares": squares, "losses": losses, "kernels": learned}, nil
	})
}
