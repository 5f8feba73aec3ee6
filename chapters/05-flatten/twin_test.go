package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		p := ex.P.Rows()
		want := map[string]any{
			"rows":    ex.F,
			"columns": []float64{p[0][0], p[1][0], p[0][1], p[1][1]},
		}
		channels := [][][]float64{{{1, 2}, {3, 4}}, {{10, 20}, {30, 40}}}
		for name, order := range map[string]cnn.Order{"CHW": cnn.CHW, "HWC": cnn.HWC, "CWH": cnn.CWH} {
			_, flat := flattened(channels, order)
			want[name] = flat
		}
		return want, nil
	})
}
