package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// The numbers of the little batch that is normalized. They are chosen for a
// mean and a deviation without decimals.
var (
	values   = []float64{1, 3, 3, 9}
	arriving = []float64{2, -1, 4, 3}
)

const scale, shift = 1.5, 1.0

// A normalizedBatch is batch normalization on a batch of one number for each
// example.
type normalizedBatch struct {
	X, Y, DX, DY, DGamma, DBeta cnn.Quantity
}

func normalized() *normalizedBatch {
	column := func(v []float64) *cnn.Tensor { return &cnn.Tensor{Shape: cnn.Shape{len(v), 1}, Data: v} }
	one := func(v float64) *cnn.Tensor { return &cnn.Tensor{Shape: cnn.Shape{1}, Data: []float64{v}} }
	n := cnn.SingleLayer(cnn.BatchNorm{Gamma: one(scale), Beta: one(shift)}, column(values), column(arriving))
	n.Batch = len(values)
	p := notebook.Must(cnn.Run(n))
	at := func(place cnn.Place) cnn.Quantity { return notebook.Must(p.Quantity(place)) }
	return &normalizedBatch{
		X: at(cnn.ActivationPlace(0)), Y: at(cnn.ActivationPlace(1)), DX: at(cnn.GradientPlace(0)), DY: at(cnn.GradientPlace(1)),
		DGamma: at(cnn.ParameterPlace(0, "gamma")), DBeta: at(cnn.ParameterPlace(0, "beta")),
	}
}

// measures are what the batch is normalized with.
func measures(mean, variance, deviation float64) notebook.Let {
	return notebook.Let{"mean": mean, "variance": variance, "deviation": deviation, "gamma": scale, "beta": shift}
}

// pathTable is each example's paths and their sum, as nb.Table takes it.
func pathTable(paths [][3]float64) (string, []string, [][]any) {
	sums := added(paths)
	var rows [][]any
	for k, p := range paths {
		rows = append(rows, []any{k, p[0], p[1], p[2], sums[k]})
	}
	return "What comes back to each example, path by path",
		[]string{"$k$", "itself", "the mean", "the deviation", `$\partial L/\partial x_k$`}, rows
}

// added is the sum of each example's paths.
func added(paths [][3]float64) []float64 { return without(paths, -1) }

// without is that sum where one path is forgotten.
func without(paths [][3]float64, forgotten int) []float64 {
	sums := make([]float64, len(paths))
	for k, p := range paths {
		for i, v := range p {
			if i != forgotten {
				sums[k] += v
			}
		}
	}
	return sums
}

// left is what a mistake shows that forgets a path.
func left(paths [][3]float64, forgotten int) []any {
	return []any{notebook.Vector(`\partial L/\partial x`, without(paths, forgotten))}
}
