package main

import (
	"math"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// softmax is that of one row of scores.
func softmax(s []float64) []float64 {
	largest := s[0]
	for _, v := range s {
		largest = max(largest, v)
	}
	p, total := make([]float64, len(s)), 0.0
	for i, v := range s {
		p[i] = math.Exp(v - largest)
		total += p[i]
	}
	for i := range p {
		p[i] /= total
	}
	return p
}

// strongest is the score at which the two examples' gradients are largest
// together.
func strongest(dS cnn.Quantity) int {
	best, largest := 0, -1.0
	rows := dS.Rows()
	for i := range rows[0] {
		size := 0.0
		for _, row := range rows {
			size += math.Abs(row[i])
		}
		if size > largest {
			best, largest = i, size
		}
	}
	return best
}

// halved is a gradient of W divided by the number of examples, as a mistake
// shows it.
func halved(dW cnn.Quantity) []any {
	rows := cnn.EachCell(dW.Rows(), func(i, j int) cnn.Real { return half(dW, i, j) })
	return []any{notebook.Matrix(`\partial L/\partial W`, rows)}
}

func half(q cnn.Quantity, index ...int) cnn.Real { return q.RealAt(index...).Over(cnn.Written(2)) }

// sumInstead is an element of ∂L/∂W under the mean of the losses and under
// their sum.
func sumInstead(mean, sum *pair, i, j int) notebook.Let {
	return notebook.Let{"i": i, "j": j,
		"dW":  notebook.Posed(mean.DW.RealAt(i, j), sum.DW.At(i, j), 2),
		"sum": notebook.At(sum.DW, i, j), "half": half(mean.DW, i, j)}
}

// named shows a quantity under another name.
func named(q cnn.Quantity, name string) notebook.Grid { return notebook.Show(q).Named(name) }

// thirds are the numbers of an exercise about three examples.
func thirds(gradients ...float64) notebook.Let {
	sum := cnn.Vector(gradients...).Sum()
	return notebook.Let{"sum": sum, "mean": sum / 3, "twice": sum / 9}
}
