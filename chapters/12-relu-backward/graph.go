package main

import "backprop/internal/notebook"

// graph is ReLU and its slope, which jumps at 0.
func graph(caption string) notebook.Figure {
	return notebook.Figure{
		Title:   "ReLU and its slope",
		Caption: caption,
		X:       notebook.Axis{Label: "z", Ticks: []float64{-2, -1, 0, 1, 2}},
		Y:       notebook.Axis{Label: "", Ticks: []float64{0, 1, 2}},
		Curves: []notebook.Curve{
			{Name: "max(0, z)", Way: notebook.WayForward, X: []float64{-2, 0, 2},
				Y: []float64{0, 0, 2}},
			{Name: "slope", Way: notebook.WayBackward, X: []float64{-2, 0, 0.001, 2},
				Y: []float64{0, 0, 1, 1}, Dashed: true},
		},
	}
}
