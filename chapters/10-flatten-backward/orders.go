package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// jacobians are those of the network's flatten and of one that reads P
// column by column.
func jacobians(ex *cnn.Classic) (byRows, byColumns notebook.Grid,
	err error) {
	pass, err := cnn.Single(cnn.Flatten{Order: cnn.CWH}, ex.P.Tensor, nil)
	if err != nil {
		return byRows, byColumns, err
	}
	rows, err := ex.Pass.Jacobian(cnn.FlattenLayer)
	if err != nil {
		return byRows, byColumns, err
	}
	columns, err := pass.Jacobian(0)
	if err != nil {
		return byRows, byColumns, err
	}
	return notebook.Matrix(`\text{row by row}`, rows.Rows()),
		notebook.Matrix(`\text{column by column}`, columns.Rows()), nil
}

// A spread is a gradient of features and the maps that it comes from, one
// for each channel.
type spread struct {
	dF   notebook.Grid
	maps [2]notebook.Grid
}

// channels sends the numbers 1 to 8 back into two channels of two by two.
func channels(order cnn.Order) (s spread, err error) {
	flat, err := cnn.Single(cnn.Flatten{Order: order},
		cnn.NewTensor(2, 2, 2), cnn.Vector(1, 2, 3, 4, 5, 6, 7, 8))
	if err != nil {
		return s, err
	}
	s.dF = notebook.Show(flat.DY).Named(`\partial L/\partial f`)
	for c := range s.maps {
		s.maps[c] = notebook.Part(flat.DX, c).
			Named(fmt.Sprintf(`\text{channel %d}`, c))
	}
	return s, nil
}

// kernelGradient sends a gradient at P back to the kernel.
func kernelGradient(net *cnn.Network, dP [][]float64) ([][]float64,
	error) {
	pass, err := cnn.Run(&cnn.Network{
		Input:    net.Input,
		Layers:   net.Layers[:cnn.FlattenLayer],
		Upstream: cnn.Map(dP),
	})
	if err != nil {
		return nil, err
	}
	kernel := pass.Parameters[cnn.ConvLayer][0]
	return kernel.Gradient.Rows(), nil
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
