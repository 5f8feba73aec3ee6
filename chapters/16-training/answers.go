package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// mapOf is the activation map of one kernel in a pass.
func mapOf(pass *cnn.Pass, k int) *cnn.Tensor {
	a := pass.Activations[2]
	size := len(a.Data) / kernels
	return &cnn.Tensor{Shape: a.Shape[1:], Data: a.Data[k*size : (k+1)*size]}
}

// answerMaps are the activation maps of some kernels on some pictures.
func answerMaps(net *cnn.Network, examples []example, caption string, which ...int) notebook.Figure {
	f := notebook.Figure{Title: "Activation maps on the three pictures", Caption: caption}
	for _, k := range which {
		each(net, examples, func(pass *cnn.Pass, e example) {
			f.Maps = append(f.Maps, notebook.HeatMap{Name: answerName(k, e), Rows: mapOf(pass, k).Clone().Rows(), Picture: true})
		})
	}
	return f
}

func answerName(k int, e example) string { return fmt.Sprintf("kernel %d, %s", k, classes[e.class]) }

// answerTable is how strongly each kernel answers to each class: the largest
// cell of its map, a mean over the pictures. It and the other tables are as
// nb.Table takes them.
func answerTable(net *cnn.Network, examples []example) (string, []string, [][]any) {
	means := answers(net, examples)
	var rows [][]any
	for k := range means {
		row := []any{fmt.Sprint(k)}
		for _, v := range means[k] {
			row = append(row, v)
		}
		rows = append(rows, row)
	}
	return "The strongest activation of each kernel, averaged over the test pictures of a class",
		append([]string{"kernel"}, classes...), rows
}

// answers are the means of answerTable, by kernel and class.
func answers(net *cnn.Network, examples []example) (means [kernels][3]float64) {
	var pictures [3]float64
	each(net, examples, func(pass *cnn.Pass, e example) {
		pictures[e.class]++
		for k := range means {
			strongest := 0.0
			for _, v := range mapOf(pass, k).Data {
				strongest = max(strongest, v)
			}
			means[k][e.class] += strongest
		}
	})
	for k := range means {
		for class := range means[k] {
			means[k][class] /= pictures[class]
		}
	}
	return means
}
