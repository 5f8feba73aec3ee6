package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// jacobians are those of the network's flatten and of one that reads P
// column by column.
func jacobians(ex *cnn.Classic) (byRows, byColumns notebook.Grid,
	err error) {
	pass, err := cnn.Run(&cnn.Network{
		Input:  ex.P.Tensor,
		Layers: []cnn.Layer{cnn.Flatten{Order: cnn.CWH}},
	})
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

// kernelGradient sends an error at P back to the kernel.
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
