package main

import "backprop/internal/cnn"

// pickRow is the dense layer alone, with the gradient 1 at score 0.
func pickRow(ex *cnn.Classic) *cnn.Network {
	net := &cnn.Network{Input: ex.F.Tensor,
		Layers:       []cnn.Layer{ex.Network.Layers[cnn.DenseLayer]},
		Upstream:     cnn.NewTensor(len(ex.S.Data)),
		LearningRate: ex.LearningRate}
	net.Upstream.Data[0] = 1
	return net
}

// columnSum adds up a column.
func columnSum(q cnn.Quantity, j int) cnn.Real {
	var column []cnn.Real
	for i := range q.Rows() {
		column = append(column, q.RealAt(i, j))
	}
	return cnn.SumOf(column...)
}
