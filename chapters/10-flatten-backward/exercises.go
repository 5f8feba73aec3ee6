package main

import (
	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// lastFeature is where the gradient of the last feature goes.
func lastFeature(ex *cnn.Classic) notebook.Let {
	height, width := len(ex.P.Rows()), len(ex.P.Rows()[0])
	k := height*width - 1
	return notebook.Let{"k": k, "width": width,
		"dP":  notebook.At(ex.DF, k),
		"row": k / width, "column": k % width,
		"row by height": k / height, "column by height": k % height,
		"mistakes": marking.Mistaken(ex.Network, ex.DP.Place,
			height-1, width-1)}
}

// fiveBySeven is both ways through a map of 5 rows and 7 columns.
func fiveBySeven() notebook.Let {
	const height, width, feature = 5, 7, 23
	return notebook.Let{"k": 3*width + 4,
		"by columns": 4*height + 3, "by height": 3*height + 4,
		"row": feature / width, "column": feature % width,
		"row by height":    feature / height,
		"column by height": feature % height}
}
