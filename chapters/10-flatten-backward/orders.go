package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// jacobians are those of the network's flatten and of one that reads P
// column by column.
func jacobians(ex *cnn.Classic) (byRows, byColumns notebook.Grid) {
	other := notebook.Must(cnn.Single(cnn.Flatten{Order: cnn.CWH},
		ex.P.Tensor, nil))
	rows := notebook.Must(ex.Pass.Jacobian(cnn.FlattenLayer))
	columns := notebook.Must(other.Jacobian(0))
	return notebook.Matrix(`\text{row by row}`, rows.Rows()),
		notebook.Matrix(`\text{column by column}`, columns.Rows())
}

// A spread is a gradient of features and the maps that it comes from, one
// for each channel.
type spread struct {
	dF   notebook.Grid
	maps [2]notebook.Grid
}

// channels sends the numbers 1 to 8 back into two channels of two by two.
func channels(order cnn.Order) (s spread) {
	flat := notebook.Must(cnn.Single(cnn.Flatten{Order: order},
		cnn.NewTensor(2, 2, 2), cnn.Vector(1, 2, 3, 4, 5, 6, 7, 8)))
	s.dF = notebook.Show(flat.DY).Named(`\partial L/\partial f`)
	for c := range s.maps {
		s.maps[c] = notebook.Part(flat.DX, c).
			Named(fmt.Sprintf(`\text{channel %d}`, c))
	}
	return s
}

// kernelGradient sends a gradient at P back to the kernel.
func kernelGradient(net *cnn.Network, dP [][]float64) [][]float64 {
	pass := notebook.Must(cnn.Run(&cnn.Network{
		Input:    net.Input,
		Layers:   net.Layers[:cnn.FlattenLayer],
		Upstream: cnn.Map(dP),
	}))
	return pass.Parameters[cnn.ConvLayer][0].Gradient.Rows()
}

// different is the cells in which two matrices differ.
func different(a, b [][]float64) [][2]int {
	var cells [][2]int
	for i := range a {
		for j := range a[i] {
			if a[i][j] != b[i][j] {
				cells = append(cells, [2]int{i, j})
			}
		}
	}
	return cells
}
