package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// raised asks what changes if the largest cell that lost were larger.
func raised(ex *cnn.Classic, won, lost [][2]int) []notebook.Exercise {
	a := ex.A.Rows()
	var exercises []notebook.Exercise
	for _, c := range largest(a, lost) {
		top := largest(a, slices.Concat(won, lost))[0]
		before, after := a[c[0]][c[1]], a[top[0]][top[1]]+1
		a[c[0]][c[1]] = after
		dA := arriving(ex, c, 1) // it wins every window that reads it
		name := notebook.TeX(ex.DA.Sign, c[0], c[1])
		exercises = append(exercises, notebook.Exercise{
			Question: fmt.Sprintf(`Suppose that $A_{%d,%d}$ were %s
instead of %s, and leave $\partial L/\partial P$ as it is. What would
$%s$ be?`,
				c[0], c[1],
				notebook.Num(after), notebook.Num(before), name),
			Answers: []notebook.Answer{{Name: name, Value: dA.Float(),
				Exact: dA.Exact(),
				Wrong: append([]notebook.Wrong{{
					Value: ex.DA.At(c[0], c[1]),
					Did:   "kept the winner of before"}},
					marking.Mistaken(cnn.SingleLayer(
						cnn.MaxPool{Window: ex.Pool}, cnn.Map(a), ex.DP.Tensor),
						"gradients/0", c[0], c[1])...)}},
			Hint: `It is the largest cell of the map now. Which windows
read it?`,
			Solution: fmt.Sprintf(`It beats every other cell, so it
gets the whole gradient of each window that reads it, and $%s %s$. The
cells that won there before get nothing from those windows any more.`,
				name, notebook.Eq(dA)),
		})
	}
	return exercises
}

// lastOfTies asks what a single character changes.
func lastOfTies(right pooling) notebook.Exercise {
	const i, j = 3, 1 // the second of the two 7s
	name := notebook.TeX(right.dIn.Sign, i, j)
	wrong := slipped("tie-last", untidy, delta, three)[i][j]
	return notebook.Exercise{
		Question: fmt.Sprintf("Somebody writes `>=` instead of `>` in "+
			"the search for the winner. "+`What is then $%s$ in the
untidy example, with the same four gradients $\delta$?`, name),
		Answers: []notebook.Answer{{Name: name, Value: wrong,
			Wrong: []notebook.Wrong{{Value: right.dIn.At(i, j),
				Did: "let the first of the two 7s win"}}}},
		Hint: `Which of two equal cells is found last?`,
		Solution: fmt.Sprintf("With `>=` every equal cell replaces the "+
			"one before it, so "+`the last one wins. Both 7s are in the
lower left window only, and $%s %s$ is its whole gradient. This is no
mathematical mistake, but forward and backward must agree on it.`,
			name, notebook.Eq(wrong)),
	}
}

// sumOfAll asks for the sum of the whole gradient.
func sumOfAll(ex *cnn.Classic) notebook.Exercise {
	total := cnn.SumOf(ex.DP.Reals()...)
	return notebook.Exercise{
		Question: fmt.Sprintf(`What is the sum of all %d %s of
$\partial L/\partial A$? There is a short way.`, len(ex.DA.Data),
			notebook.Plural(len(ex.DA.Data), "element", "elements")),
		Answers: []notebook.Answer{{
			Name:  `\sum_{u,v} \partial L/\partial A_{u,v}`,
			Value: total.Float(),
			Exact: total.Exact(),
			Wrong: marking.Mistaken(ex.Network, ex.DA.Place),
		}},
		Hint: "No gradient is created and none is lost.",
		Solution: fmt.Sprintf(`It is the sum of what the windows send:
$\sum_{i,j} \partial L/\partial P_{i,j} %s$.`, notebook.Eq(total)),
	}
}
