package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// answers asks for the gradients that pass the cells z.
func answers(name string, z, d []float64) []notebook.Answer {
	net := alone(cnn.ReLU{}, cnn.Vector(z...), cnn.Vector(d...))
	var list []notebook.Answer
	for k, v := range each("right", z, d) {
		list = append(list, notebook.Answer{
			Name:  fmt.Sprintf("%s_%d", name, k),
			Value: v,
			Wrong: marking.Mistaken(net, "gradients/0", k),
		})
	}
	return list
}

// leaky asks what a leaky ReLU would do at a cell.
func leaky(ex *cnn.Classic, i, j int) notebook.Exercise {
	name := notebook.TeX(ex.DZ.Sign, i, j)
	leak := 0.1 * ex.DA.At(i, j)
	net := alone(cnn.LeakyReLU{Leak: 0.1}, ex.Z.Tensor, ex.DA.Tensor)
	return notebook.Exercise{
		Question: fmt.Sprintf(`A leaky ReLU has the slope 0.1 below 0,
instead of 0. Leave $Z$ and $\partial L/\partial A$ as they are. What
would $%s$ be?`, name),
		Answers: []notebook.Answer{{Name: name, Value: leak,
			Wrong: append([]notebook.Wrong{{Value: ex.DZ.At(i, j),
				Did: "kept the gate shut, as in ReLU"}},
				marking.Mistaken(net, "gradients/0", i, j)...)}},
		Hint: "Put the new slope where the gate was.",
		Solution: fmt.Sprintf(`$%s = 0.1 \cdot %s %s$. The gradient
becomes small but not 0, and that is what the leak is for.`,
			name, notebook.TeX(ex.DA.Sign, i, j), notebook.Eq(leak)),
	}
}
