package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// answers asks for the gradients that pass the cells z.
func answers(name string, z, d []float64) []notebook.Answer {
	net := cnn.SingleLayer(cnn.ReLU{}, cnn.Vector(z...), cnn.Vector(d...))
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
	leak := cnn.Written(0.1).Times(ex.DA.RealAt(i, j))
	net := cnn.SingleLayer(cnn.LeakyReLU{Leak: 0.1}, ex.Z.Tensor, ex.DA.Tensor)
	return notebook.Exercise{
		Question: fmt.Sprintf(`A leaky ReLU has the slope 0.1 below 0,
instead of 0. Leave $Z$ and $\partial L/\partial A$ as they are. What
would $%s$ be?`, name),
		Answers: []notebook.Answer{{Name: name,
			Value: leak.Float(), Exact: leak.Exact(),
			Wrong: append([]notebook.Wrong{{Value: ex.DZ.At(i, j),
				Did: "kept the gate shut, as in ReLU"}},
				marking.Mistaken(net, "gradients/0", i, j)...)}},
		Hint: "Put the new slope where the gate was.",
		Solution: fmt.Sprintf(`$%s = 0.1 \cdot %s %s$. The gradient
becomes small but not 0, and that is what the leak is for.`,
			name, notebook.TeX(ex.DA.Sign, i, j), notebook.Eq(leak)),
	}
}

// howMany asks how many gradients get through.
func howMany(ex *cnn.Classic, passed, stopped int) notebook.Exercise {
	return notebook.Exercise{
		Question: `How many elements of $\partial L/\partial Z$ are
not 0? Why can there never be more of them than pooling windows?`,
		Answers: []notebook.Answer{
			{Name: `\text{not 0}`, Value: float64(passed),
				Wrong: []notebook.Wrong{{
					Value:   float64(passed + stopped),
					Mistake: "gate-forgotten",
					Did:     "counted what a closed gate stops"}}},
		},
		Hint: `Each window sends one gradient. Which of them are
stopped?`,
		Solution: fmt.Sprintf(`%s, and at %d %s one arrives that is not 0. A closed gate stops %d of
them, and %d pass. A gate stops a gradient or lets it through, but it
never makes a new one.`,
			notebook.Plural(len(ex.DP.Data), "The window sends one gradient",
				fmt.Sprintf("The %d windows send one gradient each",
					len(ex.DP.Data))), passed+stopped,
			notebook.Plural(passed+stopped, "cell", "cells"),
			stopped, passed),
	}
}
