package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// overwritten asks for a bug, and for what it makes of a cell at which
// stamps overlap.
func overwritten(ex *cnn.Classic, u, v int) notebook.Exercise {
	dZ, k := ex.DZ.Rows(), ex.K.Rows()
	last := readers(ex, u, v)[0] // the one that comes last in the loops
	for _, r := range readers(ex, u, v) {
		if last.outside && !r.outside {
			last = r
		}
	}
	wrong := float64(dZ[last.i][last.j]*k[last.m][last.n]) + 0
	answer := notebook.Answer{Name: notebook.TeX(ex.DX.Sign, u, v),
		Value: wrong}
	if right := ex.DX.At(u, v); right != wrong {
		answer.Wrong = []notebook.Wrong{{Value: right,
			Did: "added the stamps, as the loops should"}}
	}
	return notebook.Exercise{
		Question: "Find the bug in these lines, the heart of the loops " +
			"that scatter. " + fmt.Sprintf(`What do they leave in
$%s$?

`, answer.Name) + "```go" + `
for m := range kh {
	for n := range kw {
		dX[i+m][j+n] = dZ[i][j] * k[m][n]
	}
}
` + "```",
		Answers: []notebook.Answer{answer},
		Hint: `Several outputs have read this cell. Which of them comes
last in the loops over $i$ and $j$?`,
		Solution: "The line needs `+=`. " + fmt.Sprintf(`With “=” each
stamp erases what was there, also where its own number is 0. The last
output that has read $X_{%d,%d}$ is $Z_{%d,%d}$, through
$K_{%d,%d}$, so what stays is
$\delta_{%[3]d,%[4]d} \cdot K_{%[5]d,%[6]d} %[7]s$.`, u, v, last.i,
			last.j, last.m, last.n, notebook.Eq(wrong)),
	}
}

// onPaper asks for the cell at which the most stamps meet.
func onPaper(ex *cnn.Classic, u, v int) notebook.Exercise {
	row, column := meeting(ex, [2]int{u, v})
	return notebook.Exercise{
		Question: fmt.Sprintf(`Work out $%s$ on paper. Which outputs
have read $X_{%d,%d}$, and through which weights?`,
			notebook.TeX(ex.DX.Sign, row, column), row, column),
		Answers: []notebook.Answer{{
			Name:  notebook.TeX(ex.DX.Sign, row, column),
			Value: ex.DX.At(row, column),
			Wrong: marking.Mistaken(ex.Network, ex.DX.Place,
				row, column),
		}},
		Hint: fmt.Sprintf(`Output $(%d - m, %d - n)$ reads it through
$K_{m,n}$. Leave out the outputs that do not exist.`, row, column),
		Solution: solved(ex, row, column),
	}
}

// singleOne asks for what a gradient map with a single 1 leaves.
func singleOne(ex *cnn.Classic) notebook.Exercise {
	k := ex.K.Rows()
	kh, kw := len(k), len(k[0])
	ask := func(m, n int) notebook.Answer {
		return notebook.Answer{Name: notebook.TeX(ex.DX.Sign, m, n),
			Value: k[m][n],
			Wrong: marking.Mistaken(single(ex), ex.DX.Place, m, n)}
	}
	which, answers := "Give its first number.",
		[]notebook.Answer{ask(0, 0)}
	if kh*kw > 1 {
		which = `Give its first number,
and the one at the lower right corner of the first window.`
		answers = append(answers, ask(kh-1, kw-1))
	}
	return notebook.Exercise{
		Question: `Suppose that $\delta_{0,0}$ is 1 and the rest of
$\delta$ is 0. What is $\partial L/\partial X$? ` + which,
		Answers: answers,
		Hint:    `Scatter it. A single 1 leaves a single stamp.`,
		Solution: `$\partial L/\partial X$ is the kernel itself, in the
upper left corner, not rotated, and 0 elsewhere. This makes a good test
for your own program: a single 1 must give back $K$, unchanged.`,
	}
}

// total asks for the sum of all elements.
func total(ex *cnn.Classic) notebook.Exercise {
	arrived := cnn.SumOf(ex.DZ.Reals()...)
	weight := cnn.SumOf(ex.K.Reals()...)
	all := arrived.Times(weight)
	return notebook.Exercise{
		Question: fmt.Sprintf(`What is the sum of all %d elements of
$\partial L/\partial X$? There is a short way.`, len(ex.X.Data)),
		Answers: []notebook.Answer{{
			Name:  `\sum_{u,v} \partial L/\partial X_{u,v}`,
			Value: all.Float(),
			Exact: all.Exact(),
			Wrong: marking.Mistaken(ex.Network, ex.DX.Place),
		}},
		Hint: `Each number of $\delta$ leaves one stamp. What does one
stamp sum to?`,
		Solution: fmt.Sprintf(`A stamp sums to $\delta_{i,j}$ times the
sum of the weights. Together they sum to the sum of $\delta$ times the
sum of the weights, $%s$. Add up your own numbers and
compare: a stamp that was lost, overwritten or cut off at an edge changes
this sum. A stamp that was turned does not, because a sum cannot tell
where a number is.`,
			notebook.Worked(all, notebook.Plus(arrived, weight))),
	}
}
