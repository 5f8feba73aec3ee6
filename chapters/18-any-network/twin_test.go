package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		x, k, z := ex.X.Rows(), ex.K.Rows(), ex.Z.Rows()
		kw, width, db := len(k[0]), len(x[0]), 0.0
		dx, dk := make([]float64, len(x)*width), make([]float64, len(k)*kw)
		for i := range z {
			for j := range z[i] {
				if z[i][j] <= 0 {
					continue // where delta is 0
				}
				db++
				for m := range k {
					for n := range k[m] {
						dx[(i+m)*width+j+n] += k[m][n]
						dk[m*kw+n] += x[i+m][j+n]
					}
				}
			}
		}
		return map[string]any{"z": ex.Z.Values(), "dx": dx, "dk": dk, "db": db}, nil
	})
}
