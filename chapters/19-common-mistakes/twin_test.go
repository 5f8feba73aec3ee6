package main

import (
	"math"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

// The section's last loop asks the catalogue, which is in Go alone.
func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		z, delta := ex.Z.Rows(), ex.DA.Rows()
		answer, agree := cnn.Zeros(len(z), len(z[0])), make([]float64, 5)
		for i := range z {
			for j, d := range delta[i] {
				answer[i][j] = math.Round(d*10000) / 10000
				gate, positive := 0.0, max(d, 0)
				if z[i][j] > 0 {
					gate = 1
				}
				for rule, number := range []float64{d * gate, d, positive, positive * gate, d * gate * z[i][j]} {
					if math.Abs(number-answer[i][j]) < 0.0000501 {
						agree[rule]++
					}
				}
			}
		}
		return map[string]any{"answer": answer, "agree": agree}, nil
	}, "how-a-mistake-is-found")
}
