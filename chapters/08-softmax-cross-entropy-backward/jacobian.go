package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// slopes are the Jacobian, as exact as it is known.
func slopes(ex *cnn.Classic) [][]cnn.Real {
	p := ex.Prob.Reals()
	rows := make([][]cnn.Real, len(p))
	for i := range p {
		for j := range p {
			slope := p[j].Negated()
			if i == j {
				slope = slope.Plus(cnn.Written(1))
			}
			rows[i] = append(rows[i], p[i].Times(slope))
		}
	}
	return rows
}

// slopeOf is an element of the Jacobian in symbols and numbers.
func slopeOf(ex *cnn.Classic, i, j int) (left string, steps []string) {
	p, slope := ex.Prob.Reals(), slopes(ex)[i][j]
	left = fmt.Sprintf(`\partial p_{%d}/\partial s_{%d}`, i, j)
	if i == j {
		rest := cnn.Written(1).Minus(p[i])
		steps = append(steps,
			fmt.Sprintf(`= p_{%d} \cdot (1 - p_{%[1]d})`, i))
		return left, append(steps,
			notebook.Steps(slope, notebook.Plus(p[i], rest))...)
	}
	steps = append(steps, fmt.Sprintf(`= -p_{%d} \cdot p_{%d}`, i, j))
	return left, append(steps,
		notebook.Steps(slope, notebook.Minus(p[i], p[j]))...)
}
