package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(ex *cnn.Classic) (map[string]any, error) {
		won := ex.Pass.Winners(cnn.MaxPoolLayer)
		want := map[string]any{
			"winners": [][][2]int{won[:2], won[2:]},
			"P_tidy":  [][]float64{{11, 12}, {15, 16}},
		}
		three, two := cnn.Steps{Down: 3, Across: 3}, cnn.Steps{Down: 2, Across: 2}
		untidy := pooled(cnn.MaxPool{Window: cnn.Window{Size: three, Stride: cnn.Steps{Down: 1, Across: 1}}},
			[][]float64{{2, 9, 4, 1}, {7, 3, 5, 0}, {1, 6, 2, 8}, {4, 7, 3, 5}})
		want["P_untidy"], want["places"] = untidy.out, [][][2]int{untidy.won[:2], untidy.won[2:]}
		odd := pooled(cnn.MaxPool{Window: cnn.Window{Size: two, Stride: two}},
			[][]float64{{1, 0, 2, 1, 3}, {4, 2, 0, 1, 5}, {0, 3, 1, 2, 0}, {2, 1, 6, 0, 4}, {3, 5, 2, 7, 9}})
		want["P_odd"] = odd.out
		return want, nil
	})
}
