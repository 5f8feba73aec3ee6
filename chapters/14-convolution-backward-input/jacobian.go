package main

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// sizeOfJ says how large the matrix of the convolution is.
func sizeOfJ(ex *cnn.Classic) (string, notebook.Let) {
	rows, columns, k := len(ex.Z.Data), len(ex.X.Data), len(ex.K.Data)
	let := notebook.Let{"rows": notebook.Counted(rows, "row", "rows"),
		"columns": notebook.Counted(columns, "column", "columns")}
	switch {
	case rows*columns == 1:
		return "J is one number", nil
	case k == 1:
		return "J of one weight", let
	}
	let["weights"] = k
	return "J", let
}

// pictureOfJ is the picture of the matrix, if it is not too large.
func pictureOfJ(nb *notebook.Notebook, ex *cnn.Classic) {
	j, err := notebook.JacobianMap(ex.Pass, cnn.ConvLayer)
	if err != nil {
		return
	}
	j.Name = "J"
	nb.Figure(notebook.Figure{
		Title:   "The convolution as a matrix",
		Caption: nb.Phrase("the picture of J", nil),
		Maps:    []notebook.HeatMap{j},
	})
}

// throughJ checks the way back through the transposed matrix.
func throughJ(nb *notebook.Notebook, ex *cnn.Classic) {
	j, err := ex.Pass.Jacobian(cnn.ConvLayer)
	if err != nil {
		return // too large
	}
	dX, delta := make([]float64, len(ex.X.Data)), ex.DZ.Values()
	for r, row := range j.Rows() {
		for c, slope := range row {
			dX[c] += float64(slope * delta[r])
		}
	}
	nb.Check(`$J^\top \delta$ is $\partial L/\partial X$`, dX, ex.DX.Values())
}

// flat is the elements of a matrix, row by row.
func flat(rows [][]float64) []float64 { return slices.Concat(rows...) }
