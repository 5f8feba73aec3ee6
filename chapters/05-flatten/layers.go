package main

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// flattened runs a network that is nothing but a flatten.
func flattened(x [][][]float64, order cnn.Order) (
	in, out cnn.Quantity,
) {
	t := cnn.NewTensor(len(x), len(x[0]), len(x[0][0]))
	t.Data = t.Data[:0]
	for _, channel := range x {
		t.Data = append(t.Data, slices.Concat(channel...)...)
	}
	one := notebook.Must(cnn.Single(cnn.Flatten{Order: order}, t, nil))
	return one.X, one.Y
}

// dense is the layer of chapter 06: the scores that features get.
func dense(w [][]float64, f, bias []float64) []float64 {
	s := make([]float64, len(w))
	for i := range w {
		for j := range f {
			s[i] += float64(w[i][j] * f[j])
		}
		s[i] += bias[i]
	}
	return s
}

// features are those of a map that is read column by column.
func features(ex *cnn.Classic) []cnn.Real {
	var columns []cnn.Real
	p := ex.P.Shape.Plain()
	for j := range p[1] {
		for i := range p[0] {
			columns = append(columns, ex.P.RealAt(i, j))
		}
	}
	return columns
}

// scoresOf is dense with the digits that float64 would round away.
func scoresOf(ex *cnn.Classic, f []cnn.Real) []cnn.Real {
	s := ex.C.Reals()
	for i := range s {
		for j := range f {
			s[i] = s[i].Plus(ex.W.RealAt(i, j).Times(f[j]))
		}
	}
	return s
}

// moved is the weights for features that stand column by column.
func moved(w [][]float64, height, width int) [][]float64 {
	return cnn.EachCell(w, func(o, k int) float64 { return w[o][k%height*width+k/height] })
}
