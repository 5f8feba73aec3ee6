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

// half is a matrix divided by the number of examples.
func half(q cnn.Quantity) [][]cnn.Real {
	var rows [][]cnn.Real
	for i, row := range q.Rows() {
		rows = append(rows, nil)
		for j := range row {
			rows[i] = append(rows[i],
				q.RealAt(i, j).Over(cnn.Written(2)))
		}
	}
	return rows
}

// wrong is what stands on the wrong side of a mistake about ∂L/∂W.
func wrong[T notebook.Number](dW [][]T) []any {
	return []any{notebook.Matrix(`\partial L/\partial W`, dW)}
}

// thirds are the numbers of an exercise about three examples.
func thirds(gradients ...float64) notebook.Let {
	sum := total(gradients)
	return notebook.Let{"sum": sum, "mean": sum / 3, "twice": sum / 9}
}
